/** Overdue: too long without a good backup, whatever the reasons were. Skips are quiet; this is not. */
import { isGood, type Outcome } from '../../shared/outcome';
import type { Schedule, Settings } from '../../shared/settings';

const DAY_MS = 86_400_000;

/**
 * How many whole days there has been no good backup, where that is too many, else null: as many as the settings bear,
 * and more than a day behind the schedule, so that a weekly one is not called overdue before it is due. Without any good
 * one they count from the first record, so that a Latchkey that was set up a minute ago is not loud. `history` is oldest
 * first.
 */
export function overdueDays(
  settings: Pick<Settings, 'overdueDays' | 'schedule'>,
  history: readonly Outcome[],
  now: Date,
): number | null {
  const since = history.findLast(isGood)?.finishedAt ?? history[0]?.startedAt;
  if (since === undefined) return null;
  const days = Math.floor((now.getTime() - Date.parse(since)) / DAY_MS);
  return days >= Math.max(settings.overdueDays, periodDays(settings.schedule) + 1) ? days : null;
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
