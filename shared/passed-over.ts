/** Lines of an opened list that are none of its entries, by what they are. */
import * as z from 'zod';

const kindSchema = z.enum([
  /** Not those at the end. */
  'blank',
  /** "du: cannot read directory ...". */
  'complaint',
  /** A shell's prompt, and what was typed behind it. */
  'prompt',
  /** What `du -c` writes last. */
  'total',
  /** Anything else: no size, or the rest of a name that fits nowhere. */
  'other',
]);
export type PassedOverKind = z.infer<typeof kindSchema>;

export const passedOverSchema = z.object({
  kind: kindSchema,
  /** How many. */
  lines: z.int(),
  /** Counts from 1. */
  firstLine: z.int(),
  /** What the first one says, cut where it is long, safe to show. */
  first: z.string(),
});
export type PassedOver = z.infer<typeof passedOverSchema>;
