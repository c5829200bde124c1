/** Messages on a stream of bytes: a letter, a length of four bytes, the payload. */
import type { Writable } from 'node:stream';

export interface Frame {
  kind: string;
  payload: Buffer;
}

const HEAD_BYTES = 5;

/**
 * Until the stream ends; half a frame at its end is none. Who takes them one by one holds the sender back.
 *
 * @param longest a payload's bytes, asked anew for each
 * @throws for a longer one, and what the stream throws
 */
export async function* readFrames(
  stream: AsyncIterable<Buffer>,
  longest: () => number,
): AsyncGenerator<Frame, void> {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    while (held.length >= HEAD_BYTES) {
      const length = held.readUInt32BE(1);
      if (length > longest()) throw new Error(`a message of ${length} bytes`);
      const end = HEAD_BYTES + length;
      if (held.length < end) break;
      yield { kind: held.toString('latin1', 0, 1), payload: held.subarray(HEAD_BYTES, end) };
      held = held.subarray(end);
    }
  }
}

/** For what is written without waiting. */
export function formatFrame(kind: string, payload: Buffer | string): Buffer {
  const body = Buffer.from(payload);
  const head = Buffer.alloc(HEAD_BYTES);
  head.write(kind, 'latin1');
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}

/** Settles when more may be written, or never will be. */
export async function writeFrame(stream: Writable, kind: string, payload: Buffer | string): Promise<void> {
  await writeAll(stream, formatFrame(kind, payload));
}

/** As writeFrame does, without a frame. */
export async function writeAll(stream: Writable, bytes: Buffer): Promise<void> {
  if (!stream.destroyed) stream.write(bytes);
  await untilDrained(stream);
}

/** Settles when what was written has gone, as far as the stream counts; or never will. */
export async function untilDrained(stream: Writable): Promise<void> {
  if (stream.destroyed || !stream.writableNeedDrain) return;
  await new Promise<void>((resolve) => {
    const settle = (): void => {
      for (const event of ['drain', 'close', 'error']) stream.off(event, settle);
      resolve();
    };
    for (const event of ['drain', 'close', 'error']) stream.on(event, settle);
  });
}
