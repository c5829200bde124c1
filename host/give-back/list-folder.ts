/**
 * What is in one directory of a snapshot, for a person who looks through it: quick also where that is a hundred thousand
 * files. Kinds and sizes are those of the laptop. Most are told by the store's own directory; rsync is asked only of what
 * --fake-super may have made of something else.
 */
import type { Stats } from 'node:fs';
import { Breather } from '../../process/breather';
import type { FolderEntry } from '../../shared/give-back';
import type { MachinePaths } from '../store-layout';
import { leadsTo } from './list-entries';
import { childrenOf, filesOf, lookBelow, nameBelow, rootsOf } from './snapshot-places';
import { look, readTrueEntries } from './true-entries';

const GOING = new AbortController().signal;

/** In JSON: a line is read up to twice that. */
const PART_LENGTH = 64 * 1024;
/** PATH_MAX: a link's target is shorter. */
const LONGEST_TARGET = 4096;

/** False where there is no such directory. Throws as readTrueEntries does. */
export async function listFolder(
  paths: MachinePaths,
  snapshot: string,
  path: string,
  onEntries: (entries: FolderEntry[]) => void,
): Promise<boolean> {
  const directory = filesOf(paths, snapshot);
  const below = nameBelow(path);
  if (below === undefined || lookBelow(directory, below)?.isDirectory() !== true) return false;
  const roots = await rootsOf(paths, snapshot);
  const parts = new Parts(onEntries);
  const breather = new Breather();
  const hidden: string[] = [];
  for (const name of childrenOf(directory, below)) {
    await breather.breathe(GOING);
    const stats = look(directory, name);
    if (stats === undefined) continue;
    if (mayBeAnother(stats)) hidden.push(name);
    else parts.add(plainEntry(name, stats, roots));
  }
  const asked = { directory, names: hidden, recursive: false, nowhere: paths.nowhere };
  await readTrueEntries(asked, ({ path: found, kind, size, mtimeMs, target }) => {
    parts.add({ name: baseOf(found), kind, size, mtimeMs, ...(target !== undefined && { target }) });
  });
  parts.flush();
  return true;
}

/**
 * rsync --fake-super makes an empty file of a device, a fifo or a socket, and of a link one that holds its target and that
 * all may read, write and execute, as its mode says (rsync's xattrs.c, set_stat_xattr).
 */
export function mayBeAnother(stats: Stats): boolean {
  if (stats.isDirectory()) return false;
  if (!stats.isFile() || stats.size === 0) return true;
  return (stats.mode & 0o777) === 0o777 && stats.size < LONGEST_TARGET;
}

function plainEntry(name: string, stats: Stats, roots: readonly string[]): FolderEntry {
  const { mtimeMs } = stats;
  if (!stats.isDirectory()) return { name: baseOf(name), kind: 'file', size: stats.size, mtimeMs };
  const above = leadsTo(`/${name}`, roots);
  return { name: baseOf(name), kind: 'directory', size: 0, mtimeMs, ...(above && { above }) };
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

class Parts {
  private readonly tell: (entries: FolderEntry[]) => void;
  private waiting: FolderEntry[] = [];
  private length = 0;

  constructor(tell: (entries: FolderEntry[]) => void) {
    this.tell = tell;
  }

  add(entry: FolderEntry): void {
    this.waiting.push(entry);
    // As long as it can get: a byte is spelled with six characters at most.
    this.length += 100 + 6 * (entry.name.length + (entry.target?.length ?? 0));
    if (this.length > PART_LENGTH) this.flush();
  }

  flush(): void {
    if (this.waiting.length > 0) this.tell(this.waiting);
    this.waiting = [];
    this.length = 0;
  }
}
