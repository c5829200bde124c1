/** What the owner of a store does not want to keep, taken away. */
import type { KeepPolicy } from '../../shared/keep-policy';
import type { MachinePaths } from '../store-layout';
import { localCalendar } from './calendar';
import { chooseByPolicy } from './choose';
import { dropSnapshot, nextNewerOf } from './drop-snapshot';
import { readLeases } from './leases';
import type { MinFree } from './min-free';
import { readHistory } from './read-history';

/** What the host's own line says of keeping. */
export interface Retention {
  keep?: KeepPolicy;
  minFree?: MinFree;
  /** What one machine may hold, in bytes. */
  maxSize?: number;
  /** So many of the newest stay, whatever else is asked for. */
  floor?: number;
}

/** Names what it drops to `log`. Throws what the file system throws: the caller makes a warning of it. */
export async function dropByPolicy(
  paths: MachinePaths,
  { keep, floor }: Retention,
  log: (words: string) => void,
  signal: AbortSignal,
): Promise<void> {
  if (keep === undefined) return;
  const { ordered, rules } = await readHistory(paths, floor);
  const left = [...ordered];
  for (const snapshot of chooseByPolicy(ordered, keep, rules, localCalendar).goes) {
    signal.throwIfAborted();
    // Since the choice was made, a restore may have begun.
    if (readLeases(paths).has(snapshot)) continue;
    log(`dropping snapshot ${snapshot}`);
    const next = nextNewerOf(snapshot, left);
    await dropSnapshot(paths, snapshot, next, signal);
    left.splice(
      left.findIndex(({ name }) => name === snapshot),
      1,
    );
  }
}
