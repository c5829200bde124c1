/** Turns a fetched partial snapshot into a complete one. Until the rename here, nothing has been promised. */
import { rename, symlink } from 'node:fs/promises';
import { flushDirectory, flushFileSystem } from './flush';
import { removeTree } from './remove-tree';
import { writeSnapshotRecord, type SnapshotRecord } from './snapshot-record';
import { snapshotPaths, type MachinePaths } from './store-layout';

/** False where the data could not be flushed to the disk first; the snapshot is complete all the same. */
export async function completeSnapshot(
  paths: MachinePaths,
  snapshot: string,
  record: SnapshotRecord,
): Promise<boolean> {
  const partial = paths.partial(snapshot);
  await removeTree(snapshotPaths.allEarlier(partial));
  await writeSnapshotRecord(partial, record);
  const flushed = await flushFileSystem(partial);
  await rename(partial, paths.complete(snapshot));
  await pointLatestTo(paths, snapshot);
  await removeTree(paths.unfinishedFiles);
  await flushDirectory(paths.directory);
  return flushed;
}

/** By a rename over the old link, so that there always is one. */
async function pointLatestTo(paths: MachinePaths, snapshot: string): Promise<void> {
  await removeTree(paths.nextLatest);
  await symlink(snapshot, paths.nextLatest);
  await rename(paths.nextLatest, paths.latest);
}
