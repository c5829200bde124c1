/** What is asked on a stream, a line each, however long: a question may name a hundred thousand paths. */
import type { Readable } from 'node:stream';

/** One by one, as whoever takes them comes to the next. The last one may lack its end. */
export async function* questionsIn(stream: Readable): AsyncGenerator<string, void> {
  let waiting: string[] = [];
  stream.setEncoding('utf8');
  for await (const chunk of stream as AsyncIterable<string>) {
    const [more = '', ...others] = chunk.split('\n');
    waiting.push(more);
    for (const next of others) {
      yield waiting.join('');
      waiting = [next];
    }
  }
  const last = waiting.join('');
  if (last !== '') yield last;
}
