/** Snapshots by the day on which they were made, as the clock on the wall has it. */
import type { FilesSnapshot } from '../../shared/ipc-files';
import { parseSnapshotName } from '../../shared/snapshot-name';
import type { Formats } from '../../shared/words/formats';

export interface TimelineItem {
  snapshot: FilesSnapshot;
  at: Date;
  /** The first of its day, from the top. */
  startsDay: boolean;
}

export interface TimelineMonth {
  name: string;
  items: TimelineItem[];
}

/** @param snapshots the newest first; so are the months, and what is in them */
export function groupByMonth(snapshots: readonly FilesSnapshot[], formats: Formats): TimelineMonth[] {
  const months: TimelineMonth[] = [];
  let before = '';
  for (const snapshot of snapshots) {
    const at = new Date(snapshot.at);
    const name = formats.month(at);
    if (months.at(-1)?.name !== name) months.push({ name, items: [] });
    const day = at.toDateString();
    months.at(-1)?.items.push({ snapshot, at, startsDay: day !== before });
    before = day;
  }
  return months;
}

/** "22 November", and the time as well where that day has several. */
export type SayDay = (snapshot: string) => string;

export function sayDays(
  snapshots: readonly FilesSnapshot[],
  formats: Formats,
  withTime: (day: string, time: string) => string,
  now: Date,
): SayDay {
  const times = new Map(snapshots.map(({ snapshot, at }) => [snapshot, new Date(at)]));
  const perDay = new Map<string, number>();
  for (const at of times.values()) perDay.set(at.toDateString(), (perDay.get(at.toDateString()) ?? 0) + 1);
  return (name) => {
    const at = times.get(name) ?? parseSnapshotName(name);
    if (at === undefined) return name;
    const day = formats.day(at, now);
    return (perDay.get(at.toDateString()) ?? 0) > 1 ? withTime(day, formats.clock(at)) : day;
  };
}
