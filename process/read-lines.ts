import { finished, type Readable } from 'node:stream';

const LONGEST_LINE = 64 * 1024;

/**
 * Calls `onLine` for each line of a stream, without its end. Carriage returns end a line too, since rsync draws its
 * progress with them. Bytes become characters one to one (latin1) or as UTF-8. A line over `longest` characters, 64 KiB
 * unless told, is cut there.
 */
export function readLines(
  stream: Readable | null,
  encoding: 'utf8' | 'latin1',
  onLine: (line: string) => void,
  longest = LONGEST_LINE,
): void {
  if (stream === null) return;
  let rest = '';
  stream.setEncoding(encoding);
  stream.on('data', (chunk: string) => {
    // What follows the cut is no part of any line, or the two ends would be taken for one.
    const more = rest.length < longest ? chunk : chunk.slice(endOfLine(chunk));
    const lines = (rest + more).split(/\r\n|[\r\n]/);
    rest = (lines.pop() ?? '').slice(0, longest);
    for (const line of lines) if (line !== '') onLine(line.slice(0, longest));
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest);
    rest = '';
  });
  stream.on('error', () => undefined);
}

function endOfLine(chunk: string): number {
  const at = chunk.search(/[\r\n]/);
  return at === -1 ? chunk.length : at;
}

/** Until the last words of a program that has ended are read. */
export async function endOf(stream: Readable | null): Promise<void> {
  if (stream === null || stream.readableEnded || stream.destroyed) return;
  await new Promise<void>((resolve) => {
    finished(stream, () => {
      resolve();
    });
  });
}
