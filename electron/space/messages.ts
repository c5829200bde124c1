/** What the main process and the service that measures the disk say to each other; a window speaks to it by itself. */
import * as z from 'zod';
import { inTree, treeId } from '../../shared/ipc-space';

/** What no window may ask: it would have to know paths. */
export const ownRequests = {
  'scan-folders': {
    input: z.discriminatedUnion('what', [
      z.object({ what: z.literal('path'), path: z.string().startsWith('/') }),
      /** What would be backed up, before anything is set up. */
      z.object({ what: z.literal('draft'), roots: z.array(z.string().startsWith('/')).min(1) }),
    ]),
    output: treeId,
  },
  /** A node's exact path, for the file manager and the clipboard. */
  path: { input: inTree, output: z.string() },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type OwnRequest = keyof typeof ownRequests;
export type OwnInput<R extends OwnRequest> = z.infer<(typeof ownRequests)[R]['input']>;
export type OwnOutput<R extends OwnRequest> = z.infer<(typeof ownRequests)[R]['output']>;

/** What is no question. */
export const orderSchema = z.enum([
  /** With a port: a window's. The one before is not listened to any more. */
  'connect',
  /** No more: the service stops what it does and ends by itself. */
  'end',
]);
export type Order = z.infer<typeof orderSchema>;

/** What the service is started with: the settings file, the exclude list, the bundle of the scan's workers. */
export const argumentsSchema = z.tuple([z.string(), z.string(), z.string()]);
