/**
 * Which snapshots stay: the newest of each of the last N hours, days, weeks, months and years that have one.
 *
 * Periods without a snapshot do not count: a laptop that was away for a month loses nothing by it, nor does a clock
 * that jumped. The newest and the last completed snapshot always stay, whatever was asked for.
 */
import { PERIODS, type KeepPolicy, type Period } from '../../shared/keep-policy';
import { isoWeek, type Calendar, type CalendarDay } from './calendar';

export interface KnownSnapshot {
  name: string;
  time: Date;
}

/** The names to keep, `protectedNames` among them. */
export function chooseKept(
  snapshots: readonly KnownSnapshot[],
  policy: KeepPolicy,
  calendar: Calendar,
  protectedNames: ReadonlySet<string>,
): Set<string> {
  const newestFirst = [...snapshots].sort((a, b) => b.time.getTime() - a.time.getTime());
  const kept = new Set(protectedNames);
  if (newestFirst[0] !== undefined) kept.add(newestFirst[0].name);
  for (const period of PERIODS) {
    const seen = new Set<string>();
    for (const { name, time } of newestFirst) {
      if (seen.size >= (policy[period] ?? 0)) break;
      const key = period === 'hourly' ? hourOf(time) : periodKey(period, calendar(time));
      if (!seen.has(key)) kept.add(name);
      seen.add(key);
    }
  }
  return kept;
}

/** Everywhere the same: the hour that a clock shows twice in autumn is two. */
function hourOf(time: Date): string {
  return String(Math.floor(time.getTime() / 3_600_000));
}

function periodKey(period: Exclude<Period, 'hourly'>, day: CalendarDay): string {
  switch (period) {
    case 'daily':
      return `${day.year}-${day.month}-${day.day}`;
    case 'weekly': {
      const { year, week } = isoWeek(day);
      return `${year}-${week}`;
    }
    case 'monthly':
      return `${day.year}-${day.month}`;
    case 'yearly':
      return String(day.year);
  }
}
