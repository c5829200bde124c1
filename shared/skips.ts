/** Why a scheduled backup was held back: no failure, and each with a name. */
import * as z from 'zod';

const text = z.string().max(4000);

export const skipSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('paused'), until: z.iso.datetime() }),
  z.object({ code: z.literal('on-battery'), percent: z.number(), least: z.number() }),
  z.object({ code: z.literal('power-saver') }),
  z.object({ code: z.literal('metered'), network: text }),
  z.object({ code: z.literal('other-network'), network: text }),
  z.object({ code: z.literal('no-network') }),
  z.object({ code: z.literal('host-not-reachable'), host: text, detail: text }),
  /** `locked`: disks that are plugged in and encrypted, one of which it may be. */
  z.object({ code: z.literal('store-not-there'), directory: text, locked: z.array(text).optional() }),
  /** It has enough to do with others; `until`: when it is asked again. */
  z.object({ code: z.literal('host-busy'), until: z.iso.datetime() }),
  z.object({ code: z.literal('before-command-failed'), program: text, detail: text }),
]);
export type Skip = z.infer<typeof skipSchema>;
