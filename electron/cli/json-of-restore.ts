/** What `--json` prints of what is kept, and of giving it back. */
import * as z from 'zod';
import { snapshotAnswerSchema } from '../../shared/give-back';
import { snapshotNameSchema } from '../../shared/snapshot-name';
import { restoreEventSchema } from '../restore/restore-event';
import { count, failed, path, paths, pathShape, time } from './json-parts';

export const entryShape = {
  ...pathShape,
  kind: z.enum(['file', 'directory', 'link', 'device', 'special']),
  /** In octal. Mode, owner and time are absent of what only leads to what was backed up. */
  mode: z
    .string()
    .regex(/^[0-7]{4}$/)
    .optional(),
  uid: count.optional(),
  gid: count.optional(),
  mtime: time.optional(),
  /** Of a file. */
  bytes: z.number().optional(),
  target: z.string().optional(),
  targetBase64: z.base64().optional(),
  sha256: z.string().optional(),
};

export const entry = z.object(entryShape);

export const snapshot = snapshotAnswerSchema.omit({ answer: true });

const moved = z.object({ from: path, to: path });
const refused = z.array(path.extend({ why: z.string() }));
const replaced = z.array(path.extend({ snapshot: snapshotNameSchema }));

export const preview = z.object({
  type: z.literal('preview'),
  snapshot: snapshotNameSchema,
  files: count,
  bytes: z.number(),
  kinds: z.record(z.string(), count),
  moves: z.array(moved),
  left: paths,
  own: paths,
  refused,
  followed: z.array(moved),
  entered: paths,
  replaced,
  lost: paths,
});

export const restored = z.object({
  type: z.literal('restored'),
  id: z.string(),
  snapshot: snapshotNameSchema,
  cancelled: z.boolean(),
  troubles: z.array(z.string()),
  placed: z.array(path.extend({ as: path, aside: path.optional() })),
  left: paths,
  own: paths,
  refused,
  followed: z.array(moved),
  entered: paths,
  rotten: paths,
  replaced,
  lost: paths,
  notInFull: paths,
  archived: paths.optional(),
  waiting: z.array(z.string()).optional(),
});

export const undone = z.object({
  type: z.literal('undone'),
  id: z.string(),
  removed: paths,
  returned: paths,
  kept: z.array(path.extend({ as: path })),
  refused,
});

export const restoring = z.union([
  z.intersection(z.object({ type: z.literal('progress') }), restoreEventSchema),
  restored,
  failed,
]);
