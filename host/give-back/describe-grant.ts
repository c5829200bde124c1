/** What `--list` says of a grant: one that is open, in use, or was used. */
import { isStillRunning } from '../../process/process-identity';
import type { Moment } from '../keep/clock';
import type { MachinePaths } from '../store-layout';
import { MOST_WRONG, readGrant, secondsLeft } from './grant-file';

/** No line where nothing is granted, and nothing was used. */
export function describeGrant(paths: MachinePaths, now: Moment): string[] {
  const grant = readGrant(paths);
  if (grant === undefined) return [];
  const { used, until, wrong, snapshots } = grant;
  const what = snapshots?.join(', ') ?? 'all its snapshots';
  if (used !== undefined) {
    const words = isStillRunning(used.by)
      ? `reads ${what} since ${used.at}, from ${used.from} (--revoke-restore)`
      : `read its snapshots at ${used.at}, from ${used.from}`;
    return [`${paths.machine}  ${words}`];
  }
  if (wrong >= MOST_WRONG) return [`${paths.machine}  wrong codes were tried three times: the grant is void`];
  if (secondsLeft(grant, now) === 0) return [];
  return [`${paths.machine}  may read ${what} once, until ${until} (--revoke-restore)`];
}
