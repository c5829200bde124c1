/** Numbers, sizes and times as a language writes them. For English the same as shared/words.ts, which a test holds. */

export interface Formats {
  /** A BCP 47 tag. */
  locale: string;
  count: (number: number) => string;
  /** "1 file", "20,000 files": the form that the language's plural rules ask for, behind the number. */
  counted: (number: number, forms: PluralForms) => string;
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
  /** "on Tuesday". */
  weekday: (time: Date) => string;
}

interface PluralForms {
  one: string;
  other: string;
}

interface OwnWords {
  justNow: string;
  /** Of what is dated in the future. */
  unknownTime: string;
  bytes: PluralForms;
}

const BIGGER_UNITS = ['kB', 'MB', 'GB', 'TB', 'PB'] as const;
const AGE_STEPS = [
  [60, 'minute'],
  [3600, 'hour'],
  [86_400, 'day'],
] as const;

export function makeFormats(locale: string, own: OwnWords): Formats {
  const numbers = onceAsked(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));
  const oneDigit = onceAsked(
    () => new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  );
  const plurals = onceAsked(() => new Intl.PluralRules(locale));
  const ages = onceAsked(() => new Intl.RelativeTimeFormat(locale, { numeric: 'always' }));
  const days = onceAsked(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const time = (options: Intl.DateTimeFormatOptions): ((at: Date) => string) => {
    const format = onceAsked(() => new Intl.DateTimeFormat(locale, options));
    return (at) => format().format(at);
  };
  const day = time({ day: 'numeric', month: 'long' });
  const dayAndYear = time({ day: 'numeric', month: 'long', year: 'numeric' });
  const counted = (number: number, forms: PluralForms): string =>
    `${numbers().format(number)} ${plurals().select(number) === 'one' ? forms.one : forms.other}`;

  return {
    locale,
    count: (number) => numbers().format(number),
    counted,
    bytes: (bytes) => {
      if (bytes < 999.5) return counted(Math.round(bytes), own.bytes);
      let value = bytes / 1000;
      let unit = 0;
      while (value >= 999.5 && unit < BIGGER_UNITS.length - 1) {
        value /= 1000;
        unit += 1;
      }
      const number =
        value < 9.95 ? oneDigit().format(Number(value.toFixed(1))) : numbers().format(Math.round(value));
      return `${number} ${BIGGER_UNITS[unit] ?? ''}`;
    },
    percent: (percent) => `${numbers().format(Math.floor(percent))} %`,
    duration: (seconds) => {
      if (seconds < 10) return `${numbers().format(Math.round(seconds * 10) / 10)} s`;
      if (seconds < 90) return `${numbers().format(Math.round(seconds))} s`;
      const minutes = Math.round(seconds / 60);
      if (minutes < 60) return `${numbers().format(minutes)} min`;
      const hours = `${numbers().format(Math.floor(minutes / 60))} h`;
      return minutes % 60 === 0 ? hours : `${hours} ${numbers().format(minutes % 60)} min`;
    },
    age: (seconds) => {
      if (seconds < 0) return own.unknownTime;
      if (seconds < 60) return own.justNow;
      const [size, name] = AGE_STEPS.findLast(([step]) => seconds >= step) ?? AGE_STEPS[0];
      return ages().format(-Math.floor(seconds / size), name);
    },
    exact: time({
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    }),
    moment: time({ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
    clock: time({ hour: '2-digit', minute: '2-digit' }),
    clockToTheSecond: time({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    nearDay: (at, now) => {
      const distance = dayNumber(at) - dayNumber(now);
      return distance === 0 || distance === 1 ? days().format(distance, 'day') : undefined;
    },
    day: (at, now) => (at.getFullYear() === now.getFullYear() ? day(at) : dayAndYear(at)),
    dayOfMonth: time({ weekday: 'short', day: 'numeric' }),
    month: time({ month: 'long', year: 'numeric' }),
    weekday: time({ weekday: 'long' }),
  };
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
