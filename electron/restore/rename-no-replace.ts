/**
 * Gives an entry another name, and never takes one that is taken: renameat2(2) with RENAME_NOREPLACE where koffi can be
 * loaded and the file system knows that, else the calls of Node that refuse by themselves.
 */
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { chmodSync, linkSync, lstatSync, mkdirSync, renameSync, rmdirSync, unlinkSync } from 'node:fs';
import { bytesOf } from './bytes';

/** `other`: what the file system said. */
export type Renamed = 'done' | 'taken' | 'other-file-system' | { other: string };

interface Koffi {
  load: (path: null) => { func: (prototype: string) => (...args: (number | Uint8Array)[]) => number };
  errno: () => number;
}

type Renameat2 = (from: Buffer, to: Buffer) => number;

const AT_FDCWD = -100;
const RENAME_NOREPLACE = 1;
const { EBUSY, EEXIST, ENOTEMPTY, EXDEV, EINVAL, ENOSYS } = constants.errno;

let known: Renameat2 | null | undefined;

export function renameNoReplace(from: string, to: string): Renamed {
  known ??= loadRenameat2();
  const problem = known?.(bytesOf(from), bytesOf(to));
  if (problem === 0) return 'done';
  if (problem === undefined || problem === EINVAL || problem === ENOSYS) return renameByHand(from, to);
  return nameProblem(problem);
}

/**
 * The same for a directory of whatever mode: it can only be moved by who may write in it, since its ".." changes.
 */
export function moveNoReplace(from: string, to: string): Renamed {
  const stats = lstatSync(bytesOf(from));
  const mode = stats.mode & 0o7777;
  if (!stats.isDirectory() || (mode & 0o200) !== 0) return renameNoReplace(from, to);
  chmodSync(bytesOf(from), mode | 0o200);
  const done = renameNoReplace(from, to);
  chmodSync(bytesOf(done === 'done' ? to : from), mode);
  return done;
}

/**
 * Without that call. A directory can only take the place of an empty one, which nobody else has made; all else gets its new
 * name first, then loses the old one.
 */
export function renameByHand(from: string, to: string): Renamed {
  try {
    if (lstatSync(bytesOf(from)).isDirectory()) {
      mkdirSync(bytesOf(to), { mode: 0o700 });
      try {
        renameSync(bytesOf(from), bytesOf(to));
      } catch (error) {
        removeIfEmpty(to);
        throw error;
      }
    } else {
      linkSync(bytesOf(from), bytesOf(to));
      unlinkSync(bytesOf(from));
    }
    return 'done';
  } catch (error) {
    return nameProblem(-((error as NodeJS.ErrnoException).errno ?? 0), (error as Error).message);
  }
}

/** Somebody may have put something in: then it stays. */
function removeIfEmpty(directory: string): void {
  try {
    rmdirSync(bytesOf(directory));
  } catch {
    // It is not empty, or gone.
  }
}

function nameProblem(errno: number, words?: string): Renamed {
  if (errno === EEXIST || errno === ENOTEMPTY) return 'taken';
  // The second is said of a mount point itself.
  if (errno === EXDEV || errno === EBUSY) return 'other-file-system';
  const name = Object.entries(constants.errno).find(([, number]) => number === errno)?.[0];
  return { other: words ?? name ?? `error ${errno}` };
}

/** LATCHKEY_RENAME=node does without, for tests and for a machine where koffi misbehaves. */
function loadRenameat2(): Renameat2 | null {
  if (process.env.LATCHKEY_RENAME === 'node') return null;
  try {
    const koffi = createRequire(import.meta.url)('koffi') as Koffi;
    const call = koffi.load(null).func('int renameat2(int, uint8_t *, int, uint8_t *, unsigned int)');
    const end = Buffer.from([0]);
    return (from, to) => {
      const result = call(
        ...[AT_FDCWD, Buffer.concat([from, end]), AT_FDCWD, Buffer.concat([to, end]), RENAME_NOREPLACE],
      );
      return result === 0 ? 0 : koffi.errno();
    };
  } catch {
    return null;
  }
}
