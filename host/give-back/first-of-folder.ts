/** The names that a folder's list begins with: of a hundred thousand, what a person sees first is a few dozen. */
import { readdirSync } from 'node:fs';
import { Breather } from '../../process/breather';
import { compareNamed, nameKey, type Named } from '../../shared/name-order';
import { bytesOf } from '../walk-tree';
import { childrenOf } from './snapshot-places';
import { look } from './true-entries';

/** `path`: below the snapshot's files, a binary string. */
export interface FolderName {
  path: string;
  directory: boolean;
}

/** The names in a directory of a snapshot, told apart without looking at each. With rsync --fake-super a store holds no link. */
export function namesOfFolder(files: string, below: string): FolderName[] {
  const directory = Buffer.concat([Buffer.from(`${files}/`), bytesOf(below)]);
  const front = below === '' ? '' : `${below}/`;
  try {
    return readdirSync(directory, { encoding: 'latin1', withFileTypes: true }).map((entry) => ({
      path: front + entry.name,
      directory: entry.isDirectory(),
    }));
  } catch (error) {
    // Of a file system that does not say what they are, Node takes no such mixture of bytes and text.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_INVALID_ARG_TYPE') throw error;
    return childrenOf(files, below).map((path) => ({
      path,
      directory: look(files, path)?.isDirectory() === true,
    }));
  }
}

/** In their order (shared/name-order). */
export async function firstOfFolder(
  names: readonly FolderName[],
  { most, descending }: { most: number; descending: boolean },
): Promise<FolderName[]> {
  const first: (Named & FolderName)[] = [];
  const breather = new Breather();
  for (const each of names) {
    await breather.breathe();
    const name = textOf(each.path.slice(each.path.lastIndexOf('/') + 1));
    const named = { ...each, name, key: nameKey(name) };
    const last = first.at(-1);
    if (first.length >= most && last !== undefined && compareNamed(named, last, descending) >= 0) continue;
    first.splice(placeOf(named, first, descending), 0, named);
    if (first.length > most) first.pop();
  }
  return first;
}

/** Most are ASCII, and what they are as bytes. */
function textOf(name: string): string {
  // eslint-disable-next-line no-control-regex -- whatever is no ASCII
  return /[^\u0000-\u007f]/.test(name) ? bytesOf(name).toString('utf8') : name;
}

/** Behind what is equal to it. */
function placeOf(named: Named, sorted: readonly Named[], descending: boolean): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const there = sorted[middle];
    if (there !== undefined && compareNamed(named, there, descending) < 0) to = middle;
    else from = middle + 1;
  }
  return from;
}
