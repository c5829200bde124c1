/** The versions of one path: the snapshots in which it is one and the same inode are one version. */
import type { Stats } from 'node:fs';
import type { AnswerOf, Entry, PlainEntry } from '../../shared/give-back';
import type { MachinePaths } from '../store-layout';
import { readPlainEntries } from './plain-entries';
import { lookBelow, nameBelow } from './snapshot-places';
import { look, readTrueEntries } from './true-entries';

type Version = AnswerOf<'version'>;
type PlainVersion = AnswerOf<'plain-version'>;
type Run = Pick<Version, 'first' | 'last' | 'snapshots'>;

/** The oldest first. A directory is one inode in no two snapshots: there, a version is what has one time. */
export async function listVersions(
  paths: MachinePaths,
  snapshots: readonly string[],
  path: string,
): Promise<Version[]> {
  const runs = findRuns(paths, snapshots, path);
  const entries = new Map<string, Entry>();
  const asked = { directory: paths.directory, names: [...runs.keys()], nowhere: paths.nowhere };
  await readTrueEntries({ ...asked, recursive: false }, (entry) => {
    entries.set(entry.path.slice(1), entry);
  });
  return [...runs].flatMap(([name, run]): Version[] => {
    const entry = entries.get(name);
    return entry === undefined ? [] : [{ answer: 'version', ...run, entry: { ...entry, path } }];
  });
}

/** The same without modes and owners, and so quick. */
export async function listPlainVersions(
  paths: MachinePaths,
  snapshots: readonly string[],
  path: string,
): Promise<PlainVersion[]> {
  const runs = findRuns(paths, snapshots, path);
  const entries = new Map<string, PlainEntry>();
  const asked = { directory: paths.directory, names: [...runs.keys()], nowhere: paths.nowhere };
  await readPlainEntries(asked, (name, entry) => {
    entries.set(name, entry);
  });
  return [...runs].flatMap(([name, run]): PlainVersion[] => {
    const entry = entries.get(name);
    return entry === undefined ? [] : [{ answer: 'plain-version', ...run, entry }];
  });
}

/** By the first one's place, below the machine's directory. */
function findRuns(paths: MachinePaths, snapshots: readonly string[], path: string): Map<string, Run> {
  const name = nameBelow(path);
  if (name === undefined || name === '') return new Map();
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
  return new Map(runs.map((run) => [`${run.first}/files/${name}`, run]));
}

/** Undefined where nothing is there. */
function sameAs(stats: Stats | undefined): string | undefined {
  return stats?.isDirectory() === true ? `at ${stats.mtimeMs} ${stats.mode}` : stats?.ino.toString();
}
