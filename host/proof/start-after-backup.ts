/** Starts what is done after a backup, and ends it before the next. */
import { readLockHolder } from '../../process/process-lock';
import { endProcess } from '../end-process';
import { startOwnWork } from '../start-own-work';
import type { MachinePaths } from '../store-layout';

const MOST_LOOKS = 500;

/** Call it when the machine's lock is released. False where it could not be started: the next one does the work. */
export async function startAfterBackup(paths: MachinePaths, verifySeconds: number): Promise<boolean> {
  const { store, machine } = paths;
  const which = ['--store', store, '--machine', machine];
  return await startOwnWork('--after-backup', ...which, '--verify-for', `${verifySeconds}s`);
}

/** Call it under the machine's lock. Returns when nothing reads there any more, or after ten seconds. */
export async function endAfterBackup(paths: MachinePaths): Promise<void> {
  const holder = readLockHolder(paths.careLock);
  if (holder === undefined) return;
  await endProcess(holder, MOST_LOOKS);
}
