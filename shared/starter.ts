/** What starts the scheduled backups while nothing of Latchkey runs, and why it may not. */
import * as z from 'zod';

export const starterSchema = z.object({
  by: z.enum(['systemd', 'cron']),
  /** Null: it works. */
  problem: z
    .discriminatedUnion('kind', [
      /** systemd does not run the timer. */
      z.object({ kind: z.literal('not-running') }),
      /** Nothing reads crontabs here. */
      z.object({ kind: z.literal('no-cron') }),
      /** Somebody has changed the unit or the line: it starts something else. */
      z.object({ kind: z.literal('changed') }),
      z.object({ kind: z.literal('launcher-gone'), launcher: z.string() }),
    ])
    .nullable(),
});
export type Starter = z.infer<typeof starterSchema>;
