/** When the next backup comes, in the words of the terminal. */
import { describeMoment } from '../../shared/schedule-words';

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
