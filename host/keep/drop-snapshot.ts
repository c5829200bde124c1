/** Takes one snapshot away, whoever decided that. */
import { rename } from 'node:fs/promises';
import { handOnChecksums } from '../proof/checksums';
import { removeTree } from '../remove-tree';
import { isFull } from '../store-failure';
import { snapshotPaths, type MachinePaths } from '../store-layout';
import { FreedBytes, forgetUsage, readUsage, writeUsage } from './usage';

/** @param nextNewer the one that was completed next, where there is one */
export async function dropSnapshot(
  paths: MachinePaths,
  snapshot: string,
  nextNewer: string | undefined,
  signal?: AbortSignal,
): Promise<void> {
  try {
    await handOnChecksums(paths, snapshot, nextNewer);
  } catch (error) {
    // A full disk has no room for them, and must be emptied all the same.
    if (!isFull(error)) throw error;
  }
  const usage = readUsage(paths);
  await forgetUsage(paths);
  // Renamed first: a kill in the middle must not leave half a snapshot under a complete one's name.
  await rename(paths.complete(snapshot), paths.dropping(snapshot));
  const freed = new FreedBytes();
  const dropping = paths.dropping(snapshot);
  if (usage !== undefined) await removeTree(snapshotPaths.files(dropping), signal, freed.note);
  await removeTree(dropping, signal);
  if (usage !== undefined) writeUsage(paths, usage - freed.bytes);
}

/** @param ordered in the order of completion */
export function nextNewerOf(snapshot: string, ordered: readonly { name: string }[]): string | undefined {
  return ordered[ordered.findIndex(({ name }) => name === snapshot) + 1]?.name;
}
