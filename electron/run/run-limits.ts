/**
 * How long a host may take in each phase of a run, so that every run comes to an end, whatever the host does. Only how
 * slowly it reads is its own business: whoever waits for a backup is told that one is overdue while a run goes on.
 */
import type { Settings } from '../../shared/settings';

export interface RunLimits {
  /** The access window stays open so long without an authenticated connection. */
  windowMs: number;
  /** The program of a store on this machine says so long nothing, not even that it has started. */
  startMs: number;
  /** Connected, the host may go so long without a transfer: it may be making room. */
  idleMs: number;
  /** In a transfer, nothing may move for so long; rsync's own limit, which counts on either side. */
  silenceSeconds: number;
  /** After the last transfer, until the host says how it ended: it writes to its disk, compares, drops old snapshots. */
  reportMs: number;
  /** After that, until it hangs up. */
  hangUpMs: number;
  /** What changed so shortly before it was listed counts as changing still. */
  settleMs: number;
}

const MINUTE_MS = 60_000;

export const RUN_LIMITS: RunLimits = {
  windowMs: MINUTE_MS,
  startMs: MINUTE_MS,
  idleMs: 10 * MINUTE_MS,
  silenceSeconds: 300,
  reportMs: 120 * MINUTE_MS,
  hangUpMs: MINUTE_MS / 2,
  settleMs: MINUTE_MS,
};

/** kB become KiB a second, rounded down so that the limit is kept; at least 1, as 0 is no limit to rsync. */
export function rsyncLimit({ bandwidthLimit }: Pick<Settings, 'bandwidthLimit'>): number | null {
  return bandwidthLimit === undefined ? null : Math.max(1, Math.floor((bandwidthLimit * 1000) / 1024));
}
