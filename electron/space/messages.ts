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
  /** Of this machine's own scan what a person sees in the picture, with its exact place: binary strings. */
  item: {
    input: inTree,
    output: z.object({
      /** The folder that was scanned, and the way from there; empty: it is that folder. */
      root: z.string().startsWith('/'),
      below: z.string(),
      kind: z.enum(['directory', 'file', 'symlink', 'other']),
      /** Safe to show. */
      name: z.string(),
      path: z.string(),
      bytes: z.number(),
      entries: z.int(),
    }),
  },
  /** It was moved away. `looks`: binary paths of folders in which something is new. */
  moved: {
    input: z.object({ gone: inTree.nullable(), looks: z.array(z.string().startsWith('/')) }),
    output: z.null(),
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

/** What the service is started with: the settings file, the exclude list, the bundle of the scan's workers, where sizes are kept. */
export const argumentsSchema = z.tuple([z.string(), z.string(), z.string(), z.string()]);
