/** What the host has read again, and what of it was as it should be. */
import * as z from 'zod';

const count = z.int().nonnegative();
/** Of at most 100 files, as the laptop has them. */
const paths = z.array(z.string().max(4096)).max(100);

/** Files that both sides believed unchanged, fetched from the laptop again and compared byte for byte. */
export const proofSchema = z.object({
  files: count,
  bytes: z.number().nonnegative(),
  /** Files whose contents differ, though size and time say that they do not. */
  different: z.object({ count, paths }),
  /** Why nothing could be proven; absent where something was, or nothing was there to prove. */
  unproven: z.enum(['include-rules', 'failed']).optional(),
});
export type Proof = z.infer<typeof proofSchema>;

/** What is kept, read again in the store and compared with the checksums that were taken when it came. */
export const verifiedSchema = z.object({
  /** All that is kept has been read since then; null: not yet. */
  since: z.iso.datetime().nullable(),
  /** Files that are not what they were. */
  bad: z.object({ count, paths }),
  /** Files that were bad and came again from the laptop as they should be, in this backup. */
  healed: count,
});
export type Verified = z.infer<typeof verifiedSchema>;
