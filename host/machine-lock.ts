/** The lock of one machine in a store, for a backup and for its owner's hand. A full disk does not stand in the way. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isStillRunning, type ProcessIdentity } from '../process/process-identity';
import { readLockHolder, takeLock, type LockResult } from '../process/process-lock';
import type { HostFailure } from '../shared/failures';
import { giveUpReserve } from './keep/reserve';
import { readMachine } from './read-machine';
import { removeTree } from './remove-tree';
import { dropNext } from './short/next-clone';
import { isFull, nameStoreError } from './store-failure';
import { PROBE_PREFIX, type MachinePaths } from './store-layout';

export type MachineLock =
  | { ok: true; release: () => void }
  | { ok: false; failure: HostFailure; holder: ProcessIdentity | undefined };

export async function lockMachine(paths: MachinePaths): Promise<MachineLock> {
  try {
    return told(paths, await takeEvenIfFull(paths));
  } catch (error) {
    return { ok: false, failure: nameStoreError(error), holder: undefined };
  }
}

function told({ machine }: MachinePaths, lock: LockResult): MachineLock {
  return lock.ok ? lock : { ok: false, failure: { code: 'store-busy', machine }, holder: lock.holder };
}

/** What is given up for the lock is of no use to anybody: it is tried after each. */
async function takeEvenIfFull(paths: MachinePaths): Promise<LockResult> {
  for (const giveUp of [giveUpReserve, removeProbes, dropNext, removeDropping, removeHalves]) {
    try {
      return takeLock(paths.lock);
    } catch (error) {
      if (!isFull(error)) throw error;
      const holder = readLockHolder(paths.lock);
      if (holder !== undefined && isStillRunning(holder)) return { ok: false, holder };
      await giveUp(paths);
    }
  }
  return takeLock(paths.lock);
}

/** Left by killed runs. One that cannot be removed is in no backup's way. */
export async function removeProbes({ directory }: Pick<MachinePaths, 'directory'>): Promise<void> {
  const leftovers = (await readdir(directory)).filter((name) => name.startsWith(PROBE_PREFIX));
  for (const name of leftovers) await removeTree(join(directory, name)).catch(() => undefined);
}

async function removeDropping(paths: MachinePaths): Promise<void> {
  for (const snapshot of (await readMachine(paths)).dropping) await removeTree(paths.dropping(snapshot));
}

async function removeHalves(paths: MachinePaths): Promise<void> {
  await removeTree(paths.unfinishedFiles);
}
