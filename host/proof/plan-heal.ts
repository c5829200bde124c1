/** Which files of the base must not be linked into the next snapshot: their contents are known to be wrong. */
import type { MachinePaths } from '../store-layout';
import { walkTree } from '../walk-tree';
import { inodeAt } from './inode-at';
import type { BadFile, VerifyState } from './verify-state';

/** A path that has to come from the laptop again. Paths are binary strings below `files`. */
export interface Wanted {
  path: string;
  /** What is known of it; undefined where only the laptop's contents were seen to differ. */
  bad: BadFile | undefined;
  /** False where the base has not got that inode, and so it would not be linked. */
  linked: boolean;
}

/** All names of each bad inode that the base has: of hard links rsync fetches one, and which one is its own choice. */
export function planHeal(paths: MachinePaths, state: VerifyState, base: string | undefined): Wanted[] {
  if (base === undefined) return [];
  const files = paths.files(base);
  const inodes = new Map<number, BadFile | undefined>();
  const wanted: Wanted[] = [];
  for (const bad of state.bad.filter(({ settled }) => settled === undefined)) {
    const its = inodeAtOrNone(paths.files(bad.snapshot), bad.path);
    const inBase = inodeAtOrNone(files, bad.path);
    if (inBase !== undefined && inBase === its) inodes.set(inBase, bad);
    else wanted.push({ path: bad.path, bad, linked: false });
  }
  for (const path of state.refetch) {
    const ino = inodeAtOrNone(files, path);
    if (ino !== undefined && !inodes.has(ino)) inodes.set(ino, undefined);
  }
  if (inodes.size === 0) return wanted;
  for (const { path, stats } of walkTree(files)) {
    if (stats.isFile() && inodes.has(stats.ino)) {
      wanted.push({ path, bad: inodes.get(stats.ino), linked: true });
    }
  }
  return wanted;
}

function inodeAtOrNone(files: string, path: string): number | undefined {
  try {
    return inodeAt(files, path);
  } catch {
    return undefined;
  }
}
