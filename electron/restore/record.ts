/**
 * What became of a restore, for people, and small however much came back: `restores/ID/record.json`. It outlives the journal,
 * and is there for a restore as well that failed before it had begun one. Paths are binary strings.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { refusalSchema, type Refusal } from '../../shared/restore-refusal';
import { readStateFile } from '../../process/read-state-file';
import { writeStateFile } from '../../process/write-state-file';
import { failureSchema, type Failure } from '../../shared/failures';
import { snapshotNameSchema } from '../../shared/snapshot-name';
import type { Begun } from './journal';

const path = z.string();
const count = z.int().nonnegative();
const refused = z.object({ path, why: refusalSchema });

/** More are only counted. */
const MOST_ON_RECORD = 100;
/** For so long a restore can be taken back. */
export const UNDOABLE_MS = 7 * 86_400_000;

const recordSchema = z.object({
  format: z.literal(1),
  at: z.iso.datetime(),
  snapshot: snapshotNameSchema,
  how: z.enum(['beside', 'swap', 'only-missing', 'to', 'archive']),
  result: z.enum(['completed', 'partial', 'failed', 'cancelled']),
  placed: z.array(z.object({ as: path, aside: path.optional() })),
  placedCount: count,
  left: count,
  refused: z.array(refused),
  /** Links above what came back that were followed, and mount points that stayed. */
  followed: z.array(z.object({ from: path, to: path })).default([]),
  entered: z.array(path).default([]),
  rotten: z.array(path),
  /** Known to be bad in that snapshot: from another one, or left out. */
  replaced: z.array(z.object({ path, snapshot: snapshotNameSchema })).default([]),
  lost: z.array(path).default([]),
  notInFull: z.array(path),
  notInFullCount: count,
  failure: failureSchema.nullable(),
  /** It can be gone on with. */
  open: z.boolean(),
  undone: z.boolean(),
});
export type RestoreRecord = z.infer<typeof recordSchema>;

/** What an outcome has for a record (go-on.ts). */
interface Ended {
  cancelled: boolean;
  placed: readonly { as: string; aside?: string }[];
  left: readonly string[];
  refused: readonly { path: string; why: Refusal }[];
  followed: readonly { from: string; to: string }[];
  entered: readonly string[];
  rotten: readonly string[];
  replaced: readonly { path: string; snapshot: string }[];
  lost: readonly string[];
  notInFull: readonly string[];
  troubles: readonly string[];
}

/** Of one that begins: what a kill from here on leaves on record. */
export function recordBegun(
  { at, snapshot, mode }: Pick<Begun, 'at' | 'snapshot' | 'mode'>,
  { followed, entered }: Pick<Ended, 'followed' | 'entered'> = { followed: [], entered: [] },
): RestoreRecord {
  return {
    ...{ format: 1, at, snapshot, how: mode.kind, result: 'failed', open: true, undone: false },
    ...{ placed: [], placedCount: 0, left: 0, refused: [], rotten: [], replaced: [], lost: [] },
    ...{ followed: followed.slice(0, MOST_ON_RECORD), entered: entered.slice(0, MOST_ON_RECORD) },
    ...{ notInFull: [], notInFullCount: 0 },
    failure: { code: 'restore-cut-short' },
  };
}

export function recordFailed(record: RestoreRecord, failure: Failure, open: boolean): RestoreRecord {
  return { ...record, result: 'failed', failure, open };
}

/** `before`: of the attempt that was gone on with, which knew things that this one does not look at again. */
export function recordEnded(before: RestoreRecord, ended: Ended, open: boolean): RestoreRecord {
  const { cancelled, placed, rotten, notInFull, troubles } = ended;
  const refusedPaths = new Set(ended.refused.map((one) => one.path));
  const record = {
    ...before,
    placed: placed
      .slice(0, MOST_ON_RECORD)
      .map(({ as, aside }) => ({ as, ...(aside !== undefined && { aside }) })),
    placedCount: placed.length,
    left: Math.max(before.left, ended.left.length),
    refused: [...before.refused.filter((one) => !refusedPaths.has(one.path)), ...ended.refused],
    followed: ended.followed.length > 0 ? ended.followed.slice(0, MOST_ON_RECORD) : before.followed,
    entered: union(before.entered, ended.entered).slice(0, MOST_ON_RECORD),
    rotten: union(before.rotten, rotten),
    replaced: ended.replaced.length > 0 ? [...ended.replaced] : before.replaced,
    lost: union(before.lost, ended.lost),
    notInFull: union(before.notInFull, notInFull).slice(0, MOST_ON_RECORD),
    notInFullCount: Math.max(before.notInFullCount, notInFull.length),
    ...{ failure: null, open },
  };
  const { replaced, lost } = record;
  const isPartial = [record.refused, record.rotten, replaced, lost, record.notInFull, troubles].some(
    (list) => list.length > 0,
  );
  return {
    ...record,
    refused: record.refused.slice(0, MOST_ON_RECORD),
    rotten: record.rotten.slice(0, MOST_ON_RECORD),
    replaced: replaced.slice(0, MOST_ON_RECORD),
    lost: lost.slice(0, MOST_ON_RECORD),
    result: cancelled ? 'cancelled' : isPartial ? 'partial' : 'completed',
  };
}

/** Throws what the file system throws. `directory`: the restore's own. */
export function writeRecord(directory: string, record: RestoreRecord): void {
  writeStateFile(join(directory, FILE), record, { makeDirectory: true });
}

/** Undefined where there is none, or what is there is none. */
export function readRecord(directory: string): RestoreRecord | undefined {
  return readStateFile(join(directory, FILE), recordSchema).value;
}

export interface KnownRecord {
  id: string;
  record: RestoreRecord;
}

/** The oldest first. */
export function readRecords(base: string): KnownRecord[] {
  return idsIn(base).flatMap((id) => {
    const record = readRecord(join(base, id));
    return record === undefined ? [] : [{ id, record }];
  });
}

/** The one that undo (undo.ts) takes back; undefined where there is none. */
export function undoableOf(records: readonly KnownRecord[], now: Date): KnownRecord | undefined {
  return records.findLast(
    ({ record: { at, open, undone, placedCount } }) =>
      !undone && (open || placedCount > 0) && now.getTime() - Date.parse(at) < UNDOABLE_MS,
  );
}

const FILE = 'record.json';

function union(one: readonly string[], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])];
}

function idsIn(base: string): string[] {
  try {
    return readdirSync(base, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
}
