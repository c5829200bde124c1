import type { Readable } from 'node:stream';

const LONGEST_LINE = 64 * 1024;

/**
 * Calls `onLine` for each line of a stream, without its end. Carriage returns end a line too, since rsync draws its
 * progress with them. Bytes become characters one to one (latin1) or as UTF-8. A line over 64 KiB is cut there.
 */
export function readLines(
  stream: Readable | null,
  encoding: 'utf8' | 'latin1',
  onLine: (line: string) => void,
): void {
  if (stream === null) return;
  let rest = '';
  stream.setEncoding(encoding);
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split(/\r\n|[\r\n]/);
    rest = (lines.pop() ?? '').slice(0, LONGEST_LINE);
    for (const line of lines) if (line !== '') onLine(line);
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest);
    rest = '';
  });
  stream.on('error', () => undefined);
}
