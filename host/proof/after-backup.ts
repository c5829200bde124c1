/**
 * `--after-backup`: what is done when the laptop has its report and is gone. Takes the checksums of what came, writes down
 * what is new and gone in it, prepares for the next one, then reads again what is kept, for a while. Started detached and idle
 * by the run before (start-after-backup.ts); it ends by itself, at the start of the next run, or when the disk goes. What it has not come to, the next one does.
 */
import { constants, setPriority } from 'node:os';
import { isStillRunning } from '../../process/process-identity';
import { readLockHolder, takeLock } from '../../process/process-lock';
import { writeMissingChanges } from '../give-back/changes-file';
import { readMachine } from '../read-machine';
import { makeNext } from '../short/next-clone';
import type { MachinePaths } from '../store-layout';
import { checksumsOf } from './checksums';
import { StoreGone, StoreWatch, type Errand } from './errand';
import { hashSnapshot } from './hash-snapshot';
import { notePassed } from './late-files';
import { isOnRemovableDisk } from './removable';
import { verifyRound } from './verify-round';
import { readVerifyState, writeVerifyState } from './verify-state';

/** A person who has seen "done" pulls the disk out. */
const REMOVABLE_LIMIT_MS = 60_000;

/** A long history from before there were such files has its turn over several backups. */
const CHANGES_LIMIT_MS = 20_000;

/** The store may go at any moment: then there is nothing left to do, and nothing wrong. */
const GONE = new Set(['ENOENT', 'ENOTDIR', 'EIO', 'ENODEV', 'ENXIO', 'ESTALE', 'EROFS', 'ENOSPC', 'EDQUOT']);

/**
 * @param verifySeconds how long to read again what is kept; 0: not at all
 * @param isRemovable whether the disk is one that people pull out
 * @throws what is no end of its own kind
 */
export async function workAfterBackup(
  paths: MachinePaths,
  verifySeconds: number,
  ended: AbortSignal,
  isRemovable = isOnRemovableDisk(paths.directory),
): Promise<void> {
  setPriority(constants.priority.PRIORITY_LOW);
  const signal = isRemovable ? within(REMOVABLE_LIMIT_MS, ended) : ended;
  try {
    const lock = takeLock(paths.careLock);
    if (!lock.ok) return;
    try {
      // A run that took its lock before this one was there to be ended.
      if (!isBackupRunning(paths))
        await work(paths, verifySeconds, { signal, deadline: Infinity, log: () => undefined });
    } finally {
      lock.release();
    }
  } catch (error) {
    const isEnd = error instanceof StoreGone || GONE.has((error as NodeJS.ErrnoException).code ?? '');
    if (!isEnd && !signal.aborted) throw error;
  }
}

function within(milliseconds: number, ended: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    controller.abort(new Error('it is over'));
  };
  setTimeout(stop, milliseconds).unref();
  ended.addEventListener('abort', stop, { once: true });
  if (ended.aborted) stop();
  return controller.signal;
}

export function isBackupRunning(paths: MachinePaths): boolean {
  const holder = readLockHolder(paths.lock);
  return holder !== undefined && isStillRunning(holder);
}

async function work(paths: MachinePaths, verifySeconds: number, errand: Errand): Promise<void> {
  await hashWhatCame(paths, errand);
  const { complete } = await readMachine(paths);
  await writeMissingChanges(paths, complete, { ...errand, deadline: performance.now() + CHANGES_LIMIT_MS });
  await makeNext(paths, errand);
  if (verifySeconds === 0) return;
  await verifyRound(paths, 'bits', { ...errand, deadline: performance.now() + verifySeconds * 1000 });
}

/** The newest snapshot, and what was not finished before it. Older ones without checksums are for the reading. */
async function hashWhatCame(paths: MachinePaths, errand: Errand): Promise<void> {
  const watch = new StoreWatch(paths);
  const content = await readMachine(paths);
  for (const snapshot of [...content.complete].reverse()) {
    const known = checksumsOf(paths.complete(snapshot));
    const isNewest = snapshot === content.latest;
    if (known?.finished === true || (known === undefined && !isNewest)) continue;
    const began = new Date().toISOString();
    const state = readVerifyState(paths);
    try {
      await hashSnapshot(paths, content, snapshot, watch, errand, state, false);
      notePassed(state, snapshot, began);
    } finally {
      watch.insist();
      writeVerifyState(paths, state);
    }
  }
}
