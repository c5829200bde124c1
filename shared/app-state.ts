/** What is true now, as the tray and the windows show it. The main process makes it; nobody else keeps one. */
import * as z from 'zod';
import { failureSchema } from './failures';
import { outcomeSchema } from './outcome';

const phaseSchema = z.enum(['preparing', 'listening', 'calling', 'transferring', 'cleaning-up']);

const runningSchema = z.object({
  /** Whose run it is: this application's, or another process's of the same user (cron, a terminal). */
  own: z.boolean(),
  pid: z.int(),
  /** The destination's name, where there are several. */
  to: z.string().optional(),
  startedAt: z.iso.datetime(),
  /** A dry run or a check backs nothing up. */
  backsUp: z.boolean(),
  phase: phaseSchema,
  /** When each phase began that has. Absent where the run is another version's. */
  began: z.partialRecord(phaseSchema, z.iso.datetime()).optional(),
  /** The address that is let in now. */
  peer: z.string().optional(),
  /** It reads for a store on this machine: nobody is let in. */
  here: z.boolean().optional(),
  progress: z
    .object({
      /** The figures are of this root alone. */
      root: z.string(),
      bytes: z.number(),
      files: z.number(),
      /** Bytes a second. */
      rate: z.number(),
      percent: z.number().optional(),
    })
    .optional(),
  /** Absent while nobody can know. */
  secondsLeft: z.number().optional(),
});
export type Running = z.infer<typeof runningSchema>;

/** How one destination stands. */
const standingFields = {
  lastGood: outcomeSchema.nullable(),
  /** Where there is none: the last good one at a place that is no destination any more. */
  goodElsewhere: outcomeSchema.optional(),
  /** The newest record of all. */
  last: outcomeSchema.nullable(),
  /** The newest that was neither skipped nor cancelled. */
  lastTry: outcomeSchema.nullable(),
  /** The newest backup that was made, where something looks wrong that waits for an answer. */
  alarmed: outcomeSchema.nullable(),
  /** Days without a good backup, where they are too many. */
  overdueDays: z.int().nullable(),
  /** When the schedule wants the next one; null: by hand only. */
  nextDue: z.iso.datetime().nullable(),
};

const destinationStateSchema = z.object({ name: z.string(), host: z.string(), ...standingFields });
export type DestinationState = z.infer<typeof destinationStateSchema>;

export const appStateSchema = z.object({
  /** `destination` and `host`: the name and the place of the one that is worst off. */
  setUp: z.discriminatedUnion('ok', [
    z.object({
      ok: z.literal(true),
      ...{ destination: z.string(), host: z.string(), roots: z.array(z.string()) },
    }),
    z.object({ ok: z.literal(false), failure: failureSchema }),
  ]),
  running: runningSchema.nullable(),
  /** This application gets files back. */
  restoring: z.literal(true).optional(),
  /** Of the one that is worst off. */
  ...standingFields,
  /** Each, as in the settings; none where they cannot be read. */
  destinations: z.array(destinationStateSchema),
  pausedUntil: z.iso.datetime().nullable(),
  /** Whether the panel shows our icon. */
  tray: z.enum(['shown', 'no-place', 'looking']),
});
export type AppState = z.infer<typeof appStateSchema>;
