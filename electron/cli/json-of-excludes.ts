/** What `--json` prints of the exclude list and its presets. */
import * as z from 'zod';
import { DIAGNOSTIC_KINDS } from '../../shared/exclude-diagnostics';
import { count } from './json-parts';

const tally = z.object({ bytes: z.number(), files: count, directories: count });

export const excludeList = z.object({
  file: z.string(),
  lines: z.array(
    z.object({
      line: count,
      kind: z.enum(['clear', 'discarded', 'refused', 'rule']),
      text: z.string(),
      /** With `--sizes`: entries that it matches, what it hides, and what it alone hides. */
      matches: count.optional(),
      own: tally.optional(),
      additional: tally.optional(),
    }),
  ),
  diagnostics: z.array(
    z.object({
      line: count,
      kind: z.enum(DIAGNOSTIC_KINDS),
      about: count,
      sentence: z.string(),
      /** Lines that do what was meant. */
      instead: z.array(z.string()),
    }),
  ),
  totals: z.object({ backedUp: tally, excluded: tally, unreadable: tally }).optional(),
});

const still = z.object({ line: count, decidedAt: z.string() }).nullable();

export const excludeAdd = z.discriminatedUnion('changed', [
  /** `line`: the rule that leaves it out already. */
  z.object({ changed: z.literal(false), line: count }),
  z.object({ changed: z.literal(true), line: count, rule: z.string() }),
]);

export const excludeRemove = z.object({ changed: z.literal(true), lines: z.array(count), still });

export const excludeTest = z.object({
  path: z.string(),
  decisions: z.array(
    z.object({
      root: z.string(),
      excluded: z.boolean(),
      line: count.optional(),
      decidedAt: z.string(),
      rule: z.string(),
    }),
  ),
});

export const presets = z.array(
  z.object({
    name: z.string(),
    title: z.string(),
    why: z.string().optional(),
    rules: z.array(z.string()),
    missing: z.array(z.string()),
    whole: tally.optional(),
    additional: tally.optional(),
  }),
);

export const presetAdded = z.object({ changed: z.boolean(), added: z.array(z.string()).optional() });
