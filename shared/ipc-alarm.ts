/** A person's answer to a backup that looks wrong. */
import * as z from 'zod';

const nothing = z.null();

export const alarmRequests = {
  /** For a store of this machine: lifts its hold and backs up. A host's is lifted on the host alone. */
  'alarm.release': { input: nothing, output: nothing },
  /** Copies the command for the host. */
  'alarm.copy': { input: nothing, output: nothing },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type AlarmChannel = keyof typeof alarmRequests;
