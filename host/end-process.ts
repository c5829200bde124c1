/** Ends a process that is not our child, so that nobody tells us of its end. */
import { setTimeout as delay } from 'node:timers/promises';
import { isStillRunning, signalProcess, type ProcessIdentity } from '../process/process-identity';

const LOOK_MS = 20;
/** It looks at the signal between two pieces of a file; a disk that hangs may keep it longer. */
const LOOKS_BEFORE_KILL = 250;

/** By SIGTERM, after five seconds by SIGKILL. Returns when it has ended, or after so many looks of 20 ms. */
export async function endProcess(other: ProcessIdentity, mostLooks = Infinity): Promise<void> {
  signalProcess(other, 'SIGTERM');
  for (let looks = 0; looks < mostLooks && isStillRunning(other); looks += 1) {
    if (looks === LOOKS_BEFORE_KILL) signalProcess(other, 'SIGKILL');
    await delay(LOOK_MS);
  }
}
