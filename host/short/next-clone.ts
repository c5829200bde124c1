/**
 * `.next`: the newest snapshot's tree once more, of hard links, made while nobody waits for it. The next backup that compares
 * lists takes over from it what has not changed, by a rename for each whole directory, and makes no links of its own.
 *
 * It is no snapshot, and nothing reads it. It is given up wherever it could be in the way: for room, and for what a store's owner
 * takes out of the snapshots. One that was not used, since all was compared, goes when the next is made: removing takes long.
 */
import { lstat, mkdir, rename, statfs } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readStateFile } from '../../process/read-state-file';
import { writeStateFile } from '../../process/write-state-file';
import { flushFileSystem } from '../flush';
import { readUsage } from '../keep/usage';
import { StoreWatch, type Errand } from '../proof/errand';
import { readMachine } from '../read-machine';
import { removeTree } from '../remove-tree';
import { messageOf } from '../result';
import type { MachinePaths } from '../store-layout';
import { cloneTree, findCloning } from './clone-base';

/** What of the disk has to be free, in bytes and in inodes: its directories are new ones. */
const SHARE_TO_BE_FREE = 0.1;

const baseSchema = z.object({
  format: z.literal(1),
  snapshot: z.string(),
  /** Of its `files`: a store that was copied elsewhere has no such clone. */
  inode: z.string(),
});

const treeIn = (clone: string): string => join(clone, 'files');
const baseIn = (clone: string): string => join(clone, 'base.json');

/**
 * Makes it for the newest snapshot, where the next backup may be made from lists, but not where the one before was cut short.
 * Without it that backup takes longer, and no more: what stands in its way is told to the log.
 *
 * @throws the signal's reason, StoreGone, and what removing the one before throws
 */
export async function makeNext(paths: MachinePaths, { signal, log }: Errand): Promise<void> {
  const watch = new StoreWatch(paths);
  const { latest } = await readMachine(paths);
  if (existsSync(paths.unfinishedNext)) {
    // There was too little time for it: where that is so each time, it would be half made and removed for ever.
    await removeTree(paths.unfinishedNext, signal);
    return;
  }
  if (latest === undefined || (await isFor(paths, latest))) return;
  await removeTree(paths.next, signal);
  // A bound for what a machine takes counts the snapshots.
  if (!existsSync(paths.entries) || readUsage(paths) !== undefined) return;
  const cloning = await findCloning();
  if (cloning === undefined || !(await hasRoomToSpare(paths))) return;
  try {
    await mkdir(paths.unfinishedNext, { mode: 0o700 });
    await cloneTree(cloning, paths.files(latest), treeIn(paths.unfinishedNext), signal);
    writeStateFile(baseIn(paths.unfinishedNext), {
      ...{ format: 1, snapshot: latest, inode: await inodeOf(paths, latest) },
    });
    await flushFileSystem(paths.unfinishedNext);
    await rename(paths.unfinishedNext, paths.next);
  } catch (error) {
    signal.throwIfAborted();
    watch.insist();
    log(`nothing is prepared for the next backup: ${messageOf(error)}`);
    await removeTree(paths.unfinishedNext, signal);
  }
}

/**
 * Whether the tree is at `to` now; what is left of it there is to be removed.
 *
 * @param base the snapshot that the backup is made from
 * @param to is not there yet
 */
export async function takeNext(paths: MachinePaths, base: string, to: string): Promise<boolean> {
  try {
    if (!(await isFor(paths, base))) return false;
    await rename(treeIn(paths.next), to);
    // Without its tree it would pass for one that is made.
    await removeTree(paths.next);
    return true;
  } catch {
    return false;
  }
}

/** What there is of it, finished or not. Returns whether there was something. */
export async function dropNext(paths: MachinePaths, signal?: AbortSignal): Promise<boolean> {
  const all = [paths.next, paths.unfinishedNext].filter((path) => existsSync(path));
  for (const path of all) await removeTree(path, signal);
  return all.length > 0;
}

async function isFor(paths: MachinePaths, snapshot: string): Promise<boolean> {
  const { value } = readStateFile(baseIn(paths.next), baseSchema);
  return value?.snapshot === snapshot && value.inode === (await inodeOf(paths, snapshot));
}

async function inodeOf(paths: MachinePaths, snapshot: string): Promise<string> {
  return String((await lstat(paths.files(snapshot), { bigint: true })).ino);
}

async function hasRoomToSpare({ directory }: MachinePaths): Promise<boolean> {
  const { bavail, blocks, files, ffree } = await statfs(directory);
  return bavail >= blocks * SHARE_TO_BE_FREE && ffree >= files * SHARE_TO_BE_FREE;
}
