/**
 * The list's bytes as text for an editor, and back, without losing one: a byte that is no UTF-8 becomes the lone surrogate
 * U+DC80 to U+DCFF, as Python's "surrogateescape" has it (PEP 383).
 */

const ESCAPE = 0xdc00;

/** `bytes`: a binary string, one character a byte. */
export function toText(bytes: string): string {
  const buffer = Buffer.from(bytes, 'latin1');
  const text = buffer.toString('utf8');
  return Buffer.from(text).equals(buffer) ? text : decodeWithEscapes(buffer);
}

export function toBytes(text: string): string {
  if (!/[\udc80-\udcff]/u.test(text)) return Buffer.from(text, 'utf8').toString('latin1');
  return text
    .split(/([\udc80-\udcff])/u)
    .map((part, index) =>
      index % 2 === 1
        ? String.fromCharCode(part.charCodeAt(0) - ESCAPE)
        : Buffer.from(part, 'utf8').toString('latin1'),
    )
    .join('');
}

/**
 * The line of an editor, which counts line feeds, for each line of the list, for which a carriage return ends one too.
 * Both count from 1; there is one more than the list has lines.
 */
export function editorLines(text: string): number[] {
  let line = 1;
  const lines = [0, 1];
  for (const [end] of text.matchAll(/\r\n|[\r\n]/g)) {
    if (end !== '\r') line += 1;
    lines.push(line);
  }
  return lines;
}

function decodeWithEscapes(buffer: Buffer): string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const parts: string[] = [];
  for (let at = 0; at < buffer.length;) {
    const byte = buffer[at] ?? 0;
    const length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    try {
      parts.push(decoder.decode(buffer.subarray(at, at + length)));
      at += length;
    } catch {
      parts.push(String.fromCharCode(ESCAPE + byte));
      at += 1;
    }
  }
  return parts.join('');
}
