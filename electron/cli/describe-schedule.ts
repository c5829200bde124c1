/** When the next backup comes, and what starts it, in the words of the terminal. */
import type { Schedule } from '../../shared/settings';
import type { Starter } from '../../shared/starter';
import type { Language } from '../../shared/words/language';

/** "today at 22:00", "tomorrow at 22:00", "on Sunday at 22:00", "on 3 December at 22:00"; by this machine's clock. */
export function describeMoment({ words, formats }: Language, moment: Date, now: Date): string {
  const say = words.terminal.when;
  const time = formats.clock(moment);
  const near = formats.nearDay(moment, now);
  if (near !== undefined) return say.near(near, time);
  const days = Math.round((midnightBefore(moment) - midnightBefore(now)) / 86_400_000);
  return days > 1 && days < 7
    ? say.onDay(formats.weekday(moment), time)
    : say.onDate(formats.date(moment), time);
}

export function describeNotDue(language: Language, next: string | null, now: Date): string {
  const say = language.words.terminal.next;
  return next === null ? say.noSchedule : say.notDue(describeMoment(language, new Date(next), now));
}

/** "due now", "due tomorrow at 22:00", "by hand". */
export function describeNext(language: Language, next: Date | undefined, now: Date): string {
  const say = language.words.terminal.next;
  if (next === undefined) return say.byHand;
  return next <= now ? say.dueNow : say.due(describeMoment(language, next, now));
}

/** What of it nobody sees to; undefined where something does, or nothing is scheduled. */
export function describeNotStarted(
  language: Language,
  schedule: Schedule,
  installed: readonly Starter[],
): string | undefined {
  if (schedule.kind === 'off' || installed.some(({ problem }) => problem === null)) return undefined;
  const { schedule: say, status } = language.words.terminal;
  const starters = installed.map((each) => describeStarter(language, each));
  return status.notStarted(starters.length === 0 ? status.nothing : starters.reduce(say.and));
}

/** "a systemd timer", "a line in your crontab"; with what is wrong with it. */
export function describeStarter({ words }: Language, { by, problem }: Starter): string {
  const say = words.terminal.starter;
  const what = say.by[by];
  switch (problem?.kind) {
    case undefined:
      return what;
    case 'not-running':
      return say.notRunning(what);
    case 'no-cron':
      return say.noCron(what);
    case 'changed':
      return say.changed(what);
    case 'launcher-gone':
      return say.launcherGone(what, problem.launcher);
  }
}

/** "daily at 22:00", "off". */
export function scheduleIn({ words }: Language, schedule: Schedule): string {
  const say = words.terminal.schedule;
  switch (schedule.kind) {
    case 'off':
      return say.off;
    case 'hours':
      return say.hours(schedule.every);
    case 'daily':
      return say.daily(schedule.at);
    case 'weekly':
      return say.weekly(words.settings.schedule.weekdays[schedule.on], schedule.at);
  }
}

/** Days by the calendar on the wall. */
function midnightBefore(date: Date): number {
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
}
