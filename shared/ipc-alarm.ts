/** A person's answer to a backup that looks wrong. */
import * as z from 'zod';

const nothing = z.null();

export const alarmRequests = {
  /** For a store of this machine: lifts its hold and backs up, for the destination of that name. A host's is lifted on the host alone. */
  'alarm.release': { input: z.string().nullable(), output: nothing },
  /** Copies the command for the host. */
  'alarm.copy': { input: nothing, output: nothing },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type AlarmChannel = keyof typeof alarmRequests;
export type AlarmInput<C extends AlarmChannel> = z.infer<(typeof alarmRequests)[C]['input']>;
