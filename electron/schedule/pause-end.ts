/** When a pause ends, from the words of the menu and of the terminal. */
import { instantOf, systemTimeZone, wallTimeOf } from './time-zone';

const MINUTE_MS = 60_000;
const MINUTES = { m: 1, h: 60, d: 1440 } as const;
const MOST_MINUTES = 31 * 1440;

/** "Until tomorrow" is until people are up again, not until midnight, when they may still be at work. */
const MORNING = { hour: 6, minute: 0 };

/** Null: no pause (any more). */
export function pauseEnd(
  word: 'hour' | 'tomorrow' | 'off',
  now: Date,
  timeZone = systemTimeZone(),
): Date | null {
  switch (word) {
    case 'off':
      return null;
    case 'hour':
      return new Date(now.getTime() + 60 * MINUTE_MS);
    case 'tomorrow': {
      const { year, month, day } = wallTimeOf(now, timeZone);
      return instantOf({ year, month, day: day + 1, ...MORNING }, timeZone);
    }
  }
}

/** From `30m`, `1h`, `2d`, `tomorrow` or `off`; undefined where it is none of these, or more than 31 days. */
export function parsePause(text: string, now: Date, timeZone = systemTimeZone()): Date | null | undefined {
  if (text === 'off' || text === 'tomorrow') return pauseEnd(text, now, timeZone);
  const [, count, unit] = /^([1-9]\d{0,4})([mhd])$/.exec(text) ?? [];
  if (count === undefined || (unit !== 'm' && unit !== 'h' && unit !== 'd')) return undefined;
  const minutes = Number(count) * MINUTES[unit];
  return minutes <= MOST_MINUTES ? new Date(now.getTime() + minutes * MINUTE_MS) : undefined;
}
