/**
 * `room.json`: which snapshots went so that a backup had room. Backups that fail are as many as a laptop wants, and nobody
 * judges them: without this, three old snapshots a backup would be all of them within a day.
 */
import * as z from 'zod';
import { readStateFile } from '../../process/read-state-file';
import { writeStateFile } from '../../process/write-state-file';
import type { MachinePaths } from '../store-layout';

/** So that one big backup, or other people's files on the same disk, cannot empty a history in one go. */
export const MOST_DROPPED = 3;
/** A little less than a day: a daily backup that starts an hour earlier than yesterday has its own three. */
export const DAY_OF_ROOM = 20 * 3600;

const roomMadeSchema = z.object({
  format: z.literal(1),
  /** The last that went, the oldest first. */
  drops: z
    .array(
      z.object({
        /** By the clock that nobody sets, in seconds (ages.ts). */
        total: z.number().nonnegative(),
        /** The sequence of the last backup that was completed before it; 0: none has one. */
        after: z.int().nonnegative(),
      }),
    )
    .max(MOST_DROPPED),
  /** A backup failed although room had been made: no more goes until one is completed after this sequence. */
  spentAfter: z.int().nonnegative().nullable(),
});
export type RoomMade = z.infer<typeof roomMadeSchema>;

/** Where a machine stands in time. */
export interface Standing {
  total: number;
  /** Of the last backup that was completed. */
  sequence: number;
}

/** How many may still go for one backup. */
export function leftToDrop({ drops, spentAfter }: RoomMade, { total, sequence }: Standing): number {
  if (spentAfter !== null && spentAfter >= sequence) return 0;
  // Those of a backup that was never completed count until one is; a time that is still to come is no reason to delete more.
  const counted = drops.filter((drop) => drop.after >= sequence || total - drop.total < DAY_OF_ROOM);
  return Math.max(0, MOST_DROPPED - counted.length);
}

/** A file that is broken throws: nothing may be deleted on a guess. */
export function readRoomMade(paths: MachinePaths): RoomMade {
  const read = readStateFile(paths.roomMade, roomMadeSchema);
  if (read.problem === 'broken') {
    throw new Error('room.json is not understood: remove it, and old snapshots may make room again');
  }
  if (read.problem === 'unreadable') throw new Error(read.detail);
  return read.value ?? { format: 1, drops: [], spentAfter: null };
}

/** Call it before the snapshot goes: what a kill leaves behind then counts. Throws what the file system throws. */
export function noteDrop(paths: MachinePaths, { total, sequence }: Standing): void {
  const made = readRoomMade(paths);
  const drops = [...made.drops, { total, after: sequence }].slice(-MOST_DROPPED);
  writeStateFile(paths.roomMade, { ...made, drops });
}

/** The room that was made did not suffice. Where nothing went since the last completed backup, nothing is spent. */
export function noteRoomSpent(paths: MachinePaths, sequence: number): void {
  const made = readRoomMade(paths);
  if (!made.drops.some(({ after }) => after >= sequence)) return;
  writeStateFile(paths.roomMade, { ...made, spentAfter: sequence });
}
