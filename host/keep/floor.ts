/** Which snapshots no rule may take, so that no laptop, full disk or wrong clock shortens history below them. */
import type { AgedSnapshot } from './ages';

export const LEAST_FLOOR = 2;
const RECENT_SECONDS = 48 * 3600;
const CLOSE_SECONDS = 10 * 60;

export const FLOOR_REASONS = [
  'latest',
  'newest-name',
  'pinned',
  'held',
  'read',
  'unreadable',
  'newest',
  'recent',
] as const;
export type FloorReason = (typeof FLOOR_REASONS)[number];

export interface FloorRules {
  /** So many of the newest, by the order in which they were completed. */
  newest: number;
  latest: string | undefined;
  pinned: ReadonlySet<string>;
  held: ReadonlySet<string>;
  /** By a restore, now. */
  read?: ReadonlySet<string>;
  /** Only where their owner wants any thinning at all. */
  thinsClose: boolean;
}

/**
 * The names that stay, each with why.
 *
 * Of close ones the earlier stays: a laptop in foreign hands that makes one backup after another must not push a good one
 * out.
 *
 * @param ordered in the order of completion, the oldest first
 */
export function floorOf(ordered: readonly AgedSnapshot[], rules: FloorRules): Map<string, FloorReason> {
  const stays = new Map<string, FloorReason>();
  const add = (name: string | undefined, reason: FloorReason): void => {
    if (name !== undefined && !stays.has(name)) stays.set(name, reason);
  };
  const names = new Set(ordered.map(({ name }) => name));
  add(rules.latest, 'latest');
  for (const name of rules.pinned) if (names.has(name)) add(name, 'pinned');
  for (const name of rules.held) if (names.has(name)) add(name, 'held');
  for (const name of rules.read ?? []) if (names.has(name)) add(name, 'read');
  // Nobody knows when it was completed, so nobody can say that a newer one is enough.
  for (const { name, isUnreadable } of ordered) if (isUnreadable === true) add(name, 'unreadable');
  const newest = Math.max(LEAST_FLOOR, rules.newest);
  const known = ordered.filter(({ isUnreadable }) => isUnreadable !== true);
  for (const { name } of known.slice(-newest)) add(name, 'newest');
  let lastKept: AgedSnapshot | undefined;
  for (const snapshot of ordered) {
    if (snapshot.certainAge >= RECENT_SECONDS) continue;
    if (rules.thinsClose && areClose(lastKept, snapshot)) continue;
    lastKept = snapshot;
    add(snapshot.name, 'recent');
  }
  add(newestName(ordered), 'newest-name');
  return stays;
}

/** Only where that is certain: between two boots no clock tells how little has passed. */
function areClose(earlier: AgedSnapshot | undefined, { clock }: AgedSnapshot): boolean {
  if (earlier?.clock === undefined || clock?.bootId !== earlier.clock.bootId) return false;
  return clock.uptime - earlier.clock.uptime < CLOSE_SECONDS;
}

function newestName(snapshots: readonly AgedSnapshot[]): string | undefined {
  return snapshots
    .map(({ name }) => name)
    .sort()
    .at(-1);
}
