/** Moments as people say them: "yesterday", "2026-11-22 14:00", "3 days ago". */
import { parseSnapshotName } from '../../shared/snapshot-name';

/** A snapshot by its name, or the newest one not later than a moment. */
export type When = { snapshot: string } | { until: Date };

type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

const AGO = /^(\d{1,5}|an?|one) (minute|hour|day|week|month|year)s? ago$/;
const CLOCK = /^(.*?)(?:^|[ t,]|\bat\b)\s*(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?$/;
const ISO_DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const DOTTED_DATE = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;
const NAMED_DATE = /^(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3})[a-z]*(?: (\d{4}))?$/;

/**
 * In the local time zone. A day alone means its end. Undefined where it is not understood, or names no real day.
 *
 * @param now what "yesterday" counts from
 */
export function readWhen(text: string, now: Date): When | undefined {
  const given = text.trim();
  if (parseSnapshotName(given) !== undefined) return { snapshot: given };
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i.test(given)) {
    const time = new Date(given);
    return Number.isNaN(time.getTime()) ? undefined : { until: time };
  }
  const words = given.toLowerCase().replace(/\s+/g, ' ');
  if (words === '') return undefined;
  if (words === 'now') return { until: now };
  const ago = AGO.exec(words);
  if (ago !== null)
    return { until: before(now, Number(ago[1]) || Number(!/^\d/.test(words)), ago[2] as Unit) };
  const clock = CLOCK.exec(words);
  const day = readDay((clock?.[1] ?? words).replace(/[ ,t]+$|\bat$/g, '').trim(), now);
  if (day === undefined) return undefined;
  const [hour, minute, second] =
    clock === null ? [23, 59, 59] : clock.slice(2).map((part) => Number(part || 59));
  if ((hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) return undefined;
  return { until: new Date(day.getFullYear(), day.getMonth(), day.getDate(), hour, minute, second, 999) };
}

/** Midnight of the day that is meant; "" is today. */
function readDay(words: string, now: Date): Date | undefined {
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  if (words === '' || words === 'today') return today;
  if (words === 'yesterday') return before(today, 1, 'day');
  const weekday = DAYS.indexOf(words.replace(/^(?:last|on) /, ''));
  // The last one that is over.
  if (weekday >= 0) return before(today, ((today.getDay() - weekday + 6) % 7) + 1, 'day');
  const [, year, month, date] = ISO_DATE.exec(words) ?? [];
  if (year !== undefined) return dayOf(Number(year), Number(month), Number(date));
  const dotted = DOTTED_DATE.exec(words);
  if (dotted !== null) return dayOf(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
  const named = NAMED_DATE.exec(words);
  if (named === null) return undefined;
  const number = MONTHS.indexOf(named[2] ?? '') + 1;
  if (named[3] !== undefined) return dayOf(Number(named[3]), number, Number(named[1]));
  // Without a year: the last time that there was such a day.
  const inThis = dayOf(now.getFullYear(), number, Number(named[1]));
  if (inThis === undefined || inThis <= now) return inThis;
  return dayOf(now.getFullYear() - 1, number, Number(named[1]));
}

function dayOf(year: number, month: number, date: number): Date | undefined {
  const day = new Date(year, month - 1, date);
  return day.getMonth() === month - 1 && day.getDate() === date ? day : undefined;
}

/** Months and years keep the day of the month, as far as that month has it. */
function before(now: Date, count: number, unit: Unit): Date {
  const time = new Date(now);
  if (unit === 'minute') time.setTime(time.getTime() - count * 60_000);
  else if (unit === 'hour') time.setTime(time.getTime() - count * 3_600_000);
  else if (unit === 'day') time.setDate(time.getDate() - count);
  else if (unit === 'week') time.setDate(time.getDate() - 7 * count);
  else {
    const months = unit === 'year' ? 12 * count : count;
    const date = time.getDate();
    time.setDate(1);
    time.setMonth(time.getMonth() - months);
    time.setDate(Math.min(date, new Date(time.getFullYear(), time.getMonth() + 1, 0).getDate()));
  }
  return time;
}
