/**
 * `hold.json`: a backup looked wrong, so nothing that was made before it is deleted until the store's owner has answered.
 * The laptop cannot lift it: what empties a laptop may hold its keys as well.
 */
import { rmSync } from 'node:fs';
import * as z from 'zod';
import { readStateFile } from '../../process/read-state-file';
import { writeStateFile } from '../../process/write-state-file';
import { signSchema, type Alarm } from '../../shared/alarm';
import { parseSnapshotName, snapshotNameSchema } from '../../shared/snapshot-name';
import type { MachinePaths } from '../store-layout';
import { readAlarmState } from './alarm-state';

const holdSchema = z.object({
  format: z.literal(1),
  since: z.iso.datetime(),
  /** The one that looked wrong. */
  snapshot: snapshotNameSchema,
  /** The last one before it that did not. */
  reference: snapshotNameSchema,
  /** One of at least a week before that, if there is one. */
  weekBefore: snapshotNameSchema.nullable(),
  signs: z.array(signSchema).min(1).max(50),
  /** All that were complete then, by name: a clock that is set back or ahead changes nothing. */
  before: z.array(snapshotNameSchema),
  /** What changed could not be found out: nothing at all is deleted, and no time ends that. */
  everything: z.literal(true).optional(),
  /** References of earlier holds that were never answered. */
  alsoKept: z.array(snapshotNameSchema),
  /** When the end of the hold was announced. */
  warnedAt: z.iso.datetime().optional(),
  /** Since then only the references are kept. */
  restEndedAt: z.iso.datetime().optional(),
});
export type Hold = z.infer<typeof holdSchema> & { unreadable?: true };

const DAY_MS = 86_400_000;
const LASTS_MS = 30 * DAY_MS;
const ANNOUNCED_MS = 7 * DAY_MS;

/** The hold of a machine. A file that is none of ours counts as one: deleting is what cannot be undone. */
export function readHold(paths: MachinePaths): Hold | undefined {
  const { value, problem } = readStateFile(paths.hold, holdSchema);
  return problem === undefined || problem === 'missing' ? value : UNREADABLE;
}

const UNREADABLE: Hold = {
  ...{ format: 1, unreadable: true, since: '1970-01-01T00:00:00.000Z', weekBefore: null },
  ...{ snapshot: '1970-01-01T000000Z', reference: '1970-01-01T000000Z' },
  ...{ signs: [], before: [], alsoKept: [] },
};

export function writeHold(paths: MachinePaths, hold: Hold): void {
  writeStateFile(paths.hold, hold, { indent: 2 });
}

export function removeHold(paths: MachinePaths): void {
  rmSync(paths.hold, { force: true });
}

/** Of the complete snapshots, those that no rule may drop. */
export function heldBack(hold: Hold | undefined, complete: readonly string[]): Set<string> {
  if (hold === undefined) return new Set();
  if (hold.unreadable === true || hold.everything === true) return new Set(complete);
  const kept = new Set([
    hold.reference,
    ...(hold.weekBefore === null ? [] : [hold.weekBefore]),
    ...hold.alsoKept,
  ]);
  if (hold.restEndedAt === undefined) for (const snapshot of hold.before) kept.add(snapshot);
  return new Set(complete.filter((snapshot) => kept.has(snapshot)));
}

/** What is told of a hold in the report, whatever the newest snapshot looks like. */
export function alarmOfHold(hold: Hold | undefined): Alarm | undefined {
  if (hold === undefined || hold.unreadable === true || hold.restEndedAt !== undefined) return undefined;
  const { signs, snapshot, reference, since } = hold;
  return { signs, snapshot, reference, heldSince: since };
}

/** When the rest of the hold ends, once that was announced. */
export function endOfHold({ since, warnedAt, restEndedAt }: Hold): Date | undefined {
  if (warnedAt === undefined || restEndedAt !== undefined) return undefined;
  return new Date(Math.max(Date.parse(since) + LASTS_MS, Date.parse(warnedAt) + ANNOUNCED_MS));
}

/**
 * The hold as time leaves it: the newest snapshot looks as it should (`looksWell`) or not. Nothing ends that was not
 * announced a week before, by this very clock.
 */
export function ageHold(hold: Hold, looksWell: boolean, now: Date): Hold {
  if (hold.unreadable === true || hold.everything === true || hold.restEndedAt !== undefined) return hold;
  const { warnedAt, ...rest } = hold;
  if (!looksWell) return rest;
  if (warnedAt === undefined) {
    const isTime = now.getTime() - Date.parse(hold.since) >= LASTS_MS - ANNOUNCED_MS;
    return isTime ? { ...hold, warnedAt: now.toISOString() } : hold;
  }
  const end = endOfHold(hold);
  return end !== undefined && now >= end ? { ...hold, restEndedAt: now.toISOString() } : hold;
}

/** The newest that is at least a week older than the reference. `earlier` oldest first, without alarms. */
export function aWeekBefore(reference: string, earlier: readonly string[]): string | null {
  const time = parseSnapshotName(reference)?.getTime() ?? 0;
  const old = (name: string): boolean =>
    (parseSnapshotName(name)?.getTime() ?? Infinity) <= time - 7 * DAY_MS;
  return earlier.findLast(old) ?? null;
}

/** Of the complete snapshots, those that no rule may drop: held ones, and what a sign was seen against that waits. */
export function keptByAlarm(paths: MachinePaths, complete: readonly string[]): Set<string> {
  const kept = heldBack(readHold(paths), complete);
  const { noticedAgainst } = readAlarmState(paths);
  if (noticedAgainst !== null && complete.includes(noticedAgainst)) kept.add(noticedAgainst);
  return kept;
}
