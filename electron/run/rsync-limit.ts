/** The bandwidth limit as rsync counts it. Pure. */
import type { Settings } from '../../shared/settings';

/** kB become KiB a second, rounded down so that the limit is kept; at least 1, as 0 is no limit to rsync. */
export function rsyncLimit({ bandwidthLimit }: Pick<Settings, 'bandwidthLimit'>): number | null {
  return bandwidthLimit === undefined ? null : Math.max(1, Math.floor((bandwidthLimit * 1000) / 1024));
}
