/**
 * `usage.json`: how much space the files of a machine's snapshots take, exact and without a walk through all of them. An
 * inode counts once, when the snapshot that brought it is completed, and goes with its last name. The file is taken away
 * before anything changes and written again afterwards: after a kill in between it is missing, and all is counted anew.
 */
import { lstatSync, type Stats } from 'node:fs';
import { rm } from 'node:fs/promises';
import * as z from 'zod';
import { readStateFile } from '../../process/read-state-file';
import { writeStateFile } from '../../process/write-state-file';
import type { MachineContent } from '../read-machine';
import { snapshotPaths, type MachinePaths } from '../store-layout';
import { walkTree } from '../walk-tree';

const BLOCK = 512;
const usageSchema = z.object({ format: z.literal(1), bytes: z.number().nonnegative() });

/** In bytes; undefined where it is not known. */
export function readUsage(paths: MachinePaths): number | undefined {
  return readStateFile(paths.usage, usageSchema).value?.bytes;
}

export async function forgetUsage(paths: MachinePaths): Promise<void> {
  await rm(paths.usage, { force: true });
}

export function writeUsage(paths: MachinePaths, bytes: number): void {
  writeStateFile(paths.usage, { format: 1, bytes: Math.max(0, bytes) });
}

/** Looks at every entry of every snapshot: only for the first time, and after a kill. */
export function countUsage(paths: MachinePaths, content: MachineContent): number {
  const seen = new Set<number>();
  let bytes = 0;
  for (const snapshot of content.complete) {
    for (const stats of entriesOf(snapshotPaths.files(paths.complete(snapshot)))) {
      if (stats.nlink > 1 && !stats.isDirectory()) {
        if (seen.has(stats.ino)) continue;
        seen.add(stats.ino);
      }
      bytes += stats.blocks * BLOCK;
    }
  }
  return bytes;
}

/** The bytes of the inodes that have no name outside of these trees: what they added. */
export function bytesOnlyIn(trees: readonly string[]): number {
  const linked = new Map<number, { missing: number; bytes: number }>();
  let bytes = 0;
  for (const tree of trees) {
    for (const stats of entriesOf(tree)) {
      const own = stats.blocks * BLOCK;
      if (stats.isDirectory() || stats.nlink === 1) {
        bytes += own;
        continue;
      }
      const known = linked.get(stats.ino) ?? { missing: stats.nlink, bytes: own };
      known.missing -= 1;
      linked.set(stats.ino, known);
    }
  }
  for (const { missing, bytes: own } of linked.values()) if (missing === 0) bytes += own;
  return bytes;
}

/** What removeTree takes away, told entry by entry, just before each goes. */
export class FreedBytes {
  bytes = 0;

  readonly note = (stats: Stats): void => {
    if (stats.isDirectory() || stats.nlink === 1) this.bytes += stats.blocks * BLOCK;
  };
}

function* entriesOf(tree: string): Generator<Stats> {
  const top = lstatSync(tree, { throwIfNoEntry: false });
  if (top === undefined) return;
  yield top;
  if (!top.isDirectory()) return;
  for (const { stats } of walkTree(tree)) yield stats;
}
