/** When the next backup comes, in the words of the terminal. */
import { describeMoment } from '../../shared/schedule-words';
import type { Schedule } from '../../shared/settings';
import type { Starter } from '../../shared/starter';

export function describeNotDue(next: string | null, now: Date): string {
  return next === null
    ? 'No schedule is set: backups are made by hand. "latchkey --schedule daily at 22:00" sets one.'
    : `No backup is due yet. The next one is due ${describeMoment(new Date(next), now)}.`;
}

/** "due now", "due tomorrow at 22:00", "by hand". */
export function describeNext(next: Date | undefined, now: Date): string {
  if (next === undefined) return 'by hand';
  return next <= now ? 'due now' : `due ${describeMoment(next, now)}`;
}

/** What of it nobody sees to; undefined where something does, or nothing is scheduled. */
export function describeNotStarted(schedule: Schedule, installed: readonly Starter[]): string | undefined {
  if (schedule.kind === 'off' || installed.some(({ problem }) => problem === null)) return undefined;
  const why = installed.map(describeStarter).join(', and ');
  return `Only the open app makes scheduled backups. Started by: ${why === '' ? 'nothing' : why}. See "latchkey --schedule".`;
}

/** "a systemd timer", "a line in your crontab"; with what is wrong with it. */
export function describeStarter({ by, problem }: Starter): string {
  const what = by === 'systemd' ? 'a systemd timer' : 'a line in your crontab';
  switch (problem?.kind) {
    case undefined:
      return what;
    case 'not-running':
      return `${what}, but systemd does not run it`;
    case 'no-cron':
      return `${what}, but no cron runs here that would read it`;
    case 'changed':
      return `${what}, but it was changed by hand`;
    case 'launcher-gone':
      return `${what}, but ${problem.launcher}, which it starts, is not there any more`;
  }
}
