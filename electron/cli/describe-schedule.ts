/** When the next backup comes, in the words of the terminal. */
import { describeMoment } from '../../shared/schedule-words';
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

/** "a systemd timer", "a line in your crontab"; with what is wrong with it. */
export function describeStarter({ by, problem }: Starter): string {
  const what = by === 'systemd' ? 'a systemd timer' : 'a line in your crontab';
  switch (problem?.kind) {
    case undefined:
      return what;
    case 'not-running':
      return `${what}, but systemd does not run it`;
    case 'changed':
      return `${what}, but it was changed by hand`;
    case 'launcher-gone':
      return `${what}, but ${problem.launcher}, which it starts, is not there any more`;
  }
}
