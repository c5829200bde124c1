/** Files of a snapshot on a disk of this machine, as a copy: a snapshot itself is never opened. */
import * as z from 'zod';

export const copyRequests = {
  /**
   * Asks for a folder in a dialog of the main process, and copies into a new one inside of it; answers when it is done. null:
   * the person chose none, or cancelled.
   */
  'snapshot.copy': {
    input: z.object({ run: z.string().max(100) }),
    output: z.object({ place: z.string(), incomplete: z.boolean() }).nullable(),
  },
  'snapshot.copy-cancel': { input: z.null(), output: z.null() },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type CopyOutput = z.infer<(typeof copyRequests)['snapshot.copy']['output']>;
