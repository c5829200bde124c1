/**
 * Whose names tell the right day. A clock that ran ahead, or began in 1970, gave names that would take the place of other
 * days: thinning looks once with them and once without, and keeps what either would.
 */
import type { AgedSnapshot } from './ages';

/** A clock that is set right by less than this makes no other day of it. */
const TOLERANCE = 3600;
/** A name that is ahead of the time that has certainly passed is believed when it has not been contradicted for so long. */
const DOUBT_SECONDS = 30 * 86_400;

/** @param ordered in the order of completion, the oldest first */
export function withTrustedNames<T extends AgedSnapshot>(ordered: readonly T[]): T[] {
  const trusted: T[] = [];
  for (const snapshot of longestRise(ordered)) {
    const before = trusted.at(-1);
    const ahead = before === undefined ? 0 : offsetOf(snapshot) - offsetOf(before);
    if (ahead <= TOLERANCE || !isDoubtful(snapshot, before)) trusted.push(snapshot);
  }
  return trusted;
}

/** How far the wall clock was from the time that has passed since the first snapshot: it may rise, but not fall. */
function offsetOf({ finished, clock }: AgedSnapshot): number {
  return finished.getTime() / 1000 - (clock?.total ?? 0);
}

function isDoubtful(snapshot: AgedSnapshot, before: AgedSnapshot | undefined): boolean {
  if (snapshot.clock === undefined) return false;
  return snapshot.clock.bootId === before?.clock?.bootId || snapshot.age <= DOUBT_SECONDS;
}

/** The most snapshots of which none contradicts another (longest non-decreasing subsequence, by patience). */
function longestRise<T extends AgedSnapshot>(ordered: readonly T[]): T[] {
  interface Link {
    snapshot: T;
    offset: number;
    before: Link | undefined;
  }
  const ends: Link[] = [];
  for (const snapshot of ordered) {
    const offset = offsetOf(snapshot);
    let at = ends.findIndex((end) => end.offset > offset + TOLERANCE);
    if (at < 0) at = ends.length;
    ends[at] = { snapshot, offset, before: ends[at - 1] };
  }
  const rise: T[] = [];
  for (let link = ends.at(-1); link !== undefined; link = link.before) rise.unshift(link.snapshot);
  return rise;
}
