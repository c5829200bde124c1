/** `--release`: the store's owner has looked, and what looked wrong was meant. */
import { describeFailure } from '../../shared/describe-failure';
import { lockMachine } from '../machine-lock';
import { lastCompleted, readMachine } from '../read-machine';
import { messageOf } from '../result';
import type { MachinePaths } from '../store-layout';
import { readAlarmState, writeAlarmState } from './alarm-state';
import { readHold, removeHold } from './hold';

export type Released = { ok: true; words: string } | { ok: false; reason: string };

/** From then on the newest snapshot is what later ones are compared with. */
export async function releaseHold(paths: MachinePaths, now = new Date()): Promise<Released> {
  try {
    const lock = await lockMachine(paths);
    if (!lock.ok) return { ok: false, reason: describeFailure(lock.failure).sentence };
    try {
      const newest = lastCompleted(await readMachine(paths));
      const hold = readHold(paths);
      if (newest !== undefined) {
        // Without what was known of it: the next backup is looked at in any case.
        const answered = {
          ...{ accepted: newest, releasedAt: now.toISOString(), noticedAt: null, noticedAgainst: null },
          ...{ tags: null, watch: null },
        };
        writeAlarmState(paths, { ...readAlarmState(paths), ...answered });
      }
      removeHold(paths);
      const compared = newest === undefined ? '' : ` Later backups are compared with ${newest}.`;
      const words =
        hold === undefined ? `Nothing of ${paths.machine} was held.` : `${paths.machine} is released.`;
      return { ok: true, words: `${words}${compared}` };
    } finally {
      lock.release();
    }
  } catch (error) {
    return { ok: false, reason: messageOf(error) };
  }
}
