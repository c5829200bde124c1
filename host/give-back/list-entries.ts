/** What is in a snapshot: one directory of it, or whole trees. */
import type { Entry } from '../../shared/give-back';
import type { MachinePaths } from '../store-layout';
import { knownChecksums } from './known-checksums';
import { childrenOf, filesOf, lookBelow, nameBelow, rootsOf } from './snapshot-places';
import { readTrueEntries } from './true-entries';

/** False where there is no such path. Throws as readTrueEntries does. */
export async function listDirectory(
  paths: MachinePaths,
  snapshot: string,
  path: string,
  onEntry: (entry: Entry) => void,
): Promise<boolean> {
  const directory = filesOf(paths, snapshot);
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
 * All entries of these paths, each once, the paths' own with them; with the checksums that are known. A path above the
 * roots stands for those in it. Returns the first path that is not there.
 */
export async function listTrees(
  paths: MachinePaths,
  snapshot: string,
  wanted: readonly string[],
  onEntry: (entry: Entry) => void,
): Promise<string | undefined> {
  const directory = filesOf(paths, snapshot);
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
  for (const entry of entries) {
    const sha256 = entry.kind === 'file' ? checksums.get(entry.ino) : undefined;
    onEntry(sha256 === undefined ? entry : { ...entry, sha256 });
  }
  return undefined;
}

/** Whether it is only on the way to one of the roots. */
export function leadsTo(path: string, roots: readonly string[]): boolean {
  const front = path === '/' ? '/' : `${path}/`;
  return roots.some((root) => root !== path && root.startsWith(front));
}
