/**
 * When a backup is due. Counted from when the last good one began, because that is the moment it shows; what failed,
 * was skipped or cancelled counts for nothing here. So there is exactly one catch-up after a long sleep: the good run
 * that it leads to moves all that was missed into the past.
 */
import { isAhead } from '../../shared/outcome';
import type { Schedule } from '../../shared/settings';
import { WEEKDAYS } from '../../shared/settings-parts/schedule';
import { instantOf, systemTimeZone, wallTimeOf } from './time-zone';

const HOUR_MS = 3_600_000;

interface GoodRun {
  startedAt: string;
}

/**
 * When the next backup is due, or since when it has been; undefined where the schedule is off. Without a good run it is
 * due at once: a slot that is always ahead would never come for a laptop that sleeps at that hour. A backup by hand
 * shortly before a slot does not stand for that slot: who asks for 22:00 gets the state of 22:00.
 *
 * A good run from the future (the clock was set back) says nothing: due at once, and the run that follows has a start
 * that can be counted from. Wall times are those of `timeZone`, by default the
 * machine's, so a slot moves along with who travels.
 */
export function nextDue(
  schedule: Schedule,
  lastGood: GoodRun | undefined,
  now: Date,
  timeZone?: string,
): Date | undefined {
  if (schedule.kind === 'off') return undefined;
  if (lastGood === undefined) return now;
  const start = new Date(lastGood.startedAt);
  if (isAhead(lastGood.startedAt, now.getTime())) return now;
  if (schedule.kind === 'hours') return new Date(start.getTime() + schedule.every * HOUR_MS);
  return firstSlotAfter(start, schedule, timeZone ?? systemTimeZone());
}

export function isDue(
  schedule: Schedule,
  lastGood: GoodRun | undefined,
  now: Date,
  timeZone?: string,
): boolean {
  const due = nextDue(schedule, lastGood, now, timeZone);
  return due !== undefined && due.getTime() <= now.getTime();
}

function firstSlotAfter(start: Date, schedule: Extract<Schedule, { at: string }>, timeZone: string): Date {
  const [hour = 0, minute = 0] = schedule.at.split(':').map(Number);
  const { year, month, day } = wallTimeOf(start, timeZone);
  const onDay = (ahead: number): Date => instantOf({ year, month, day: day + ahead, hour, minute }, timeZone);
  // Two weeks hold two slots of a week, whatever the clock jumps over.
  for (let ahead = 0; ahead < 14; ahead += 1) {
    const slot = onDay(ahead);
    if (slot > start && (schedule.kind === 'daily' || weekdayOf(year, month, day + ahead) === schedule.on))
      return slot;
  }
  return onDay(14);
}

/** Of the calendar's day, wherever: not of the instant. */
function weekdayOf(year: number, month: number, day: number): (typeof WEEKDAYS)[number] | undefined {
  const sundayFirst = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return WEEKDAYS[(sundayFirst + 6) % 7];
}
