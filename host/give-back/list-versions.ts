/** The versions of one path: the snapshots in which it is one and the same inode are one version. */
import type { Stats } from 'node:fs';
import type { AnswerOf, Entry } from '../../shared/give-back';
import type { MachinePaths } from '../store-layout';
import { lookBelow, nameBelow } from './snapshot-places';
import { look, readTrueEntries } from './true-entries';

type Version = AnswerOf<'version'>;
type Run = Pick<Version, 'first' | 'last' | 'snapshots'>;

/** The oldest first. A directory is one inode in no two snapshots: there, a version is what has one time. */
export async function listVersions(
  paths: MachinePaths,
  snapshots: readonly string[],
  path: string,
): Promise<Version[]> {
  const name = nameBelow(path);
  if (name === undefined || name === '') return [];
  const runs: Run[] = [];
  let before: string | undefined;
  for (const snapshot of snapshots) {
    const files = paths.files(snapshot);
    let same = sameAs(look(files, name));
    // The way to it is looked at as well, but not once more for what is the same as before.
    if (same !== before) same = sameAs(lookBelow(files, name));
    const last = runs.at(-1);
    if (same !== undefined && same === before && last !== undefined) {
      last.last = snapshot;
      last.snapshots += 1;
    } else if (same !== undefined) runs.push({ first: snapshot, last: snapshot, snapshots: 1 });
    before = same;
  }
  const entries = new Map<string, Entry>();
  const nameIn = (snapshot: string): string => `${snapshot}/files/${name}`;
  const names = runs.map(({ first }) => nameIn(first));
  await readTrueEntries(
    { directory: paths.directory, names, recursive: false, nowhere: paths.nowhere },
    (entry) => {
      entries.set(entry.path, entry);
    },
  );
  return runs.flatMap((run): Version[] => {
    const entry = entries.get(`/${nameIn(run.first)}`);
    return entry === undefined ? [] : [{ answer: 'version', ...run, entry: { ...entry, path } }];
  });
}

/** Undefined where nothing is there. */
function sameAs(stats: Stats | undefined): string | undefined {
  return stats?.isDirectory() === true ? `at ${stats.mtimeMs} ${stats.mode}` : stats?.ino.toString();
}
