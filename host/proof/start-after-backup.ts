/** Starts what is done after a backup, and ends it before the next. */
import { setTimeout as delay } from 'node:timers/promises';
import { findProgram } from '../../process/find-program';
import { isStillRunning, signalProcess } from '../../process/process-identity';
import { readLockHolder } from '../../process/process-lock';
import { startDetached } from '../../process/start-detached';
import type { MachinePaths } from '../store-layout';

const LOOK_MS = 20;
/** It looks at the signal between two pieces of a file; a disk that hangs may keep it longer. */
const LOOKS_BEFORE_KILL = 250;
const LOOKS = 500;

/** Call it when the machine's lock is released. False where it could not be started: the next one does the work. */
export async function startAfterBackup(paths: MachinePaths, verifySeconds: number): Promise<boolean> {
  const [program] = process.argv.slice(1);
  if (program === undefined) return false;
  const own = [
    ...[process.execPath, program, '--after-backup'],
    ...['--store', paths.store, '--machine', paths.machine, '--verify-for', `${verifySeconds}s`],
  ];
  const ionice = findProgram('ionice');
  const [file = '', ...args] = ionice === undefined ? own : [ionice, '-c3', ...own];
  return await startDetached({
    ...{ file, args },
    // The runtime may be an Electron that passes for Node.
    ...('electron' in process.versions && { env: { ELECTRON_RUN_AS_NODE: '1' } }),
  });
}

/** Call it under the machine's lock. Returns when nothing reads there any more, or after ten seconds. */
export async function endAfterBackup(paths: MachinePaths): Promise<void> {
  const holder = readLockHolder(paths.careLock);
  if (holder === undefined) return;
  signalProcess(holder, 'SIGTERM');
  // Not our child, so nobody tells us of its end.
  for (let looks = 0; looks < LOOKS && isStillRunning(holder); looks += 1) {
    if (looks === LOOKS_BEFORE_KILL) signalProcess(holder, 'SIGKILL');
    await delay(LOOK_MS);
  }
}
