/** A schedule in plain words, both ways, and the moment that it comes to; the same in terminal, tray and windows. */
import { scheduleSchema, WEEKDAYS, type Schedule } from './settings';

export const SCHEDULE_FORMS = 'every 6 hours, daily at 22:00, weekly on sunday at 22:00, or off';

/** "every 6 hours", "daily at 22:00", "weekly on Sunday at 22:00", "off". */
export function describeSchedule(schedule: Schedule): string {
  switch (schedule.kind) {
    case 'off':
      return 'off';
    case 'hours':
      return schedule.every === 1 ? 'every hour' : `every ${schedule.every} hours`;
    case 'daily':
      return `daily at ${schedule.at}`;
    case 'weekly':
      return `weekly on ${capitalised(schedule.on)} at ${schedule.at}`;
  }
}

/** From such words, in any case; undefined where they are none. "9:00" is taken for 09:00, "sun" for Sunday. */
export function parseSchedule(text: string): Schedule | undefined {
  const words = text.trim().toLowerCase().split(/\s+/).join(' ');
  const [, every] = /^every (?:(\d{1,3}) hours?|hour)$/.exec(words) ?? [];
  const [, dailyAt] = /^daily at (\d{1,2}:\d{2})$/.exec(words) ?? [];
  const [, on, weeklyAt] = /^weekly on ([a-z]+) at (\d{1,2}:\d{2})$/.exec(words) ?? [];
  const candidate =
    words === 'off'
      ? { kind: 'off' }
      : words.startsWith('every ')
        ? { kind: 'hours', every: words === 'every hour' ? 1 : Number(every) }
        : words.startsWith('daily ')
          ? { kind: 'daily', at: dailyAt?.padStart(5, '0') }
          : { kind: 'weekly', on: weekdayOf(on), at: weeklyAt?.padStart(5, '0') };
  const parsed = scheduleSchema.safeParse(candidate);
  return parsed.success ? parsed.data : undefined;
}

/** "today at 22:00", "tomorrow at 22:00", "on Sunday at 22:00", "on 3 December at 22:00"; by this machine's clock. */
export function describeMoment(moment: Date, now: Date): string {
  const time = `${twoDigits(moment.getHours())}:${twoDigits(moment.getMinutes())}`;
  const days = Math.round((midnightBefore(moment) - midnightBefore(now)) / 86_400_000);
  if (days === 0) return `today at ${time}`;
  if (days === 1) return `tomorrow at ${time}`;
  if (days > 1 && days < 7) return `on ${moment.toLocaleDateString('en-GB', { weekday: 'long' })} at ${time}`;
  return `on ${moment.toLocaleDateString('en-GB', { day: 'numeric', month: 'long' })} at ${time}`;
}

function midnightBefore(date: Date): number {
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
}

function weekdayOf(word: string | undefined): string | undefined {
  if (word === undefined || word.length < 3) return undefined;
  return WEEKDAYS.find((day) => day.startsWith(word));
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
