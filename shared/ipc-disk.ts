/**
 * What the views of the disk ask of the main process: what needs Electron, or a path that a window is not to know. All
 * else they ask the service that measures the disk (ipc-service.ts).
 */
import * as z from 'zod';
import { inTree, treeId } from './ipc-space';
import { folderToken } from './settings-parts/path';

const nothing = z.null();

export const diskRequests = {
  /** Hands the page a port to the service, which starts where it does not run (SPACE_PORT in ipc-bridge.ts). */
  'disk.connect': { input: nothing, output: nothing },
  /** Null: the person chose none. */
  'disk.choose-folder': {
    input: nothing,
    output: z.object({ token: z.string(), name: z.string() }).nullable(),
  },
  /** As "space.scan", of what "disk.choose-folder" gave a token for. */
  'disk.scan-folder': { input: z.object({ token: folderToken }), output: treeId },
  'disk.show-in-files': { input: inTree, output: nothing },
  /** In the program for such, and not where that would run it. */
  'disk.open': { input: inTree, output: nothing },
  /** Asks the person, in a dialog of the desktop's own; null: they would rather not. */
  'disk.trash': { input: inTree, output: z.object({ name: z.string(), bytes: z.number() }).nullable() },
  /** What "disk.put-back" would bring back: what was moved to the trash last, while this window is open. */
  'disk.last-trashed': { input: nothing, output: z.string().nullable() },
  /** Never in the place of something else. Its name. */
  'disk.put-back': { input: nothing, output: z.string() },
  'disk.copy-path': { input: inTree, output: nothing },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;
