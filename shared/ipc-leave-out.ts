/** What a window asks of the exclude list where it sees the space: leaving out what is shown, and weighing a first list. */
import * as z from 'zod';

export const ruleSchema = z.object({ line: z.int(), text: z.string() });

export const howToLeaveOut = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('this') }),
  z.object({ kind: z.literal('ending') }),
  z.object({ kind: z.literal('preset'), name: z.string().max(100) }),
]);
export type HowToLeaveOut = z.infer<typeof howToLeaveOut>;

export const leftOutSchema = z.discriminatedUnion('kind', [
  /** `bytes`: by so much less will be backed up. */
  z.object({ kind: z.literal('done'), rules: z.array(z.string()), line: z.int(), bytes: z.number() }),
  z.object({ kind: z.literal('already'), rule: ruleSchema.nullable() }),
  z.object({ kind: z.literal('is-root') }),
  z.object({ kind: z.literal('in-no-root') }),
  /** An opened list, a name without an ending, a preset that there is not. */
  z.object({ kind: z.literal('not-possible') }),
]);
export type LeftOut = z.infer<typeof leftOutSchema>;

const presetWeightSchema = z.object({
  name: z.string(),
  /** All that its rules take. */
  bytes: z.number(),
  /** Ticked where nobody has said otherwise. */
  usual: z.boolean(),
});
export type PresetWeight = z.infer<typeof presetWeightSchema>;

/** `leftOut`: with the presets that were asked about. */
const cacheSchema = z.object({ path: z.string(), bytes: z.number(), leftOut: z.boolean() });
export type CacheFolder = z.infer<typeof cacheSchema>;

export const weightsSchema = z.object({
  all: z.number(),
  backedUp: z.number(),
  presets: z.array(presetWeightSchema),
  /** The largest first. */
  caches: z.array(cacheSchema),
});
export type Weights = z.infer<typeof weightsSchema>;
