/** What a laptop is told about the reading of what is kept. */
import type { Proof, Verified } from '../../shared/proof';
import type { MachineContent } from '../read-machine';
import type { MachinePaths } from '../store-layout';
import { settle, type Healing } from './judge-heal';
import type { Wanted } from './plan-heal';
import { laptopPath } from './show-path';
import { readSince, readVerifyState, writeVerifyState, type VerifyState } from './verify-state';

const MOST_PATHS = 100;
const LONGEST_PATH = 4096;

/**
 * Once the snapshot is complete: writes down what it has settled, and sums up for the laptop. A store that cannot take the
 * note any more costs the next backup the same work again, and this one nothing.
 */
export function noteHealing(
  paths: MachinePaths,
  { complete }: MachineContent,
  snapshot: string,
  wanted: readonly Wanted[],
  healing: Healing,
): Verified {
  const state = readVerifyState(paths);
  settle(state, snapshot, wanted, healing);
  try {
    if (wanted.length > 0) writeVerifyState(paths, state);
  } catch {
    // A full disk.
  }
  return verifiedReport(state, complete, healing.healed);
}

/** A file that came again and was another one is a difference as well. */
export function withChanged(proof: Proof, { changed }: Healing): Proof {
  const { count, paths } = namePaths(changed);
  const different = {
    count: proof.different.count + count,
    paths: [...proof.different.paths, ...paths].slice(0, MOST_PATHS),
  };
  return { ...proof, different };
}

/**
 * @param complete the snapshots that count: not the one that is just being made, whose files came a moment ago
 * @param healed in this backup
 */
function verifiedReport(state: VerifyState, complete: readonly string[], healed: number): Verified {
  // A file of which a later snapshot has a good copy wants nobody to act.
  const bad = [...new Set(state.bad.filter(({ settled }) => settled === undefined).map(({ path }) => path))];
  return { since: readSince(state, complete), bad: namePaths(bad), healed };
}

/** Counted, and named as far as a report holds them. `paths`: binary strings below `files`. */
export function namePaths(paths: readonly string[]): { count: number; paths: string[] } {
  const named = paths.map(laptopPath).filter(({ length }) => length <= LONGEST_PATH);
  return { count: paths.length, paths: named.slice(0, MOST_PATHS) };
}
