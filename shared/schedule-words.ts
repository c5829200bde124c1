/** A schedule in the command line's words, both ways. */
import type { Schedule } from './settings';
import { scheduleSchema, WEEKDAYS } from './settings-parts/schedule';

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

function weekdayOf(word: string | undefined): string | undefined {
  if (word === undefined || word.length < 3) return undefined;
  return WEEKDAYS.find((day) => day.startsWith(word));
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
