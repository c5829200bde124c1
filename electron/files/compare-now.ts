/**
 * How a thing of a snapshot is on this machine now. By kind, size, time of change and a link's target, as a backup would
 * decide whether to read it again. What has other contents with the same size and time, another mode, owner or attribute
 * is not seen, nor which device a device is; restoring compares contents, this only shows where to look.
 */
import type { Stats } from 'node:fs';
import { lstat, readlink } from 'node:fs/promises';
import type { FolderEntry } from '../../shared/give-back';
import type { FileNow } from '../../shared/ipc-files';
import { bytesOf } from '../restore/bytes';

type Compared = Pick<FolderEntry, 'kind' | 'size' | 'mtimeMs' | 'target'>;

/** What the file system says of a path, a link as a link. `unknown`: there may be something, which may not be looked at. */
export async function lookNow(path: string): Promise<Stats | 'gone' | 'unknown'> {
  try {
    return await lstat(bytesOf(path));
  } catch (error) {
    return NOT_THERE.has((error as NodeJS.ErrnoException).code ?? '') ? 'gone' : 'unknown';
  }
}

export async function compareNow(path: string, then: Compared): Promise<FileNow> {
  const stats = await lookNow(path);
  if (stats === 'gone') return 'gone';
  // That it is the same nobody can say.
  if (stats === 'unknown' || kindOf(stats) !== then.kind) return 'changed';
  switch (then.kind) {
    case 'directory':
      return 'folder';
    case 'file':
      return stats.size === then.size && isSameTime(stats.mtimeMs, then.mtimeMs) ? 'same' : 'changed';
    case 'link':
      return (await targetOf(path)) === then.target ? 'same' : 'changed';
    case 'device':
    case 'special':
      return 'same';
  }
}

/** At once as many as there are threads for it; nobody else waits long. */
export async function compareAll<T extends Compared>(
  entries: readonly T[],
  pathOf: (entry: T) => string,
): Promise<FileNow[]> {
  const compared: FileNow[] = [];
  for (let from = 0; from < entries.length; from += AT_ONCE) {
    const part = entries.slice(from, from + AT_ONCE);
    compared.push(...(await Promise.all(part.map((entry) => compareNow(pathOf(entry), entry)))));
  }
  return compared;
}

export function kindOf(stats: Stats): FolderEntry['kind'] {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  if (stats.isSymbolicLink()) return 'link';
  return stats.isFIFO() || stats.isSocket() ? 'special' : 'device';
}

/** In milliseconds. A file system of whole seconds, on either side, cuts what is finer. */
export function isSameTime(one: number, other: number): boolean {
  if (Math.abs(one - other) < FINEST_MS) return true;
  const isWhole = one % 1000 === 0 || other % 1000 === 0;
  return isWhole && Math.floor(one / 1000) === Math.floor(other / 1000);
}

/** ELOOP: a link in the place of a directory above leads in a circle. */
const NOT_THERE = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG']);
/** Nanoseconds of our time do not fit in a double: it has 0.00025 ms. */
const FINEST_MS = 0.001;
const AT_ONCE = 256;

async function targetOf(path: string): Promise<string | undefined> {
  try {
    return (await readlink(bytesOf(path), { encoding: 'buffer' })).toString('latin1');
  } catch {
    return undefined;
  }
}
