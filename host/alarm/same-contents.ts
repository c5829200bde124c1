/**
 * Whether files that look the same by size and time are the same. Who knows this code can keep size, time and first bytes of
 * each file and encrypt the rest: so a sample that nobody can foretell is compared, by whole contents where they are small.
 */
import { randomInt } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';
import { placeIn } from './look';
import { randomSample } from './random-sample';

/** `path`: below the snapshot's `files`, a binary string. `size` in bytes. */
export interface SeenFile {
  path: string;
  size: number;
  mtimeMs: number;
}

/** A file of the earlier tree, and one of the later that seems to be the same. */
export type Pair = readonly [old: SeenFile, young: SeenFile];

/** With the bytes of a file that are read, 50 MB of each tree at most. */
const LOOKED_AT = 200;
const WHOLE_BYTES = 256 * 1024;
const END_BYTES = 64 * 1024;
const PIECE_BYTES = 16 * 1024;
const PIECES = 8;
/** Of the sample: more, and no pair counts as the same. Two files may have one size and time by chance. */
const MAY_DIFFER = 0.1;
const FILES_AT_ONCE = 10;

/**
 * The pairs that do not count as the same: those of the sample that differ, or all where too many of it do.
 *
 * @throws the signal's reason
 */
export async function findDifferent(
  before: string,
  after: string,
  pairs: readonly Pair[],
  signal: AbortSignal,
): Promise<ReadonlySet<Pair>> {
  const different = new Set<Pair>();
  const sample = randomSample(pairs, LOOKED_AT);
  for (const [index, pair] of sample.entries()) {
    if (index % FILES_AT_ONCE === 0) await breathe();
    signal.throwIfAborted();
    const [old, young] = pair;
    if (!haveSameContents(placeIn(before, old.path), placeIn(after, young.path))) different.add(pair);
  }
  return different.size > sample.length * MAY_DIFFER ? new Set(pairs) : different;
}

/** What cannot be read is not the same. */
function haveSameContents(one: Buffer, other: Buffer): boolean {
  const files: number[] = [];
  try {
    for (const place of [one, other]) {
      files.push(openSync(place, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK));
    }
    const [first = -1, second = -1] = files;
    const { size } = fstatSync(first);
    if (fstatSync(second).size !== size) return false;
    return piecesOf(size).every(([from, length]) => {
      const [was, is] = [readPiece(first, from, length), readPiece(second, from, length)];
      return was.length === Math.min(length, size - from) && was.equals(is);
    });
  } catch {
    return false;
  } finally {
    for (const file of files) closeSync(file);
  }
}

/** Where to look, and how many bytes: a big file at both ends and in places that nobody can foretell. */
function piecesOf(size: number): [from: number, length: number][] {
  if (size <= WHOLE_BYTES) return [[0, size]];
  const inside = size - PIECE_BYTES;
  return [
    [0, END_BYTES],
    [size - END_BYTES, END_BYTES],
    ...Array.from({ length: PIECES }, (): [number, number] => [randomInt(inside), PIECE_BYTES]),
  ];
}

function readPiece(file: number, from: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  return buffer.subarray(0, readSync(file, buffer, 0, length, from));
}
