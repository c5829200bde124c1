/**
 * Time that nobody sets: the wall clock may be wrong, but not how long this boot has lasted. Each snapshot keeps what the
 * clocks said when it was completed, and how much time has certainly passed on this machine until then.
 */
import { readRegularFile } from '../../process/read-file';
import * as z from 'zod';

const seconds = z.number().nonnegative();

export const clockSchema = z.object({
  /** /proc/sys/kernel/random/boot_id */
  bootId: z.string().max(100),
  /** Seconds since that boot, sleep included: /proc/uptime. */
  uptime: seconds,
  /** Seconds since the first snapshot that has a clock, as far as they are certain (ages.ts). */
  total: seconds,
  /** The same, counted by uptime alone: what is between two boots is left out. Absent from versions before 0.2. */
  certain: seconds.optional(),
});
export type SnapshotClock = z.infer<typeof clockSchema>;

/** A moment, by all clocks of this host. */
export interface Moment {
  time: Date;
  bootId: string;
  uptime: number;
}

export function readMoment(): Promise<Moment> {
  const bootId = readRegularFile('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  const uptime = Number(readRegularFile('/proc/uptime', 'latin1').split(' ')[0]);
  return Promise.resolve({ time: new Date(), bootId, uptime });
}
