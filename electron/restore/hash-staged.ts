/** sha256 of a file that waits to be put in place; in pieces, so that a big one costs no memory. */
import { createHash, hash as hashAtOnce } from 'node:crypto';
import { chmodSync, closeSync, constants, openSync, readSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { bytesOf } from './bytes';

const PIECE = 1024 * 1024;
const piece = Buffer.allocUnsafe(PIECE);

/** In hex. Throws what the file system throws, and the signal's reason. `mode`: as it is. */
export async function hashStaged(
  path: string,
  { mode }: { mode: number },
  signal: AbortSignal,
): Promise<string> {
  const isClosed = (mode & 0o400) === 0;
  if (isClosed) chmodSync(bytesOf(path), mode | 0o400);
  const descriptor = openSync(
    bytesOf(path),
    constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
  );
  try {
    const first = readSync(descriptor, piece, 0, PIECE, null);
    if (first < PIECE) return hashAtOnce('sha256', piece.subarray(0, first));
    const hash = createHash('sha256').update(piece);
    for (;;) {
      await nextTurn();
      signal.throwIfAborted();
      const length = readSync(descriptor, piece, 0, PIECE, null);
      hash.update(piece.subarray(0, length));
      if (length < PIECE) return hash.digest('hex');
    }
  } finally {
    closeSync(descriptor);
    if (isClosed) chmodSync(bytesOf(path), mode & 0o7777);
  }
}
