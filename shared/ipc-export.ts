/** The history as a file for other programs. Where it goes is chosen in a dialog of the main process. */
import * as z from 'zod';

const what = z.discriminatedUnion('what', [
  z.object({ what: z.literal('all') }),
  z.object({ what: z.literal('run'), id: z.string().max(100) }),
]);
export type WhatToExport = z.infer<typeof what>;

export const exportRequests = {
  /** The file that was written, and how many runs are in it; null: the person chose none. */
  'history.export': {
    input: what,
    output: z.object({ file: z.string(), runs: z.int() }).nullable(),
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type ExportOutput = z.infer<(typeof exportRequests)['history.export']['output']>;
