/**
 * What `--json` prints, one shape a command: the printer is typed by it, and docs/json has it as JSON Schema
 * (scripts/json-schemas.mjs). What is added later is a field more; programs must pass over those they do not know.
 */
import * as z from 'zod';
import { snapshotNameSchema } from '../shared/snapshot-name';
import { STAY_REASONS } from './keep/choose';
import { badFileSchema } from './proof/verify-state';
import { snapshotRecordSchema } from './snapshot-record';

const count = z.int().nonnegative();
const time = z.iso.datetime();

const listedSnapshot = z.object({
  machine: z.string(),
  snapshot: z.string(),
  /** Where it lies. */
  path: z.string(),
  state: z.enum(['complete', 'unfinished']),
  latest: z.boolean(),
  /** Where it is pinned: what it is called, perhaps nothing. */
  pinned: z.string().optional(),
  /** No rule drops it until `--release`, because a later one looked wrong. */
  held: z.boolean(),
  /** Absent where it is unfinished or its record is broken. */
  record: snapshotRecordSchema.optional(),
  /** When the last reading of the files that came with it began; null: they were not read yet. */
  read: time.nullable(),
  /** Of the files that came with it, those that are not what they were, as far as the readings tell. */
  bad: count,
});

const overdueMachine = z.object({
  machine: z.string(),
  /** `ahead`: its last good one is dated ahead of this host's clock, so that nobody knows how old it is. */
  why: z.enum(['none', 'old', 'ahead']),
  /** The last good one. */
  snapshot: snapshotNameSchema.nullable(),
  /** When it was completed. */
  finished: time.nullable(),
  /** At least; null where it is not known. */
  ageSeconds: z.int().nullable(),
  /** Complete ones, good or not. */
  snapshots: count,
  /** Whether none was completed after it; false as well where there is no good one. */
  isLatest: z.boolean(),
  /** False: it has a key line, and nothing in this store. */
  isThere: z.boolean(),
});

/** One with `--after`, whose newest snapshot has not come to its second home. */
const notHandedOnMachine = z.object({
  machine: z.string(),
  /** The last one that has; null: none. */
  snapshot: snapshotNameSchema.nullable(),
  /** When that was done. */
  handedOn: time.nullable(),
  /** Why none has since; null: it is being done, or nothing was tried. */
  reason: z.string().nullable(),
});

const verifiedMachine = z.object({
  machine: z.string(),
  /** Why it could not be read, or not to its end. */
  trouble: z.string().nullable(),
  /** It will do later: a backup or another program is at it. */
  busy: z.boolean(),
  files: count,
  bytes: z.number(),
  firstRead: count,
  finished: z.boolean(),
  /** All that is kept was read since then; null: not yet. */
  since: time.nullable(),
  /** All that is known to be bad, by now or from before. */
  bad: z.array(
    badFileSchema.pick({ kind: true, expected: true, found: true, at: true }).extend({
      path: z.string(),
      shown: z.string(),
      /** Those that hold the inode. */
      snapshots: z.array(snapshotNameSchema),
      settled: badFileSchema.shape.settled.unwrap().nullable(),
    }),
  ),
});

const granted = z.object({
  machine: z.string(),
  code: z.string(),
  seconds: z.number(),
  until: time,
  /** Null: all. */
  snapshots: z.array(snapshotNameSchema).nullable(),
  /** How many that are. */
  count,
});

/** By the command's name. */
export const JSON_OUTPUTS = {
  list: z.array(listedSnapshot),
  overdue: z.object({ overdue: z.array(overdueMachine), notHandedOn: z.array(notHandedOnMachine) }),
  /** With `--dry-run`. */
  keep: z.object({
    /** Names, in the order in which they were completed. */
    goes: z.array(z.string()),
    stays: z.array(
      z.object({ snapshot: z.string(), why: z.enum(STAY_REASONS), label: z.string().optional() }),
    ),
  }),
  verify: z.object({ machines: z.array(verifiedMachine) }),
  'grant-restore': granted,
  'adopt-machine': granted.extend({
    /** Where its key line is, and the fingerprints of its keys. */
    file: z.string(),
    line: count,
    key: z.string(),
    keyBefore: z.string(),
  }),
} as const;

export type JsonOutputName = keyof typeof JSON_OUTPUTS;
export type JsonOutput<K extends JsonOutputName> = z.input<(typeof JSON_OUTPUTS)[K]>;
export type ListedSnapshot = JsonOutput<'list'>[number];
export type OverdueMachine = JsonOutput<'overdue'>['overdue'][number];
export type NotHandedOnMachine = JsonOutput<'overdue'>['notHandedOn'][number];
export type VerifiedMachine = JsonOutput<'verify'>['machines'][number];
export type Given = JsonOutput<'grant-restore'>;
