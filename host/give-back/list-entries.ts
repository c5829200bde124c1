/** What is in a snapshot: one directory of it, or whole trees. */
import { Breather } from '../../process/breather';
import type { Entry } from '../../shared/give-back';
import { checksumsOf, readEntries } from '../proof/checksums';
import { readMachine } from '../read-machine';
import type { MachinePaths } from '../store-layout';
import { KnownBad } from './known-bad';
import { childrenOf, lookBelow, nameBelow, rootsOf } from './snapshot-places';
import { readTrueEntries } from './true-entries';

/** False where there is no such path. Throws as readTrueEntries does. */
export async function listDirectory(
  paths: MachinePaths,
  snapshot: string,
  path: string,
  onEntry: (entry: Entry) => void,
): Promise<boolean> {
  const directory = paths.files(snapshot);
  const name = nameBelow(path);
  const there = name === undefined ? undefined : lookBelow(directory, name);
  if (name === undefined || there === undefined) return false;
  const names = there.isDirectory() ? childrenOf(directory, name) : [name];
  const roots = await rootsOf(paths, snapshot);
  await readTrueEntries({ directory, names, recursive: false, nowhere: paths.nowhere }, (entry) => {
    onEntry(leadsTo(entry.path, roots) ? { ...entry, above: true } : entry);
  });
  return true;
}

/**
 * All entries of these paths, each once, the paths' own with them; with the checksums that are known, and what is known to
 * be bad. A path above the roots stands for those in it. Returns the first path that is not there.
 *
 * @param others snapshots that a good file may come from
 */
export async function listTrees(
  paths: MachinePaths,
  snapshot: string,
  wanted: readonly string[],
  others: readonly string[],
  onEntry: (entry: Entry) => void,
): Promise<string | undefined> {
  const directory = paths.files(snapshot);
  const roots = await rootsOf(paths, snapshot);
  const names = new Set<string>();
  for (const path of wanted) {
    const below = roots.filter((root) => leadsTo(path, [root]));
    for (const one of below.length > 0 ? below : [path]) {
      const name = nameBelow(one);
      const there = name === undefined ? undefined : lookBelow(directory, name);
      if (name === undefined || there === undefined) return path;
      // The top itself is nothing that could be put anywhere.
      for (const each of name === '' ? childrenOf(directory, '') : [name]) names.add(each);
    }
  }
  const entries: Entry[] = [];
  await readTrueEntries(
    { directory, names: [...names], recursive: true, nowhere: paths.nowhere },
    (entry) => {
      entries.push(entry);
    },
  );
  const checksums = await knownChecksums(paths, entries);
  const bad = new KnownBad(paths, others);
  for (const entry of entries) {
    const isFile = entry.kind === 'file';
    const sha256 = isFile ? checksums.get(entry.ino) : undefined;
    const isBad = isFile && bad.has(entry.ino);
    onEntry({
      ...entry,
      ...(sha256 !== undefined && { sha256 }),
      ...(isBad && { bad: { good: await bad.nearestGood(snapshot, entry.path.slice(1)) } }),
    });
  }
  return undefined;
}

/** Whether it is only on the way to one of the roots. */
export function leadsTo(path: string, roots: readonly string[]): boolean {
  const front = path === '/' ? '/' : `${path}/`;
  return roots.some((root) => root !== path && root.startsWith(front));
}

/**
 * What the files of a snapshot held when they came, whichever snapshot they came with.
 * By inode number. A store that was copied to another disk has other numbers: what does not fit in size and time as well is
 * passed over.
 */
async function knownChecksums(paths: MachinePaths, entries: readonly Entry[]): Promise<Map<number, string>> {
  const wanted = new Map(entries.filter(({ kind }) => kind === 'file').map((entry) => [entry.ino, entry]));
  const known = new Map<number, string>();
  const breather = new Breather();
  for (const snapshot of (await readMachine(paths)).complete) {
    const checksums = checksumsOf(paths.complete(snapshot));
    if (checksums === undefined) continue;
    for (const { entry } of readEntries(checksums.file)) {
      await breather.breathe();
      const meant = wanted.get(entry.ino);
      if (meant?.size === entry.size && meant.mtimeMs === entry.mtimeMs) known.set(entry.ino, entry.sha256);
    }
  }
  return known;
}
