/** How a run ended: one record of the history, one thing to say in the tray, the window, the terminal. */
import * as z from 'zod';
import { alarmSchema, type Alarm } from './alarm';
import { CUT_SHORT } from './cut-short';
import { describeFailure } from './describe-failure';
import { EXIT } from './exit-codes';
import { failureSchema } from './failures';
import { proofSchema, verifiedSchema } from './proof';
import { totalsSchema, unreadableSchema } from './report';
import { skipSchema } from './skips';

/** What came to the open door and was not let in. */
const refusedSchema = z.object({
  /** Commands that the guard refused, with its reasons (the first few). */
  commands: z.int().nonnegative(),
  reasons: z.array(z.string()),
  /** Addresses that were turned away before sshd saw them. */
  peers: z.array(z.string()),
});
export type Refused = z.infer<typeof refusedSchema>;

const base = {
  schemaVersion: z.literal(1),
  id: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  /** Where the snapshot went: the destination or the store's directory. */
  host: z.string(),
  roots: z.array(z.string()),
  refused: refusedSchema,
};

/** What a host of ours acknowledged; absent with the original host script, which only exits. */
const acknowledged = z.object({
  snapshot: z.string(),
  base: z.string().nullable(),
  /** The store's mark. */
  store: z.uuid().optional(),
  totals: totalsSchema,
  unreadable: unreadableSchema,
  vanished: z.int().nonnegative(),
  alarm: alarmSchema.optional(),
  proof: proofSchema.optional(),
  verified: verifiedSchema.optional(),
});
export type Acknowledged = z.infer<typeof acknowledged>;

export const outcomeSchema = z.discriminatedUnion('result', [
  z.object({ ...base, result: z.literal('completed'), acknowledged: acknowledged.optional() }),
  z.object({ ...base, result: z.literal('partial'), acknowledged: acknowledged.optional() }),
  z.object({ ...base, result: z.literal('failed'), failure: failureSchema }),
  z.object({ ...base, result: z.literal('cancelled'), reason: z.string() }),
  z.object({ ...base, result: z.literal('skipped'), skip: skipSchema }),
]);
export type Outcome = z.infer<typeof outcomeSchema>;

/** The exit code of `latchkey --run`, documented as an interface in the README. */
export function exitCodeOf(outcome: Outcome): number {
  if (alarmOf(outcome) !== undefined) return EXIT.looksWrong;
  switch (outcome.result) {
    case 'completed':
      return EXIT.completed;
    case 'partial':
      return EXIT.partial;
    case 'failed':
      return describeFailure(outcome.failure).exitCode;
    case 'cancelled':
      return EXIT.cancelled;
    case 'skipped':
      return EXIT.skipped;
  }
}

const CUT_SHORT_REASONS: ReadonlySet<string> = new Set(Object.values(CUT_SHORT));

export function wasCutShort(outcome: Outcome | undefined): boolean {
  return outcome?.result === 'cancelled' && CUT_SHORT_REASONS.has(outcome.reason);
}

/** A snapshot was made, whatever it looks like: what a schedule counts from. A partial one has named gaps. */
export function wasMade(outcome: Outcome): boolean {
  return outcome.result === 'completed' || outcome.result === 'partial';
}

/**
 * A good run made a snapshot that does not itself look wrong enough to be held: of that one nobody knows whether it is worth
 * anything, and the age of the last good backup goes on. A later one that looks as it should is good, though the hold lasts.
 */
export function isGood(outcome: Outcome): boolean {
  if (outcome.result !== 'completed' && outcome.result !== 'partial') return false;
  const alarm = outcome.acknowledged?.alarm;
  return alarm === undefined || alarm.heldSince === null || alarm.snapshot !== outcome.acknowledged?.snapshot;
}

/** What the host said looks wrong, in this backup or in one before it that waits for an answer. */
export function alarmOf(outcome: Outcome | null | undefined): Alarm | undefined {
  if (outcome === null || outcome === undefined || !('acknowledged' in outcome)) return undefined;
  return outcome.acknowledged?.alarm;
}

/** A clock that is corrected by less is none that was wrong. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** By a clock that was wrong then, or is now: how old it is, nobody knows. `now` in milliseconds. */
export function isAhead(time: string, now: number): boolean {
  return Date.parse(time) > now + CLOCK_TOLERANCE_MS;
}

/** Seconds since it ended; below zero where it ended in the future. `now` in milliseconds. */
export function ageOf({ finishedAt }: Pick<Outcome, 'finishedAt'>, now: number): number {
  const age = (now - Date.parse(finishedAt)) / 1000;
  return isAhead(finishedAt, now) ? age : Math.max(0, age);
}
