/** Names are bytes; people and terminals get characters, and never one that a terminal would obey. */
import { safeText } from '../../shared/safe-text';

/** Valid UTF-8 as it is; other bytes as \xNN, control and invisible characters as \n, \xNN or \u{N}. */
export function showName(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isPlain(bytes)) return buffer.toString('latin1');
  const text = buffer.toString('utf8');
  if (!text.includes('\ufffd')) return safeText(text);
  // U+FFFD may be a name's own character: only where encoding does not give the bytes back did decoding fail.
  if (Buffer.from(text, 'utf8').equals(bytes)) return safeText(text);
  return showBroken(Buffer.from(bytes));
}

/** Most names are printable ASCII: told by a look at their bytes. */
function isPlain(bytes: Uint8Array): boolean {
  // By index: a view shows thousands of names, and an iterator costs more than the comparison.
  let index = 0;
  while (index < bytes.length && (bytes[index] ?? 0) >= 0x20 && (bytes[index] ?? 0) <= 0x7e) index += 1;
  return index === bytes.length;
}

/** Character by character: what is no UTF-8 is shown byte by byte. */
function showBroken(bytes: Buffer): string {
  let shown = '';
  for (let at = 0; at < bytes.length;) {
    const length = [1, 2, 3, 4].find((count) => isCharacter(bytes.subarray(at, at + count)));
    shown += length === undefined ? hex(bytes[at] ?? 0) : safeText(bytes.toString('utf8', at, at + length));
    at += length ?? 1;
  }
  return shown;
}

function isCharacter(bytes: Buffer): boolean {
  const text = bytes.toString('utf8');
  return /^.$/su.test(text) && Buffer.from(text, 'utf8').equals(bytes);
}

function hex(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}
