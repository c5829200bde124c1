/** What a run says while it goes. Events announce; they never steer. */
import * as z from 'zod';
import type { Failure } from './failures';
import { outcomeSchema, type Outcome } from './outcome';
import { reportSchema } from './report';
import type { RunWarning } from './run-warning';

/** The states of a run. Only `finished` has an outcome. */
const stateSchema = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('idle') }),
  z.object({ phase: z.literal('preparing') }),
  z.object({ phase: z.literal('listening'), port: z.int() }),
  z.object({ phase: z.literal('calling') }),
  /** `peer`: the address that is let in; null for a store on this machine, where nobody is. */
  z.object({ phase: z.literal('transferring'), peer: z.string().nullable() }),
  z.object({ phase: z.literal('cleaning-up') }),
  z.object({ phase: z.literal('finished'), outcome: outcomeSchema }),
]);
export type RunState = z.infer<typeof stateSchema>;

/** Those that are data from end to end; a warning has its words where it is shown. */
export const runEventSchemas = [
  /** Of several destinations: the one that this run is for. */
  z.object({ type: z.literal('destination'), name: z.string(), host: z.string() }),
  z.object({ type: z.literal('state'), state: stateSchema }),
  z.object({ type: z.literal('report'), report: reportSchema }),
  /** The guard has let a transfer of this root begin. */
  z.object({ type: z.literal('reading'), root: z.string() }),
  z.object({ type: z.literal('turned-away'), address: z.string() }),
  z.object({ type: z.literal('refused'), reason: z.string() }),
] as const;

export type RunEvent = z.infer<(typeof runEventSchemas)[number]> | { type: 'warning'; warning: RunWarning };

/**
 * A run that could not even begin has a failure and no outcome of its own (another one runs). One that was only wanted
 * if it is due says when it will be (ISO 8601; null where the schedule is off); that is nobody's failure.
 */
export type RunResult =
  | { started: true; outcome: Outcome }
  | { started: false; failure: Failure }
  | { started: false; notDue: { next: string | null } };
