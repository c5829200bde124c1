/**
 * What goes over the one connection that a one-time grant opens, after the request that asks for it: the ssh command
 * RESTORE_REQUEST, which a host that does not know it refuses as a malformed callback address, before anything is read.
 *
 *   host     GREETING, then frames (process/frames)
 *   laptop   code            the grant's code, as it was typed
 *   host     granted         or refused, which is also how it ends later
 *   laptop   question        (shared/give-back); the host: answers, the last of them `end` or `failed`
 *   laptop   fetch           then data, until the host says the status of its rsync; the host: data and words
 *
 * One thing at a time: the next question or transfer begins when the last one has ended.
 */
import * as z from 'zod';
import { snapshotNameSchema } from './snapshot-name';

export const RESTORE_REQUEST = 'latchkey-restore';
/** No banner of a host has a NUL in it. */
export const GREETING = '\0latchkey-restore 1\n';

/** Kinds of frames, one letter each. */
export const FROM_LAPTOP = {
  code: 'c',
  question: 'q',
  fetch: 'f',
  data: 'd',
  /** No more data. */
  end: 'e',
  /** The transfer is not wanted any more. */
  stop: 'x',
} as const;
export const FROM_HOST = {
  granted: 'g',
  refused: 'r',
  answer: 'a',
  data: 'd',
  /** A line that the host's rsync has said on its stderr. */
  words: 'w',
  /** How the host's rsync has ended. */
  status: 's',
} as const;

/** In bytes. Until it is let in, a laptop says no more than a code. */
export const LONGEST_CODE_FRAME = 256;
export const LONGEST_FRAME = 4 * 1024 * 1024;
export const DATA_BYTES = 64 * 1024;

export const grantedSchema = z.object({
  /** The host's name for this machine. */
  machine: z.string().max(64),
  until: z.iso.datetime(),
  /** The snapshots that may be read; null: all. */
  snapshots: z.array(snapshotNameSchema).max(1).nullable(),
});
export type Granted = z.infer<typeof grantedSchema>;

export const refusedSchema = z.discriminatedUnion('why', [
  z.object({ why: z.literal('not-granted') }),
  /** Another connection is giving its code just now. */
  z.object({ why: z.literal('busy') }),
  /** `left`: so many further wrong ones, and it is void. */
  z.object({ why: z.literal('wrong-code'), left: z.int().nonnegative() }),
  z.object({ why: z.literal('voided') }),
  z.object({ why: z.literal('used') }),
  z.object({ why: z.literal('expired') }),
  /** Of one that was in use. */
  z.object({ why: z.literal('revoked') }),
  z.object({ why: z.literal('failed'), detail: z.string().max(1000) }),
]);
export type Refused = z.infer<typeof refusedSchema>;

export const fetchSchema = z.object({
  snapshot: snapshotNameSchema,
  /** What is wanted, each with all below it: absolute, binary strings. */
  paths: z.array(z.string().max(16_384).startsWith('/')).min(1),
  /** The command that the laptop's rsync wants to have run. */
  words: z.array(z.string().max(200)).max(16),
});

export const statusSchema = z.object({ status: z.int().nullable() });
