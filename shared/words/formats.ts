/**
 * Numbers, sizes and times as a language writes them: by Intl, which knows the regions; or by hand, for what must be there at
 * once (the first number that Intl formats in a process takes it 20 ms). Both say the same, which a test holds.
 */
import type { Messages } from './generated/messages';

export interface Formats {
  /** A BCP 47 tag. */
  locale: string;
  count: (number: number) => string;
  bytes: (bytes: number) => string;
  percent: (percent: number) => string;
  duration: (seconds: number) => string;
  age: (seconds: number) => string;
  /** "Sun 22 Nov 2026, 21:58:03": for tooltips and details. */
  exact: (time: Date) => string;
  /** "Sun 22 Nov, 21:58". */
  moment: (time: Date) => string;
  clock: (time: Date) => string;
  /** With seconds. */
  clockToTheSecond: (time: Date) => string;
  /** "today", "tomorrow", or undefined for any other day. */
  nearDay: (time: Date, now: Date) => string | undefined;
  /** "22 November", with its year where that is not the present one. */
  day: (time: Date, now: Date) => string;
  /** "Sun 22". */
  dayOfMonth: (time: Date) => string;
  /** "November 2026". */
  month: (time: Date) => string;
  /** "Tuesday". */
  weekday: (time: Date) => string;
  /** "3 December". */
  date: (time: Date) => string;
}

type AgeStep = 'minute' | 'hour' | 'day';
type Own = Messages['formats'];

/** How a language writes what the rest is made of. */
export interface Pieces {
  /** With one decimal at most. */
  number: (number: number) => string;
  /** With exactly one. */
  tenths: (number: number) => string;
  ago: (count: number, step: AgeStep) => string;
  clock: (time: Date) => string;
  nearDay: (distance: 0 | 1) => string;
}

const BIGGER_UNITS = ['kB', 'MB', 'GB', 'TB', 'PB'] as const;
const AGE_STEPS = [
  [60, 'minute'],
  [3600, 'hour'],
  [86_400, 'day'],
] as const;

export function piecesByIntl(locale: string): Pieces {
  const numbers = onceAsked(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));
  const tenths = onceAsked(
    () => new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  );
  const ages = onceAsked(() => new Intl.RelativeTimeFormat(locale, { numeric: 'always' }));
  const days = onceAsked(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  return {
    number: (number) => numbers().format(number),
    tenths: (number) => tenths().format(number),
    ago: (count, step) => ages().format(-count, step),
    clock: timeIn(locale, { hour: '2-digit', minute: '2-digit' }),
    nearDay: (distance) => days().format(distance, 'day'),
  };
}

/** Without regions: outside of the window, where the first words must not wait. */
export function piecesByHand(_locale: string, own: Own): Pieces {
  const number = (value: number): string => {
    const [whole = '', fraction] = String(Math.round(value * 10) / 10).split('.');
    const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, own.group);
    return fraction === undefined ? grouped : `${grouped}${own.decimal}${fraction}`;
  };
  return {
    number,
    tenths: (value) => (Number.isInteger(value) ? `${number(value)}${own.decimal}0` : number(value)),
    ago: (count, step) => own.ago[step](count),
    clock: (time) => `${twoDigits(time.getHours())}:${twoDigits(time.getMinutes())}`,
    nearDay: (distance) => (distance === 0 ? own.today : own.tomorrow),
  };
}

export function formatsOf(
  locale: string,
  own: Own,
  { number, tenths, ago, clock, nearDay }: Pieces,
): Formats {
  const date = timeIn(locale, { day: 'numeric', month: 'long' });
  const dateAndYear = timeIn(locale, { day: 'numeric', month: 'long', year: 'numeric' });
  return {
    locale,
    count: number,
    bytes: (bytes) => {
      if (bytes < 999.5) return own.bytes(Math.round(bytes));
      let value = bytes / 1000;
      let unit = 0;
      while (value >= 999.5 && unit < BIGGER_UNITS.length - 1) {
        value /= 1000;
        unit += 1;
      }
      const written = value < 9.95 ? tenths(Number(value.toFixed(1))) : number(Math.round(value));
      return `${written} ${BIGGER_UNITS[unit] ?? ''}`;
    },
    percent: (percent) => `${number(Math.floor(percent))} %`,
    duration: (seconds) => {
      if (seconds < 10) return `${number(Math.round(seconds * 10) / 10)} s`;
      if (seconds < 90) return `${number(Math.round(seconds))} s`;
      const minutes = Math.round(seconds / 60);
      if (minutes < 60) return `${number(minutes)} min`;
      const hours = `${number(Math.floor(minutes / 60))} h`;
      return minutes % 60 === 0 ? hours : `${hours} ${number(minutes % 60)} min`;
    },
    age: (seconds) => {
      if (seconds < 0) return own.unknownTime;
      if (seconds < 60) return own.justNow;
      const [size, step] = AGE_STEPS.findLast(([from]) => seconds >= from) ?? AGE_STEPS[0];
      return ago(Math.floor(seconds / size), step);
    },
    exact: timeIn(locale, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    }),
    moment: timeIn(locale, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
    }),
    clock,
    clockToTheSecond: timeIn(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    nearDay: (at, now) => {
      const distance = dayNumber(at) - dayNumber(now);
      return distance === 0 || distance === 1 ? nearDay(distance) : undefined;
    },
    day: (at, now) => (at.getFullYear() === now.getFullYear() ? date(at) : dateAndYear(at)),
    dayOfMonth: timeIn(locale, { weekday: 'short', day: 'numeric' }),
    month: timeIn(locale, { month: 'long', year: 'numeric' }),
    weekday: timeIn(locale, { weekday: 'long' }),
    date,
  };
}

function timeIn(locale: string, options: Intl.DateTimeFormatOptions): (at: Date) => string {
  const format = onceAsked(() => new Intl.DateTimeFormat(locale, options));
  return (at) => format().format(at);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/** Each of these takes a millisecond or two to make; a view needs few of them, and a window is to be there at once. */
function onceAsked<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** Days by the calendar on the wall, so that "tomorrow" begins at midnight. */
function dayNumber(time: Date): number {
  return Math.round(Date.UTC(time.getFullYear(), time.getMonth(), time.getDate()) / 86_400_000);
}
