/** Starts what is done after a backup, and ends it before the next. */
import { findProgram } from '../../process/find-program';
import { readLockHolder } from '../../process/process-lock';
import { startDetached } from '../../process/start-detached';
import { endProcess } from '../end-process';
import type { MachinePaths } from '../store-layout';

const MOST_LOOKS = 500;

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
  await endProcess(holder, MOST_LOOKS);
}
