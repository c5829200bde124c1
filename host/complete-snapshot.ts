/** Turns a fetched partial snapshot into a complete one. Until the rename here, nothing has been promised. */
import { rename, symlink } from 'node:fs/promises';
import { flushDirectory, flushFileSystem } from './flush';
import { bytesOnlyIn, forgetUsage, readUsage, writeUsage } from './keep/usage';
import { removeTree } from './remove-tree';
import { writeSnapshotRecord, type SnapshotRecord } from './snapshot-record';
import { snapshotPaths, type MachinePaths } from './store-layout';

/**
 * False where the data could not be flushed to the disk first; the snapshot is complete all the same.
 *
 * @param countsUsage the space that the machine takes is bounded
 */
export async function completeSnapshot(
  paths: MachinePaths,
  snapshot: string,
  record: SnapshotRecord,
  countsUsage: boolean,
): Promise<boolean> {
  const partial = paths.partial(snapshot);
  await removeTree(snapshotPaths.allEarlier(partial));
  await writeSnapshotRecord(partial, record);
  const flushed = await flushFileSystem(partial);
  const before = countsUsage ? await readUsage(paths) : undefined;
  const usage = before === undefined ? undefined : before + bytesOnlyIn([snapshotPaths.files(partial)]);
  await forgetUsage(paths);
  await prepareLatest(paths, snapshot);
  await rename(partial, paths.complete(snapshot));
  await usePreparedLatest(paths);
  // Where there is no room for it, all is counted once more.
  if (usage !== undefined) await writeUsage(paths, usage).catch(() => undefined);
  await removeTree(paths.unfinishedFiles);
  await flushDirectory(paths.directory);
  return flushed;
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
