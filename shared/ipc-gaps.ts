/**
 * Leaving out what a run could not read. A window names a run and paths that stand in that run's record; the main
 * process makes the rules. Paths are as the record has them, which is how rsync writes them.
 */
import * as z from 'zod';

const nothing = z.null();
const text = z.string().max(20_000);
const run = z.string().max(100);

/** More files than that are a folder to leave out. */
export const MOST_LEFT_OUT = 100;

const gapSchema = z.object({
  path: text,
  /** Safe to show, with its characters as people know them. */
  shown: text,
  isFolder: z.boolean(),
  /** The line that leaves it out by now; null: it is still to be backed up. */
  rule: z.object({ line: z.int(), text }).nullable(),
});
export type Gap = z.infer<typeof gapSchema>;

/** Why there is no rule for it. */
const refusedSchema = z.object({
  shown: text,
  why: z.enum(['not-expressible', 'not-characters', 'is-root', 'in-no-root']),
});
export type RefusedGap = z.infer<typeof refusedSchema>;

export const gapsRequests = {
  'gaps.of-run': {
    input: z.object({ run }),
    /** `undo`: the rules that "Undo" would take back. */
    output: z.object({ gaps: z.array(gapSchema), undo: z.array(text).nullable() }),
  },
  /** Each path is one of that run's record, or the folder that one of those lies in. */
  'gaps.leave-out': {
    input: z.object({ run, paths: z.array(text).min(1).max(MOST_LEFT_OUT) }),
    /** `added`: the new rules, which "gaps.undo" takes back together. */
    output: z.object({ added: z.array(text), refused: z.array(refusedSchema) }),
  },
  /** Puts the exclude list back as it was before, unless somebody changed it since. */
  'gaps.undo': { input: nothing, output: nothing },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type GapsChannel = keyof typeof gapsRequests;
export type GapsInput<C extends GapsChannel> = z.infer<(typeof gapsRequests)[C]['input']>;
export type GapsOutput<C extends GapsChannel> = z.infer<(typeof gapsRequests)[C]['output']>;
