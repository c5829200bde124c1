import type { Readable } from 'node:stream';

const SILENT_MS = 5000;

/**
 * For the output of a program that has ended: another may hold its other end for as long as it likes, and then it has no
 * end. One that does is ssh's master, which a session's client hands its own to (openssh, PROTOCOL.mux). Once nothing has
 * come for five seconds in which it was read, it is closed; what waits for a slow reader is not touched.
 */
export function letGoOfPipe(stream: (Readable & { bytesRead?: number }) | null | undefined): void {
  if (stream === null || stream === undefined) return;
  let before: number | undefined;
  const look = (): void => {
    const read = stream.readableFlowing === true ? stream.bytesRead : undefined;
    if (read !== undefined && read === before) stream.destroy();
    before = read;
  };
  // Behind what has come meanwhile, also where we were stopped ourselves.
  const timer = setInterval(() => setImmediate(look), SILENT_MS).unref();
  stream.once('close', () => {
    clearInterval(timer);
  });
}
