/** Turns a fetched partial snapshot into a complete one. Until the rename here, nothing has been promised. */
import { lstat, rename, symlink } from 'node:fs/promises';
import { flushDirectory, flushFileSystem } from './flush';
import { removeTree } from './remove-tree';
import { reasonOf } from './result';
import { writeSnapshotRecord, type SnapshotRecord } from './snapshot-record';
import { snapshotPaths, type MachinePaths } from './store-layout';

/** `warn` is told what stood in the way without harm: the snapshot is complete all the same. */
export async function completeSnapshot(
  paths: MachinePaths,
  snapshot: string,
  record: SnapshotRecord,
  warn: (message: string) => void,
): Promise<void> {
  const partial = paths.partial(snapshot);
  await clearEarlier(paths, snapshot);
  await writeSnapshotRecord(partial, record);
  if (!(await flushFileSystem(partial))) {
    warn('the snapshot is complete, but could not be flushed to the disk (sync -f)');
  }
  await rename(partial, paths.complete(snapshot));
  await pointLatestTo(paths, snapshot, warn);
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

/** By a rename over the old link, so that there always is one. What is no link is not ours and stays. */
async function pointLatestTo(
  paths: MachinePaths,
  snapshot: string,
  warn: (message: string) => void,
): Promise<void> {
  const there = await lstat(paths.latest).catch(() => undefined);
  if (there !== undefined && !there.isSymbolicLink()) {
    warn(
      '"latest" in the store is no symbolic link and was left as it is; move it away, and the next backup makes one',
    );
    return;
  }
  await removeTree(paths.nextLatest);
  await symlink(snapshot, paths.nextLatest);
  await rename(paths.nextLatest, paths.latest);
}
