/** The host's calendar: people mean their own days, weeks and months, not UTC's. */

export interface CalendarDay {
  year: number;
  /** 1..12 */
  month: number;
  /** 1..31 */
  day: number;
}

/** On which day of its place a moment falls. Injected, so that tests can choose the place. */
export type Calendar = (time: Date) => CalendarDay;

export function localCalendar(time: Date): CalendarDay {
  return { year: time.getFullYear(), month: time.getMonth() + 1, day: time.getDate() };
}

/** The ISO 8601 week: it belongs to the year that its Thursday is in. */
export function isoWeek({ year, month, day }: CalendarDay): { year: number; week: number } {
  const date = new Date(Date.UTC(year, month - 1, day));
  const weekday = date.getUTCDay() || 7;
  date.setUTCDate(date.getUTCDate() + 4 - weekday);
  const thursdayYear = date.getUTCFullYear();
  const dayOfYear = (date.getTime() - Date.UTC(thursdayYear, 0, 1)) / 86_400_000;
  return { year: thursdayYear, week: Math.floor(dayOfYear / 7) + 1 };
}
