import { Readable } from 'node:stream';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { readLines } from '../../process/read-lines';

async function linesOf(chunks: string[], longest?: number): Promise<string[]> {
  const lines: string[] = [];
  const stream = Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
  readLines(stream, 'utf8', (line) => lines.push(line), longest);
  await once(stream, 'end');
  return lines;
}

test('a line ends with a newline, a carriage return, or the stream', async () => {
  expect(await linesOf(['a\nb\rc\r\nd', 'e\n', 'f'])).toEqual(['a', 'b', 'c', 'de', 'f']);
});

test('a line that is too long is cut, and nothing of what follows is joined to it', async () => {
  expect(await linesOf(['12345', '67', '89\nnext\n'], 6)).toEqual(['123456', 'next']);
  expect(await linesOf(['123456', '789', '\nnext'], 6)).toEqual(['123456', 'next']);
  expect(await linesOf(['1234567\nnext\n'], 6)).toEqual(['123456', 'next']);
});
