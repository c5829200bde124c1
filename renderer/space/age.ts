/** Ages as six steps, for colours. */

const DAY = 86_400;

/** Younger than so many seconds; what is older than all is the last step. */
const STEPS = [7 * DAY, 30 * DAY, 182 * DAY, 365 * DAY, 3 * 365 * DAY] as const;

export const AGES = ['week', 'month', 'half-year', 'year', 'three-years', 'older'] as const;
export type Age = (typeof AGES)[number];

/** `newest` and `now` in seconds since 1970. Undefined where no time is known. */
export function ageStep(newest: number, now: number): Age | undefined {
  if (newest <= 0) return undefined;
  const index = STEPS.findIndex((step) => now - newest < step);
  return AGES[index === -1 ? AGES.length - 1 : index];
}

const LONGER = [
  [365 * DAY, 'year'],
  [61 * DAY, 'month'],
] as const;

/** "3 years ago": days by the thousand say little. `shorter`: for what is younger than two months. */
export function ageText(seconds: number, locale: string, shorter: (seconds: number) => string): string {
  const step = LONGER.find(([size]) => seconds >= size);
  if (step === undefined) return shorter(seconds);
  const count = step[1] === 'month' ? Math.floor(seconds / (30.4 * DAY)) : Math.floor(seconds / step[0]);
  return new Intl.RelativeTimeFormat(locale, { numeric: 'always' }).format(-count, step[1]);
}
