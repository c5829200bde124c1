/** The names that a folder's list begins with: of a hundred thousand, what a person sees first is a few dozen. */
import { readdirSync } from 'node:fs';
import { Breather } from '../../process/breather';
import { compareNamed, compareWithKey, nameKey, type Named } from '../../shared/name-order';
import { bytesOf } from '../walk-tree';
import { childrenOf } from './snapshot-places';
import { textOf } from './text-of';
import { look } from './true-entries';

/** As Node reads them. `name`: within the folder, a binary string. */
export interface FolderName {
  name: string;
  isDirectory: () => boolean;
}

const BETWEEN_TURNS = 500;

/** The names in a directory of a snapshot, told apart without looking at each. With rsync --fake-super a store holds no link. */
export function namesOfFolder(files: string, below: string): FolderName[] {
  const directory = Buffer.concat([Buffer.from(`${files}/`), bytesOf(below)]);
  try {
    return readdirSync(directory, { encoding: 'latin1', withFileTypes: true });
  } catch (error) {
    // Of a file system that does not say what they are, Node takes no such mixture of bytes and text.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_INVALID_ARG_TYPE') throw error;
    return childrenOf(files, below).map((path) => ({
      name: path.slice(path.lastIndexOf('/') + 1),
      isDirectory: () => look(files, path)?.isDirectory() === true,
    }));
  }
}

/** In their order (shared/name-order). */
export async function firstOfFolder(
  names: readonly FolderName[],
  { most, descending }: { most: number; descending: boolean },
): Promise<string[]> {
  const first: (Named & { bytes: string })[] = [];
  const breather = new Breather();
  for (const [index, each] of names.entries()) {
    if (index % BETWEEN_TURNS === 0) await breather.breathe();
    const { name: bytes } = each;
    const directory = each.isDirectory();
    const last = first.length >= most ? first.at(-1) : undefined;
    if (last !== undefined && isSurelyBehind(bytes, directory, last, descending)) continue;
    const name = textOf(bytes);
    const named = { bytes, directory, name, key: nameKey(name) };
    if (last !== undefined && compareNamed(named, last, descending) >= 0) continue;
    first.splice(placeOf(named, first, descending), 0, named);
    if (first.length > most) first.pop();
  }
  return first.map(({ bytes }) => bytes);
}

/** `bytes`: of its name, a binary string. */
function isSurelyBehind(bytes: string, directory: boolean, last: Named, descending: boolean): boolean {
  if (directory !== last.directory) return last.directory;
  const compared = compareWithKey(bytes, last.key);
  return descending ? compared < 0 : compared > 0;
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
