/** A restore that was killed may have left its rsync at work; two of them must not fill one directory. */
import { readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { readRegularFile } from '../../process/read-file';
import { identifyProcess, signalProcess, type ProcessIdentity } from '../../process/process-identity';

const LOOK_MS = 50;
const MOST_LOOKS = 200;

/**
 * Ends every rsync that works in one of these directories, and waits until it has gone. They are open to nobody else, so it
 * is one of ours.
 *
 * @returns false where one does not go
 */
export async function endLeftovers(directories: readonly string[]): Promise<boolean> {
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const found = workersIn(directories);
    if (found.length === 0) return true;
    for (const one of found) signalProcess(one, 'SIGKILL');
    await wait(LOOK_MS);
  }
  return false;
}

function workersIn(directories: readonly string[]): ProcessIdentity[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const isWorker = isRsync(pid) && directories.some((directory) => worksIn(pid, directory));
      const identity = isWorker ? identifyProcess(Number(pid)) : undefined;
      return identity === undefined ? [] : [identity];
    });
}

function isRsync(pid: string): boolean {
  try {
    return readRegularFile(`/proc/${pid}/comm`, 'latin1') === 'rsync\n';
  } catch {
    return false;
  }
}

function worksIn(pid: string, directory: string): boolean {
  try {
    return `${readlinkSync(`/proc/${pid}/cwd`)}/`.startsWith(`${directory}/`);
  } catch {
    return false;
  }
}
