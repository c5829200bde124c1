/** Retention, carried out: what the owner does not want to keep, then the oldest until enough space is free. */
import { rename, statfs } from 'node:fs/promises';
import type { KeepPolicy } from '../../shared/keep-policy';
import { localCalendar } from './calendar';
import { heldBack, readHold } from '../alarm/hold';
import { flushFileSystem } from '../flush';
import { bytesToKeepFree, type MinFree } from './min-free';
import { lastCompleted, readMachine, type MachineContent } from '../read-machine';
import { removeTree } from '../remove-tree';
import { chooseKept } from './retention';
import { parseSnapshotName } from '../../shared/snapshot-name';
import type { MachinePaths } from '../store-layout';

export interface Retention {
  keep?: KeepPolicy;
  minFree?: MinFree;
}

/** Names what it drops to `log`. Throws what the file system throws: the caller makes a warning of it. */
export async function dropSnapshots(
  paths: MachinePaths,
  { keep, minFree }: Retention,
  log: (words: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const drop = async (snapshot: string): Promise<void> => {
    signal.throwIfAborted();
    log(`dropping snapshot ${snapshot}`);
    // Renamed first: a kill in the middle must not leave half a snapshot under a complete one's name.
    await rename(paths.complete(snapshot), paths.dropping(snapshot));
    await removeTree(paths.dropping(snapshot), signal);
  };
  if (keep !== undefined) {
    for (const snapshot of notKept(paths, await readMachine(paths), keep)) await drop(snapshot);
  }
  if (minFree === undefined) return;
  const content = await readMachine(paths);
  const safe = protectedSnapshots(paths, content);
  for (const snapshot of content.complete.filter((name) => !safe.has(name))) {
    if (await hasEnoughFree(paths.directory, minFree)) return;
    await drop(snapshot);
  }
  if (!(await hasEnoughFree(paths.directory, minFree))) {
    throw new Error('less space is free than --min-free asks for, and there is nothing left to drop');
  }
}

function notKept(paths: MachinePaths, content: MachineContent, keep: KeepPolicy): string[] {
  const known = content.complete.flatMap((name) => {
    const time = parseSnapshotName(name);
    return time === undefined ? [] : [{ name, time }];
  });
  const kept = chooseKept(known, keep, localCalendar, protectedSnapshots(paths, content));
  return content.complete.filter((name) => !kept.has(name));
}

/** What a hold keeps, the newest by name and the last that was completed: after a clock jump these are two. */
function protectedSnapshots(paths: MachinePaths, content: MachineContent): Set<string> {
  const held = heldBack(readHold(paths), content.complete);
  const names = [...held, content.complete.at(-1), lastCompleted(content)];
  return new Set(names.filter((name) => name !== undefined));
}

/** Flushed first: btrfs and xfs free space later, and too much would be dropped meanwhile. */
async function hasEnoughFree(directory: string, minFree: MinFree): Promise<boolean> {
  await flushFileSystem(directory);
  const { bavail, blocks, bsize } = await statfs(directory);
  return bavail * bsize >= bytesToKeepFree(minFree, blocks * bsize);
}
