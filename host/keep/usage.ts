/**
 * `usage.json`: how much space the files of a machine's snapshots take, exact and without a walk through all of them. An
 * inode counts once, when the snapshot that brought it is completed, and goes with its last name. The file is taken away
 * before anything changes and written again afterwards: after a kill in between it is missing, and all is counted anew.
 * What lies beside `files` (the exclude list, checksums) grows and shrinks by itself, and is looked at each time.
 */
import { closeSync, constants, lstatSync, openSync, readdirSync, type Stats } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { readStateFile } from '../../process/read-state-file';
import { writeStateFile } from '../../process/write-state-file';
import { bytesBelow } from '../proof/inode-at';
import type { MachineContent } from '../read-machine';
import type { MachinePaths } from '../store-layout';
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
    for (const stats of entriesOf(paths.files(snapshot))) {
      if (stats.nlink > 1 && !stats.isDirectory()) {
        if (seen.has(stats.ino)) continue;
        seen.add(stats.ino);
      }
      bytes += stats.blocks * BLOCK;
    }
  }
  return bytes;
}

/** The bytes of the plain files that lie in these snapshots' directories, beside their trees. */
export function bytesBeside(snapshotDirectories: readonly string[]): number {
  let bytes = 0;
  for (const directory of snapshotDirectories) {
    for (const name of readdirSync(directory)) {
      const stats = lstatSync(join(directory, name), { throwIfNoEntry: false });
      if (stats?.isFile() === true) bytes += stats.blocks * BLOCK;
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

/** A path holds 4095 bytes and a name 255: what is in a directory with a longer path is reached by the open directory. */
const DEEPEST = 3800;

/** A laptop's paths may be as long as any, and here the store's is in front of them: all the same they count. */
function* entriesOf(tree: string): Generator<Stats> {
  const top = lstatSync(tree, { throwIfNoEntry: false });
  if (top === undefined) return;
  yield top;
  if (top.isDirectory()) yield* entriesBelow(tree);
}

function* entriesBelow(directory: string): Generator<Stats> {
  for (const { path, stats } of walkTree(directory, DEEPEST)) {
    yield stats;
    if (!stats.isDirectory() || Buffer.byteLength(directory) + 1 + path.length <= DEEPEST) continue;
    const descriptor = openSync(
      bytesBelow(directory, path),
      constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW,
    );
    try {
      yield* entriesBelow(`/proc/self/fd/${descriptor}`);
    } finally {
      closeSync(descriptor);
    }
  }
}
