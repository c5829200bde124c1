import { closeSync, constants, openSync, readSync } from 'node:fs';
import { placeIn } from './look';

/** The first bytes of a file in a tree of the store; undefined where it cannot be read. `path`: a binary string. */
export function readHead(tree: string, path: string, bytes: number): Buffer | undefined {
  const buffer = Buffer.alloc(bytes);
  try {
    const file = openSync(
      placeIn(tree, path),
      constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    );
    try {
      return buffer.subarray(0, readSync(file, buffer, 0, bytes, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}
