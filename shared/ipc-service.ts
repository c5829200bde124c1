/** All that the service that measures the disk answers to a window, and tells it. */
import type * as z from 'zod';
import type { ServiceName } from './ipc-bridge';
import { excludesEvents, excludesRequests } from './ipc-excludes';
import { spaceEvents, spaceRequests } from './ipc-space';

export const serviceRequests = { ...spaceRequests, ...excludesRequests } as const satisfies Record<
  ServiceName,
  { input: z.ZodType; output: z.ZodType }
>;

export const serviceEvents = { ...spaceEvents, ...excludesEvents } as const satisfies Record<
  ServiceName,
  z.ZodType
>;

type ServiceEvent = keyof typeof serviceEvents;
export type TellService = <E extends ServiceEvent>(
  event: E,
  value: z.infer<(typeof serviceEvents)[E]>,
) => void;
