/** How a run ended: one record of the history, one thing to say in the tray, the window, the terminal. */
import * as z from 'zod';
import { describeFailure, EXIT, failureSchema } from './failures';
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
  totals: totalsSchema,
  unreadable: unreadableSchema,
  vanished: z.int().nonnegative(),
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

/** A good run made a complete snapshot; a partial one did so with named gaps. */
export function isGood(outcome: Outcome): boolean {
  return outcome.result === 'completed' || outcome.result === 'partial';
}
