/**
 * What `--json` prints, one shape a command: the printer is typed by it (sayJson in terminal.ts), and docs/json has it as JSON
 * Schema (scripts/json-schemas.mjs). Of a command that prints several lines it is the shape of each. What is added later is a
 * field more; programs must pass over those they do not know. Only types come from here when a command runs.
 */
import * as z from 'zod';
import { alarmSchema } from '../../shared/alarm';
import { failureSchema } from '../../shared/failures';
import { outcomeSchema } from '../../shared/outcome';
import { passedOverSchema } from '../../shared/passed-over';
import { runEventSchemas } from '../../shared/run-events';
import { settingsSchema } from '../../shared/settings';
import { scheduleSchema } from '../../shared/settings-parts/schedule';
import { skipSchema } from '../../shared/skips';
import { snapshotNameSchema } from '../../shared/snapshot-name';
import { starterSchema } from '../../shared/starter';
import { unmountedSchema } from '../../shared/unmounted';
import { currentRunSchema } from '../run/current-run';
import {
  excludeAdd,
  excludeList,
  excludeRemove,
  excludeTest,
  presetAdded,
  presets,
} from './json-of-excludes';
import { entry, entryShape, preview, restored, restoring, snapshot, undone } from './json-of-restore';
import type { path } from './json-parts';
import { count, failed, pathShape, time } from './json-parts';

const running = currentRunSchema.partial().extend({ pid: z.int() });
const startedBy = z.array(starterSchema.extend({ launcher: z.string().optional() }));

const standing = {
  /** The newest good backup. */
  lastGood: z.intersection(outcomeSchema, z.object({ ageSeconds: z.int() })).nullable(),
  last: outcomeSchema.nullable(),
  alarm: alarmSchema.nullable(),
  nextDue: time.nullable(),
  overdueDays: z.number().nullable(),
};

const status = z.object({
  running: running.nullable(),
  /** Of all destinations together: the newest, the next, the worst. */
  ...standing,
  pausedUntil: time.nullable(),
  startedBy,
  /** Each, in the settings' order; none where these cannot be read. */
  destinations: z.array(z.object({ name: z.string(), host: z.string(), ...standing })),
});

const check = z.object({
  ok: z.boolean(),
  steps: z.array(
    z.object({
      /** Where there are several. */
      destination: z.string().optional(),
      name: z.string(),
      result: z.enum(['ok', 'note', 'failed']),
      detail: z.string(),
      nextStep: z.string().optional(),
      /** Of a step that failed: as `--run` would end. */
      exitCode: z.int().optional(),
    }),
  ),
});

const schedule = z.object({
  /** Where there are several: whose it is; a line each. */
  destination: z.string().optional(),
  schedule: scheduleSchema,
  /** When the next one is tried; in the past: it is due. Null: by hand. */
  next: time.nullable(),
  installed: startedBy,
  pausedUntil: time.nullable(),
  /** What would skip it now. */
  heldBack: skipSchema.nullable(),
  /** The path of a key that needs a passphrase, where no agent may be. */
  lockedKey: z.string().nullable(),
});

const run = z.union([
  ...runEventSchemas,
  z.object({
    type: z.literal('warning'),
    message: z.string(),
    about: z.enum(['same-disk', 'nested-roots']).optional(),
  }),
  /** `destination`: where there are several. */
  z.object({ type: z.literal('not-due'), destination: z.string().optional(), next: time.nullable() }),
  z.object({ type: z.literal('not-started'), failure: failureSchema }),
  z.intersection(z.object({ type: z.literal('unmount') }), unmountedSchema),
]);

const usageEntry = z.object({
  ...pathShape,
  bytes: z.number(),
  apparentBytes: z.number(),
  entries: count,
  flags: z.array(z.string()),
});

const usage = z.object({
  complete: z.boolean(),
  engine: z.string(),
  seconds: z.number(),
  entries: count,
  roots: z.array(usageEntry),
  largest: z.array(usageEntry),
  problems: z.array(
    z.object({ ...pathShape, kind: z.enum(['list', 'search', 'stat']), errno: z.int(), entries: count }),
  ),
  passedOver: z.array(passedOverSchema),
});

const machineShape = {
  machine: z.string(),
  snapshots: count,
  latest: z.string(),
  files: count.optional(),
  bytes: z.number().optional(),
  roots: z.array(z.string()),
  store: z.string(),
};

const adopting = z.discriminatedUnion('type', [
  /** Without a place: what is on the disks of this machine. */
  z.object({ type: z.literal('machine'), ...machineShape }),
  /** What the host's owner has to type. */
  z.object({ type: z.literal('commands'), commands: z.unknown() }),
  z.object({
    type: z.literal('adopted'),
    host: z.string().optional(),
    ...machineShape,
    store: z.string().optional(),
    settings: settingsSchema,
    homeThen: z.string().optional(),
    found: z.object({ settings: z.boolean(), excludeList: z.boolean() }),
    hadCommands: z.boolean(),
    missing: z.array(z.string()),
  }),
  failed,
]);

/**
 * What is part of several, as a file of its own.
 *
 * @public for scripts/json-schemas.mjs alone
 */
export const SHARED_SHAPES = {
  failure: failureSchema,
  outcome: outcomeSchema,
  alarm: alarmSchema,
  restored,
};

/** By the command's name; of what it does where that is of several shapes. */
export const JSON_OUTPUTS = {
  run,
  status,
  check,
  schedule,
  destination: z.array(
    z.object({
      ...{ name: z.string(), host: z.string(), kind: z.enum(['ssh', 'local']) },
      schedule: scheduleSchema,
    }),
  ),
  snapshots: z.union([snapshot, failed]),
  list: z.union([entry, failed]),
  versions: z.union([
    z.object({ first: snapshotNameSchema, last: snapshotNameSchema, snapshots: count, ...entryShape }),
    failed,
  ]),
  find: z.union([
    z.object({
      ...{ ...pathShape, directory: z.boolean(), first: snapshotNameSchema, last: snapshotNameSchema },
      /** It is not on this machine any more. */
      gone: z.boolean(),
    }),
    failed,
  ]),
  changes: z.union([
    z.object({ ...pathShape, how: z.enum(['added', 'removed', 'changed']), directory: z.boolean() }),
    failed,
  ]),
  restore: z.union([restoring, preview]),
  resume: restoring,
  undo: z.union([undone, failed]),
  usage,
  adopt: z.union([adopting, restoring]),
  'exclude-list': excludeList,
  'exclude-add': excludeAdd,
  'exclude-remove': excludeRemove,
  'exclude-test': excludeTest,
  'exclude-presets': presets,
  'exclude-presets-name': presetAdded,
  'explain-command': z.discriminatedUnion('allowed', [
    z.object({ allowed: z.literal(true), argv: z.array(z.string()) }),
    z.object({ allowed: z.literal(false), reason: z.string() }),
  ]),
} as const;

export type JsonOutputName = keyof typeof JSON_OUTPUTS;
export type JsonOutput<K extends JsonOutputName> = z.input<(typeof JSON_OUTPUTS)[K]>;
export type PathAsJson = z.input<typeof path>;
export type EntryAsJson = z.input<typeof entry>;
export type PreviewAsJson = z.input<typeof preview>;
export type RestoredAsJson = z.input<typeof restored>;
export type UndoneAsJson = z.input<typeof undone>;
