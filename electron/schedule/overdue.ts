/** Overdue: too long without a good backup, whatever the reasons were. Skips are quiet; this is not. */
import { isAhead, isGood, type Outcome } from '../../shared/outcome';
import type { Schedule, Settings } from '../../shared/settings';

const DAY_MS = 86_400_000;

/**
 * How many whole days there has been no good backup, where that is too many, else null: as many as the settings bear,
 * and more than a day behind the schedule, so that a weekly one is not called overdue before it is due. Without any good
 * one they count from the first record, so that a Latchkey that was set up a minute ago is not loud. `history` is oldest
 * first, and of the destination that is set (historyFor).
 *
 * A good one that is dated in the future is of an unknown age: that is too many, and the days are those that the other
 * records vouch for, none at worst.
 */
export function overdueDays(
  settings: Pick<Settings, 'overdueDays' | 'schedule'>,
  history: readonly Outcome[],
  now: Date,
): number | null {
  const lastGood = history.findLast(isGood);
  if (lastGood !== undefined && isAhead(lastGood.finishedAt, now.getTime())) {
    const credible = history.filter(({ finishedAt }) => !isAhead(finishedAt, now.getTime()));
    return daysSince(credible.findLast(isGood)?.finishedAt ?? credible[0]?.startedAt, now) ?? 0;
  }
  const days = daysSince(lastGood?.finishedAt ?? history[0]?.startedAt, now);
  if (days === undefined) return null;
  return days >= Math.max(settings.overdueDays, periodDays(settings.schedule) + 1) ? days : null;
}

function daysSince(time: string | undefined, now: Date): number | undefined {
  if (time === undefined) return undefined;
  return Math.max(0, Math.floor((now.getTime() - Date.parse(time)) / DAY_MS));
}

function periodDays(schedule: Schedule): number {
  switch (schedule.kind) {
    case 'off':
      return 0;
    case 'hours':
      return Math.ceil(schedule.every / 24);
    case 'daily':
      return 1;
    case 'weekly':
      return 7;
  }
}
