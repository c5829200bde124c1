/**
 * Contents that could be compressed became contents that cannot: what encrypting does to a document. New files alone say
 * nothing (photographs look the same); neither do small ones, whose entropy their length bounds.
 */
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { placeIn } from './look';
import { randomSample } from './random-sample';

const HEAD_BYTES = 36 * 1024;
const LEAST_BYTES = 4096;
const LOOKED_AT = 300;
/** In bits a byte. */
const ORDINARY_BELOW = 7;
const ENCRYPTED_ABOVE = 7.8;

/** The same file then and now; `size` is its present one in bytes. */
export interface ChangedFile {
  before: string;
  after: string;
  size: number;
}

/** How many of some hundred changed files became like random bytes. `before`, `after`: the two trees. */
export function countEncrypted(
  before: string,
  after: string,
  changed: readonly ChangedFile[],
): { count: number; of: number } {
  const sample = randomSample(
    changed.filter(({ size }) => size >= LEAST_BYTES),
    LOOKED_AT,
  );
  const encrypted = sample.filter((file) => {
    const now = readHead(after, file.after, HEAD_BYTES);
    if (now === undefined || entropyOf(now) <= ENCRYPTED_ABOVE) return false;
    const then = readHead(before, file.before, HEAD_BYTES);
    return then !== undefined && entropyOf(then) < ORDINARY_BELOW;
  });
  return { count: encrypted.length, of: sample.length };
}

/** Shannon's, in bits a byte. */
export function entropyOf(bytes: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
  let sum = 0;
  for (const count of counts) if (count > 0) sum -= (count / bytes.length) * Math.log2(count / bytes.length);
  return sum;
}

/** The first bytes of a file in a tree of the store; undefined where it cannot be read. `path`: a binary string. */
function readHead(tree: string, path: string, bytes: number): Buffer | undefined {
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
