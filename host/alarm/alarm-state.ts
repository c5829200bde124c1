/** `alarm.json`: what later backups are compared with, and what is known of them without another look. */
import * as z from 'zod';
import { readStateFile } from '../../process/read-state-file';
import { writeStateFile } from '../../process/write-state-file';
import { snapshotNameSchema } from '../../shared/snapshot-name';
import type { MachinePaths } from '../store-layout';
import { LONGEST_TAGGED, MOST_TAGS } from './cache-tags';
import { boundsSchema, NO_BOUNDS } from './screen';

const count = z.int().nonnegative();

const watchSchema = z.object({
  /** When all was last looked at, whatever the figures said. */
  walkedAt: z.iso.datetime(),
  /** For which snapshot trees were last walked. */
  walked: snapshotNameSchema,
  /** What was lost and touched at most from there to `last`. */
  since: boundsSchema.default(NO_BOUNDS),
  /** What small changes add up against. */
  anchor: snapshotNameSchema,
  /** Files of it that count; 0 where they were never counted. */
  anchorFiles: count,
  /** So many of them were changed or gone in `walked`. */
  touched: count,
  /** The newest snapshot that this holds for. */
  last: snapshotNameSchema,
});
export type Watch = z.infer<typeof watchSchema>;

const alarmStateSchema = z.object({
  format: z.literal(1),
  /** Counts as unsuspected whatever its record says: the owner has said so, or a week has passed with one sign only. */
  accepted: snapshotNameSchema.nullable(),
  /** When the owner last said so. */
  releasedAt: z.iso.datetime().nullable(),
  /** Since when there has been one sign. */
  noticedAt: z.iso.datetime().nullable(),
  /** What the sign was seen against: it stays as long as there is one. */
  noticedAgainst: snapshotNameSchema.nullable().default(null),
  /** Directories whose CACHEDIR.TAG is honoured; null: all that the reference has. */
  tags: z.array(z.string().max(LONGEST_TAGGED)).max(MOST_TAGS).nullable().default(null),
  watch: watchSchema.nullable(),
});
export type AlarmState = z.infer<typeof alarmStateSchema>;

const NOTHING_KNOWN: AlarmState = {
  ...{ format: 1, accepted: null, releasedAt: null, noticedAt: null, noticedAgainst: null },
  ...{ tags: null, watch: null },
};

/** A file that cannot be read is as good as none: everything is looked at again. */
export function readAlarmState(paths: MachinePaths): AlarmState {
  return readStateFile(paths.alarmState, alarmStateSchema).value ?? NOTHING_KNOWN;
}

export function writeAlarmState(paths: MachinePaths, state: AlarmState): void {
  writeStateFile(paths.alarmState, state, { indent: 2 });
}
