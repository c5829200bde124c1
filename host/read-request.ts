/** The request from stdin: read to its end, within bounds of size and time. */
import type { Readable } from 'node:stream';
import { parseRequestBody, type RequestBody, type RequestExtension } from '../shared/request';
import { failure, messageOf, success, type Result } from './result';

const MOST_BYTES = 16 * 1024 * 1024;
const TIME_LIMIT_MS = 60_000;

export type Request = RequestBody & { extension: RequestExtension };

export async function readRequest(stdin: Readable, signal: AbortSignal): Promise<Result<Request>> {
  const text = await readAll(stdin, signal);
  if (!text.ok) return text;
  const parsed = parseRequestBody(text.value);
  if (!parsed.ok) return malformed(parsed.reason);
  const { extension, ...body } = parsed.value;
  // Without it there is no host key to pin, and a connection to just anybody is none that Latchkey makes.
  if (extension === undefined) {
    return malformed("it does not tell the laptop's one-time host key; the laptop needs a current Latchkey");
  }
  return success({ ...body, extension });
}

async function readAll(stdin: Readable, signal: AbortSignal): Promise<Result<string>> {
  const stop = (): void => void stdin.destroy(new Error('the host program was ended'));
  const timer = setTimeout(() => {
    stdin.destroy(new Error('it did not end within 60 seconds'));
  }, TIME_LIMIT_MS);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of stdin as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MOST_BYTES) return malformed('it is larger than 16 MiB');
      chunks.push(chunk);
    }
    return success(Buffer.concat(chunks).toString('latin1'));
  } catch (error) {
    const detail = messageOf(error);
    return signal.aborted ? failure({ code: 'transfer-interrupted', detail }) : malformed(detail);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

export function malformed<T>(detail: string): Result<T> {
  return failure({ code: 'request-malformed', detail });
}
