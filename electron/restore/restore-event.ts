/** What a restore tells on the way. */
import * as z from 'zod';

/** `bytes` and `files` of `of`, as far as that is known. */
export const restoreEventSchema = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('looking') }),
  z.object({ phase: z.literal('fetching'), bytes: z.number(), ofBytes: z.number(), rate: z.number() }),
  z.object({ phase: z.literal('proving'), files: z.number(), ofFiles: z.number() }),
  z.object({ phase: z.literal('packing'), bytes: z.number() }),
  z.object({ phase: z.literal('placing') }),
]);
export type RestoreEvent = z.infer<typeof restoreEventSchema>;
