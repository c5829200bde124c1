/** The directory that a run fetches into: a fresh one, or what an interrupted run left. */
import { lstat, mkdir, readdir, rename, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { formatSnapshotName } from '../shared/snapshot-name';
import { lastCompleted, type MachineContent } from './read-machine';
import { removeTree } from './remove-tree';
import { reasonOf } from './result';
import { writePrivateFile } from './snapshot-record';
import { isFull } from './store-failure';
import { snapshotPaths, type MachinePaths } from './store-layout';

/** rsync takes twenty --link-dest; a laptop that is interrupted more often in a row loses the oldest attempt. */
const MOST_EARLIER = 10;

export interface SnapshotPlan {
  snapshot: string;
  started: Date;
  /** The complete snapshot to link unchanged files from. */
  base: string | undefined;
  /** The unfinished snapshot to go on with. */
  resumed: string | undefined;
}

/** A name that is taken (a clock that was set back) moves on by a second until it is free. */
export function planSnapshot(content: MachineContent, now: Date): SnapshotPlan {
  const taken = new Set([...content.complete, ...content.partial, ...content.dropping]);
  const time = new Date(now);
  while (taken.has(formatSnapshotName(time))) time.setUTCSeconds(time.getUTCSeconds() + 1);
  return {
    snapshot: formatSnapshotName(time),
    started: now,
    base: lastCompleted(content),
    resumed: content.partial.at(-1),
  };
}

/**
 * Only the newest unfinished snapshot is of use: it began as the older ones' continuation. What cannot be removed is told
 * to `warn` and stays.
 */
export async function removeLeftovers(
  paths: MachinePaths,
  content: MachineContent,
  signal: AbortSignal,
  warn: (message: string) => void,
): Promise<void> {
  const leftovers = [
    ...content.dropping.map((snapshot) => paths.dropping(snapshot)),
    ...content.partial.slice(0, -1).map((snapshot) => paths.partial(snapshot)),
  ];
  for (const leftover of leftovers) {
    try {
      await removeTree(leftover, signal);
    } catch (error) {
      signal.throwIfAborted();
      warn(`${basename(leftover)} in the store cannot be removed (${reasonOf(error)})`);
    }
  }
}

/** Returns the trees that an interrupted run fetched, the newest first, to link from. */
export async function preparePartial(
  paths: MachinePaths,
  plan: SnapshotPlan,
  excludeList: string,
  warn: (message: string) => void,
): Promise<string[]> {
  const partial = paths.partial(plan.snapshot);
  if (plan.resumed !== undefined) {
    await rename(paths.partial(plan.resumed), partial);
    try {
      return await startAnew(partial, excludeList);
    } catch (error) {
      if (isFull(error)) throw error;
      warn(`the unfinished snapshot ${plan.resumed} cannot be gone on with (${reasonOf(error)})`);
      await rename(partial, paths.dropping(plan.resumed));
    }
  }
  await mkdir(partial, { mode: 0o700 });
  return await startAnew(partial, excludeList);
}

/** What was fetched so far becomes trees to link from, the newest first, and `files` is empty. */
export async function startAnew(partial: string, excludeList: string): Promise<string[]> {
  await removeTree(snapshotPaths.taken(partial));
  await removeTree(snapshotPaths.cloned(partial));
  const earlier = await setAside(partial);
  await mkdir(snapshotPaths.files(partial), { mode: 0o700 });
  await writePrivateFile(snapshotPaths.exclude(partial), Buffer.from(excludeList, 'latin1'));
  return earlier;
}

/**
 * An unfinished tree is never gone on with in place. Its files are hard links to those of complete snapshots, and
 * where only an owner or a mode has changed since, rsync would change the shared inode, and the old snapshot with it
 * (rsync(1), --link-dest: "best when copying into an empty destination"). So it becomes one more tree to link from,
 * which also leaves behind what the laptop has deleted or excluded since.
 */
export async function setAside(partial: string): Promise<string[]> {
  const known = await listEarlier(partial);
  const next = snapshotPaths.earlier(partial, (known[0] ?? 0) + 1);
  if (await isDirectory(snapshotPaths.files(partial))) {
    await mkdir(snapshotPaths.allEarlier(partial), { recursive: true, mode: 0o700 });
    await rename(snapshotPaths.files(partial), next);
  }
  const kept = await listEarlier(partial);
  for (const number of kept.slice(MOST_EARLIER)) await removeTree(snapshotPaths.earlier(partial, number));
  return kept.slice(0, MOST_EARLIER).map((number) => snapshotPaths.earlier(partial, number));
}

/** The numbers of the trees that were set aside, the newest first. */
export async function listEarlier(partial: string): Promise<number[]> {
  const names = await readdir(snapshotPaths.allEarlier(partial)).catch(() => []);
  return names
    .map(Number)
    .filter(Number.isInteger)
    .sort((a, b) => b - a);
}

/**
 * The directory that a root goes into, made with those above it. Each must be a real directory: one that came from
 * the laptop as a symbolic link would lead rsync, and its --delete, out of the store.
 */
async function makeRootDirectory(partial: string, root: string): Promise<string> {
  let directory = snapshotPaths.files(partial);
  for (const name of root.split('/').filter((part) => part !== '')) {
    directory = join(directory, name);
    if (await isDirectory(directory)) continue;
    await removeTree(directory);
    await mkdir(directory, { mode: 0o700 });
  }
  return directory;
}

/**
 * The same, with nothing in it. What the pull of an outer root has left there may be hard links to files of older snapshots,
 * whose modes and attributes the next rsync would change in place.
 */
export async function emptyRootDirectory(partial: string, root: string): Promise<string> {
  const directory = await makeRootDirectory(partial, root);
  if ((await readdir(directory)).length === 0) return directory;
  const parent = await lstat(dirname(directory));
  await removeTree(directory);
  await mkdir(directory, { mode: 0o700 });
  await utimes(dirname(directory), parent.atimeMs / 1000, parent.mtimeMs / 1000);
  return directory;
}

/** A link to a directory is none. */
export async function isDirectory(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  return found?.isDirectory() === true;
}
