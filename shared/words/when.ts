/** A time to come: "today at 22:00", "Tuesday at 22:00", or the date where that is more than a week away. */
import type { Language } from './language';

const WEEK_MS = 6 * 86_400_000;

export function whenIn({ words, formats }: Language, time: Date, now: number): string {
  const near = formats.nearDay(time, new Date(now));
  const day = near ?? (time.getTime() - now < WEEK_MS ? formats.weekday(time) : undefined);
  return day === undefined ? formats.moment(time) : words.home.nextAt(day, formats.clock(time));
}
