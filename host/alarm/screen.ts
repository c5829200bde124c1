/**
 * What a backup can have lost or touched at most, from the figures that rsync gives anyway: so that the trees need not be
 * walked after a backup in which little can have happened.
 */
import * as z from 'zod';
import type { PullFindings } from '../judge-pull';
import type { Stats } from '../rsync-output';
import { LEAST } from './find-signs';

/** Upper bounds, in files. `touched`: changed, gone or new. */
export const boundsSchema = z.object({ gone: z.int().nonnegative(), touched: z.int().nonnegative() });
export type Bounds = z.infer<typeof boundsSchema>;

export const NO_BOUNDS: Bounds = { gone: 0, touched: 0 };

/**
 * Of one step, from the snapshot that was linked from to the one that was fetched. A file was linked, was transferred, or
 * is gone: so at least `files - transferredFiles` of the earlier ones are still there. One that could not be read or
 * vanished is in the list, but not in the snapshot.
 *
 * Names that share an inode are counted once when they are transferred, but each of them as created where the base does not
 * have it: the larger of the two numbers counts. What a hostile rsync on the laptop can still do is to list a file twice. That
 * is one reason why all is looked at once a day whatever this says, and why later backups are never compared with one that
 * was not.
 */
export function boundsOfStep(filesBefore: number, stats: Stats, findings: PullFindings): Bounds {
  const missing = findings.unreadable.count + findings.vanished;
  const came = Math.max(stats.transferredFiles, stats.createdFiles);
  const linked = stats.files - came - missing;
  const gone = Math.max(0, filesBefore - linked);
  return { gone, touched: gone + came };
}

/** Of two steps, one after the other. */
export function addBounds(one: Bounds, other: Bounds): Bounds {
  return { gone: one.gone + other.gone, touched: one.touched + other.touched };
}

/** Whether a sign against the reference can be there. */
export function mayHaveSigns({ gone, touched }: Bounds): boolean {
  return gone >= LEAST.collapsed || touched >= LEAST.sameNewFile;
}
