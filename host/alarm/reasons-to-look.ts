/** What rsync's figures say nothing about, and so must never be screened away. */
import { readdir } from 'node:fs/promises';
import { readRegularBytes } from '../../process/read-file';
import type { PullFindings } from '../judge-pull';
import type { Stats } from '../rsync-output';
import { snapshotPaths, type MachinePaths } from '../store-layout';
import type { Reference } from './find-reference';

/** A snapshot that was fetched and has not got its name yet. */
export interface NewSnapshot {
  snapshot: string;
  /** That were asked for. */
  roots: readonly string[];
  /** The snapshot that unchanged files were linked from. */
  base: string | undefined;
  /** Something was linked from what an interrupted backup left. */
  isResumed: boolean;
  stats: Stats;
  findings: PullFindings;
}

/**
 * Another exclude list, other roots (files of a root within another one count twice), or a root that has nothing in it where
 * there was something.
 */
export async function isReasonToLook(
  paths: MachinePaths,
  { snapshot, record }: Reference,
  fresh: NewSnapshot,
): Promise<boolean> {
  const before = paths.complete(snapshot);
  const after = paths.partial(fresh.snapshot);
  if (!excludeListIn(before).equals(excludeListIn(after))) return true;
  if (record.roots.toSorted().join('\0') !== fresh.roots.toSorted().join('\0')) return true;
  for (const root of record.roots) {
    const isEmpty = async (directory: string): Promise<boolean> =>
      (await readdir(snapshotPaths.root(directory, root)).catch(() => [])).length === 0;
    if (!(await isEmpty(before)) && (await isEmpty(after))) return true;
  }
  return false;
}

function excludeListIn(snapshotDirectory: string): Buffer {
  try {
    return readRegularBytes(snapshotPaths.exclude(snapshotDirectory));
  } catch {
    return Buffer.of();
  }
}
