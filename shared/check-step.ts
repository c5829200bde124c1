/** One step of the check as data, so that each language says it in its own words; `--check` has words of its own. */
import * as z from 'zod';
import { failureSchema } from './failures';

/**
 * In their order. `odd-rules`, `other-servers`, `call-key`, `same-disk`, `nested-roots` and `not-confined` are notes and may be absent; a store on this
 * machine has no door, nobody who gets in, and needs no login shell.
 */
export const CHECK_STEPS = [
  'settings',
  'programs',
  'exclude-list',
  'odd-rules',
  'login-shell',
  'other-servers',
  'destination',
  'call-key',
  'same-disk',
  'nested-roots',
  'not-confined',
  'door',
  'host-answers',
  'host-gets-in',
  'guard',
  'host-reports',
] as const;
export type CheckStepId = (typeof CHECK_STEPS)[number];

const text = z.string().max(4000);

/** What a step has found, where there is something to say. */
const findingSchema = z.discriminatedUnion('kind', [
  /** A path, a version, an address: the same in every language. */
  z.object({ kind: z.literal('text'), text }),
  z.object({ kind: z.literal('way'), roots: z.array(text), host: text }),
  z.object({ kind: z.literal('rules'), count: z.int(), path: text }),
  /** Lines of the exclude list that hide nothing. */
  z.object({ kind: z.literal('odd-rules'), lines: z.array(z.int()) }),
  z.object({ kind: z.literal('port'), port: z.int() }),
  z.object({ kind: z.literal('rsync'), version: text }),
  z.object({ kind: z.literal('peer'), peer: text }),
  z.object({ kind: z.literal('destination'), hostname: text, port: z.int(), addresses: z.array(text) }),
  z.object({ kind: z.literal('other-servers') }),
  /** A key with a passphrase: a scheduled backup may find no agent that has unlocked it. */
  z.object({ kind: z.literal('locked-key'), path: text }),
  z.object({ kind: z.literal('same-disk') }),
  z.object({ kind: z.literal('nested-roots') }),
  z.object({ kind: z.literal('not-confined') }),
  z.object({ kind: z.literal('confinement-off') }),
]);
export type CheckFinding = z.infer<typeof findingSchema>;

const problemSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('failure'), failure: failureSchema }),
  z.object({ kind: z.literal('no-shell'), shell: text }),
  z.object({ kind: z.literal('cancelled') }),
]);

export const checkedStepSchema = z.discriminatedUnion('result', [
  z.object({
    step: z.enum(CHECK_STEPS),
    /** A note is no failure: something worth knowing. */
    result: z.enum(['ok', 'note']),
    finding: findingSchema.nullable(),
  }),
  z.object({ step: z.enum(CHECK_STEPS), result: z.literal('failed'), problem: problemSchema }),
]);
export type CheckedStep = z.infer<typeof checkedStepSchema>;
