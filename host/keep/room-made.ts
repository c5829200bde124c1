/**
 * `room.json`: which snapshots went so that a backup had room. Backups that fail are as many as a laptop wants, and nobody
 * judges them: without this, three old snapshots a backup would be all of them within a day.
 */
import { readFile, rename } from 'node:fs/promises';
import * as z from 'zod';
import { writePrivateFile } from '../snapshot-record';
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

/** How many may still go for one backup. Pure. */
export function leftToDrop({ drops, spentAfter }: RoomMade, { total, sequence }: Standing): number {
  if (spentAfter !== null && spentAfter >= sequence) return 0;
  // Those of a backup that was never completed count until one is; a time that is still to come is no reason to delete more.
  const counted = drops.filter((drop) => drop.after >= sequence || total - drop.total < DAY_OF_ROOM);
  return Math.max(0, MOST_DROPPED - counted.length);
}

/** A file that is broken throws: nothing may be deleted on a guess. */
export async function readRoomMade(paths: MachinePaths): Promise<RoomMade> {
  let text: string;
  try {
    text = await readFile(paths.roomMade, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { format: 1, drops: [], spentAfter: null };
    throw error;
  }
  try {
    return roomMadeSchema.parse(JSON.parse(text));
  } catch {
    throw new Error('room.json is not understood: remove it, and old snapshots may make room again');
  }
}

/** Call it before the snapshot goes: what a kill leaves behind then counts. Throws what the file system throws. */
export async function noteDrop(paths: MachinePaths, { total, sequence }: Standing): Promise<void> {
  const made = await readRoomMade(paths);
  const drops = [...made.drops, { total, after: sequence }].slice(-MOST_DROPPED);
  await writeRoomMade(paths, { ...made, drops });
}

/** The room that was made did not suffice. Where nothing went since the last completed backup, nothing is spent. */
export async function noteRoomSpent(paths: MachinePaths, sequence: number): Promise<void> {
  const made = await readRoomMade(paths);
  if (!made.drops.some(({ after }) => after >= sequence)) return;
  await writeRoomMade(paths, { ...made, spentAfter: sequence });
}

async function writeRoomMade(paths: MachinePaths, made: RoomMade): Promise<void> {
  const draft = `${paths.roomMade}.next`;
  await writePrivateFile(draft, Buffer.from(`${JSON.stringify(made)}\n`));
  await rename(draft, paths.roomMade);
}
