/** The beginning of a file in a snapshot, for a look at it. No link is followed, and nothing is read that is no file. */
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { READ_PIECE_BYTES, type Answer } from '../../shared/give-back';
import type { MachinePaths } from '../store-layout';
import { bytesOf } from '../walk-tree';

import { lookBelow, nameBelow } from './snapshot-places';
import { mayBeAnother, readTrueEntries } from './true-entries';

/** False where there is no such path. Throws as readTrueEntries does, and what the file system throws. */
export async function readHead(
  paths: MachinePaths,
  { snapshot, path, most }: { snapshot: string; path: string; most: number },
  say: (answer: Answer) => void,
): Promise<boolean> {
  const directory = paths.files(snapshot);
  const name = nameBelow(path);
  const stats = name === undefined ? undefined : lookBelow(directory, name);
  if (name === undefined || name === '' || stats === undefined) return false;
  const kind = await kindOf({ directory, names: [name], recursive: false, nowhere: paths.nowhere }, stats);
  if (kind === undefined) return false;
  say({ answer: 'reading', kind, size: kind === 'file' ? stats.size : 0 });
  if (kind === 'file') readPieces(Buffer.concat([bytesOf(`${directory}/`), bytesOf(name)]), stats, most, say);
  return true;
}

async function kindOf(
  question: Parameters<typeof readTrueEntries>[0],
  stats: Stats,
): Promise<Extract<Answer, { answer: 'reading' }>['kind'] | undefined> {
  if (stats.isDirectory()) return 'directory';
  if (!mayBeAnother(stats)) return 'file';
  let kind: Extract<Answer, { answer: 'reading' }>['kind'] | undefined;
  await readTrueEntries(question, (entry) => {
    ({ kind } = entry);
  });
  return kind;
}

function readPieces(path: Buffer, seen: Stats, most: number, say: (answer: Answer) => void): void {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(descriptor);
    // Looked up once more for opening: by then another one may stand there, or in the place of a directory above.
    if (!stats.isFile() || stats.ino !== seen.ino || stats.dev !== seen.dev) {
      throw new Error('it has changed while it was read');
    }
    const piece = Buffer.allocUnsafe(READ_PIECE_BYTES);
    for (let left = most; left > 0;) {
      const length = readSync(descriptor, piece, 0, Math.min(left, piece.length), null);
      if (length === 0) return;
      say({ answer: 'piece', base64: piece.toString('base64', 0, length) });
      left -= length;
    }
  } finally {
    closeSync(descriptor);
  }
}
