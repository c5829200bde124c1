/** Turns a fetched partial snapshot into a complete one. Until the rename here, nothing has been promised. */
import { lstat, rename, symlink } from 'node:fs/promises';
import { flushDirectory, flushFileSystem } from './flush';
import { bytesOnlyIn, forgetUsage, readUsage, writeUsage } from './keep/usage';
import { removeTree } from './remove-tree';
import { reasonOf } from './result';
import { writeSnapshotRecord, type SnapshotRecord } from './snapshot-record';
import { snapshotPaths, type MachinePaths } from './store-layout';

/**
 * `warn` is told what stood in the way without harm: the snapshot is complete all the same.
 *
 * @param countsUsage the space that the machine takes is bounded
 */
export async function completeSnapshot(
  paths: MachinePaths,
  snapshot: string,
  record: SnapshotRecord,
  countsUsage: boolean,
  warn: (message: string) => void,
): Promise<void> {
  const partial = paths.partial(snapshot);
  await clearEarlier(paths, snapshot);
  await writeSnapshotRecord(partial, record);
  if (!(await flushFileSystem(partial))) {
    warn('the snapshot is complete, but could not be flushed to the disk (sync -f)');
  }
  const before = countsUsage ? readUsage(paths) : undefined;
  const usage = before === undefined ? undefined : before + bytesOnlyIn([snapshotPaths.files(partial)]);
  await forgetUsage(paths);
  const hasLatest = await isOursToPoint(paths, warn);
  if (hasLatest) await prepareLatest(paths, snapshot);
  await rename(partial, paths.complete(snapshot));
  if (hasLatest) await usePreparedLatest(paths);
  try {
    if (usage !== undefined) writeUsage(paths, usage);
  } catch {
    // Where there is no room for it, all is counted once more.
  }
  await removeTree(paths.unfinishedFiles).catch((error: unknown) => {
    warn(`half-fetched files cannot be removed: ${reasonOf(error)}`);
  });
  await flushDirectory(paths.directory);
}

/** What cannot be removed now leaves the snapshot and is tried again by the next run. */
async function clearEarlier(paths: MachinePaths, snapshot: string): Promise<void> {
  const earlier = snapshotPaths.allEarlier(paths.partial(snapshot));
  try {
    await removeTree(earlier);
  } catch {
    await rename(earlier, paths.dropping(snapshot));
  }
}

/** What is no link is not ours and stays. */
async function isOursToPoint({ latest }: MachinePaths, warn: (message: string) => void): Promise<boolean> {
  const there = await lstat(latest).catch(() => undefined);
  if (there === undefined || there.isSymbolicLink()) return true;
  warn(
    '"latest" in the store is no symbolic link and was left as it is; move it away, and the next backup makes one',
  );
  return false;
}

/** By a rename over the old link, so that there always is one. */
export async function pointLatestTo(paths: MachinePaths, snapshot: string): Promise<void> {
  await prepareLatest(paths, snapshot);
  await usePreparedLatest(paths);
}

/** Ahead of the snapshot's own rename: a disk that is full has no room for a link either. */
async function prepareLatest(paths: MachinePaths, snapshot: string): Promise<void> {
  await removeTree(paths.nextLatest);
  await symlink(snapshot, paths.nextLatest);
}

async function usePreparedLatest(paths: MachinePaths): Promise<void> {
  await rename(paths.nextLatest, paths.latest);
}
