/** sha256 of a file in the store, read in pieces: a file of 60 GB costs as little memory as one of 60 kB. */
import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';

export interface HashedFile {
  sha256: string;
  /** As fstat(2) had it before the first byte was read. */
  stats: Stats;
}

const PIECE = 1024 * 1024;
const piece = Buffer.allocUnsafe(PIECE);

/**
 * The descriptor is open no longer than the file is read, so that the disk can be unmounted between two files. Between
 * two pieces others get their turn, and the signal is looked at.
 *
 * @throws what the file system throws, and the signal's reason
 */
export async function hashFile(path: Buffer, signal: AbortSignal): Promise<HashedFile> {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(descriptor);
    const hash = createHash('sha256');
    for (let pieces = 0; ; pieces += 1) {
      if (pieces > 0) {
        await nextTurn();
        signal.throwIfAborted();
      }
      const length = readSync(descriptor, piece, 0, PIECE, null);
      hash.update(piece.subarray(0, length));
      if (length < PIECE) return { sha256: hash.digest('hex'), stats };
    }
  } finally {
    closeSync(descriptor);
  }
}
