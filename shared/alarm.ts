/** What looks wrong about a completed snapshot, as the host tells it and the laptop shows it. */
import * as z from 'zod';
import { snapshotNameSchema } from './snapshot-name';

const count = z.int().nonnegative();

/** One sign of abnormal change. `of`: what `count` is a part of; `name`: the root, the extension or the file's name. */
export const signSchema = z.object({
  code: z.enum([
    /** A root has no files that had some. */
    'root-empty',
    /** At least nine tenths of the files and of the bytes of a root are gone. */
    'mostly-gone',
    /** Fewer than half of the files are left. */
    'half-gone',
    /** Changed or gone since the reference, added up over the backups since. */
    'touched',
    /** The files of one extension are gone. */
    'extension-gone',
    /** `name` became `name.xyz`. */
    'renamed',
    /** The same new file lies in many directories, as a ransom note does. */
    'same-new-file',
    /** Contents that could be compressed became contents that cannot. */
    'encrypted',
    /** What changed could not be found out: it may be anything. `count` is 0. */
    'not-compared',
  ]),
  count,
  of: count.optional(),
  name: z.string().max(300).optional(),
});
export type Sign = z.infer<typeof signSchema>;

/** What the store's owner types on the host where it was meant. */
export const RELEASE_COMMAND = 'latchkey-host --release --store DIR --machine NAME';

export const alarmSchema = z.object({
  signs: z.array(signSchema).min(1).max(50),
  /** The snapshot that looks wrong. While a hold lasts it is told after later, ordinary backups as well. */
  snapshot: snapshotNameSchema,
  /** The snapshot that was compared with. */
  reference: snapshotNameSchema,
  /** Nothing that was made before is deleted until the host's owner has answered; null: only said. */
  heldSince: z.iso.datetime().nullable(),
});
export type Alarm = z.infer<typeof alarmSchema>;
