/** Numbers and times in words, the same in the terminal, the tray and the windows. */

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Decimal units, as file managers show them: "1.2 GB", "96 GB", "512 bytes". */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  if (unit === 0 && value === 1) return '1 byte';
  return `${value.toFixed(digits)} ${UNITS[unit] ?? ''}`;
}

/** "4 min", "35 s", "1 h 20 min". */
export function formatDuration(seconds: number): string {
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** A clock that is off by less, in seconds, is none that was wrong. */
const CLOCK_TOLERANCE = 300;

/** "just now", "3 hours ago", "9 days ago"; far below zero the clock was wrong then. */
export function formatAge(seconds: number): string {
  if (seconds < -CLOCK_TOLERANCE) return 'at an unknown time (the clock was wrong)';
  if (seconds < 60) return 'just now';
  const steps = [
    [60, 'minute'],
    [3600, 'hour'],
    [86_400, 'day'],
  ] as const;
  const [size, name] = steps.findLast(([step]) => seconds >= step) ?? steps[0];
  return `${formatCount(Math.floor(seconds / size), name)} ago`;
}

/** "1 file", "20,000 files". */
export function formatCount(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatNumber(count)} ${count === 1 ? singular : plural}`;
}

/** "20,000", of a whole number. By hand: the first number that Intl formats in a process takes it 20 ms. */
export function formatNumber(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
