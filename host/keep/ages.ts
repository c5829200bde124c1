/**
 * How old snapshots are, whatever the wall clock says. All of it is in seconds, and rather too little than too
 * much: an age that is too small keeps a snapshot longer.
 */
import type { Moment, SnapshotClock } from './clock';

/** A completed snapshot, as far as time goes. */
export interface CompletedSnapshot {
  name: string;
  /** The start of its backup, as its name tells. */
  time: Date;
  /** When it was completed; its start where that is not known. */
  finished: Date;
  /** Absent from snapshots of versions before 0.2, as the clock is. */
  sequence?: number;
  clock?: SnapshotClock;
  /** Its record cannot be read: the name is all that tells its time. */
  isUnreadable?: true;
}

export interface AgedSnapshot extends CompletedSnapshot {
  age: number;
  /** Without what lies between two boots, which only the wall clock tells. */
  certainAge: number;
}

/** More between two boots is as likely a wrong clock as a long holiday. */
const MOST_BETWEEN_BOOTS = 7 * 86_400;

/** In the order in which they were completed, the oldest first. Those without a sequence come before, by name. */
export function inOrder<T extends CompletedSnapshot>(snapshots: readonly T[]): T[] {
  return [...snapshots].sort(
    (a, b) => (a.sequence ?? 0) - (b.sequence ?? 0) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  );
}

/** What a snapshot that is completed now has in its record. */
export function stampFor(
  ordered: readonly CompletedSnapshot[],
  now: Moment,
): { sequence: number; clock: SnapshotClock } {
  const { bootId, uptime } = now;
  const { total, sequence } = standingAt(ordered, now);
  const certain = certainAt(ordered, now);
  return { sequence: sequence + 1, clock: { bootId, uptime, total, certain } };
}

/** The seconds that have certainly passed on this machine, and the last backup's place in the order; 0: none has one. */
export function standingAt(
  ordered: readonly CompletedSnapshot[],
  now: Moment,
): { total: number; sequence: number } {
  return { total: totalAt(ordered, now), sequence: highestOf(ordered) };
}

export function withAges<T extends CompletedSnapshot>(
  ordered: readonly T[],
  now: Moment,
): (T & AgedSnapshot)[] {
  const total = totalAt(ordered, now);
  const certain = certainAt(ordered, now);
  const ageByName = agesByName(ordered, now, total);
  return ordered.map((snapshot) => {
    const { clock } = snapshot;
    if (clock !== undefined && snapshot.isUnreadable !== true) {
      const age = Math.max(0, total - clock.total);
      return { ...snapshot, age, certainAge: Math.min(age, Math.max(0, certain - certainOf(clock))) };
    }
    const age =
      snapshot.isUnreadable === true ? Math.max(0, between(snapshot.time, now.time)) : ageByName(snapshot);
    return { ...snapshot, age, certainAge: age };
  });
}

function highestOf(ordered: readonly CompletedSnapshot[]): number {
  return ordered.reduce((most, { sequence }) => Math.max(most, sequence ?? 0), 0);
}

function totalAt(ordered: readonly CompletedSnapshot[], now: Moment): number {
  const last = ordered.findLast(({ clock }) => clock !== undefined);
  return last?.clock === undefined ? 0 : last.clock.total + elapsed(last, now);
}

function certainAt(ordered: readonly CompletedSnapshot[], now: Moment): number {
  const { clock } = ordered.findLast((snapshot) => snapshot.clock !== undefined) ?? {};
  return clock === undefined ? 0 : certainOf(clock) + uptimeSince(clock, now);
}

function certainOf({ certain, total }: SnapshotClock): number {
  return certain ?? total;
}

/** Another boot has lasted as long as this at least; a disk may have come from another host, hence no more of it. */
function uptimeSince(clock: SnapshotClock, { bootId, uptime }: Moment): number {
  return clock.bootId === bootId ? Math.max(0, uptime - clock.uptime) : Math.min(uptime, MOST_BETWEEN_BOOTS);
}

function elapsed({ finished, clock }: CompletedSnapshot, until: Moment): number {
  if (clock === undefined) return 0;
  const told = between(finished, until.time);
  const isLikely = clock.bootId !== until.bootId && told >= 0 && told <= MOST_BETWEEN_BOOTS;
  return isLikely ? told : uptimeSince(clock, until);
}

/** Those without a clock have names only. They are measured from the newest of them that fits what came after. */
function agesByName(
  ordered: readonly CompletedSnapshot[],
  now: Moment,
  total: number,
): (snapshot: CompletedSnapshot) => number {
  const first = ordered.find(({ clock }) => clock !== undefined);
  const after = first?.finished ?? now.time;
  const names = ordered.filter(({ clock, isUnreadable }) => clock === undefined && isUnreadable !== true);
  const reference = names.findLast(({ finished }) => finished <= after) ?? names.at(-1);
  if (reference === undefined) return () => 0;
  // The first that has a clock may have been deleted since: what is then the first tells how long ago that was.
  const passed = first?.clock?.total ?? 0;
  const told = between(reference.finished, after);
  const gap = told >= 0 && told <= MOST_BETWEEN_BOOTS ? told : passed;
  const since = (first === undefined ? 0 : total - passed) + gap;
  return ({ finished }) => since + Math.max(0, between(finished, reference.finished));
}

function between(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}
