/**
 * What a backup can have lost or touched at most, from the figures that rsync gives anyway: so that the trees need not be
 * walked after a backup in which little can have happened. Pure.
 */
import type { PullFindings } from '../judge-pull';
import type { Stats } from '../rsync-output';
import { LEAST } from './find-signs';

/** Upper bounds, in files. */
export interface Bounds {
  gone: number;
  /** Changed, gone or new. */
  touched: number;
}

/**
 * Of one step, from the snapshot that was linked from to the one that was fetched. A file was linked, was transferred, or
 * is gone: so at least `files - transferredFiles` of the earlier ones are still there. One that could not be read or
 * vanished is in the list, but not in the snapshot.
 *
 * Names that share an inode are counted once when they are transferred, so hard links can hide from this. That is one
 * reason why all is looked at once a day whatever this says.
 */
export function boundsOfStep(filesBefore: number, stats: Stats, findings: PullFindings): Bounds {
  const missing = findings.unreadable.count + findings.vanished;
  const linked = stats.files - stats.transferredFiles - missing;
  const gone = Math.max(0, filesBefore - linked);
  return { gone, touched: gone + stats.transferredFiles };
}

/** Whether a sign against the reference can be there. */
export function mayHaveSigns({ gone, touched }: Bounds): boolean {
  return gone >= LEAST.collapsed || touched >= LEAST.sameNewFile;
}
