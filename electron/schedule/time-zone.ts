/** Wall clocks and instants, by the time zone database that Node carries (Intl). */
import { readlinkSync } from 'node:fs';

/** What a clock on the wall shows: the date and the minutes of that day, without a zone. */
export interface WallTime {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
}

const DAY_MS = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * The zone that this process's Date counts in, where it has a name of the database. Date knows it at once; the first
 * formatter of Intl takes 15 ms, which who starts an application waits for.
 */
const OWN = { zone: zoneNameOf(process.env), TZ: process.env.TZ };

/**
 * The machine's zone as it is now. Not Intl's default: that is fixed when the process starts, and the tray's outlives a
 * flight (localtime(5): /etc/localtime links into the database; tzset(3): TZ comes first).
 */
export function systemTimeZone(env: NodeJS.ProcessEnv = process.env): string {
  const named = zoneNameOf(env);
  if (named !== undefined && isKnown(named)) return named;
  const linked = zoneNameOf({});
  // No link, but a copy, or nothing at all: what Intl found out has to do.
  return linked !== undefined && isKnown(linked)
    ? linked
    : new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** As it is written, whether there is such a zone or not. */
function zoneNameOf({ TZ }: NodeJS.ProcessEnv): string | undefined {
  if (TZ !== undefined) return TZ.replace(/^:/, '');
  try {
    return /zoneinfo\/(?:posix\/)?(.+)$/.exec(readlinkSync('/etc/localtime'))?.[1];
  } catch {
    return undefined;
  }
}

/** Names with a slash are of the database; others may be rules of their own ("CET-1CEST"). Setting TZ changes what Date counts in. */
function isOwn(zone: string): boolean {
  return zone === OWN.zone && zone.includes('/') && process.env.TZ === OWN.TZ;
}

export function wallTimeOf(instant: Date, zone: string): WallTime {
  const wall = new Date(wallAsUtc(instant.getTime(), zone));
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
  };
}

/**
 * When the wall clock shows this for the first time. A time that the clock jumps over comes when it lands behind it; a
 * time that it shows twice comes at the first. Days beyond the month's end count on, as in `Date.UTC`.
 */
export function instantOf({ year, month, day, hour, minute }: WallTime, zone: string): Date {
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  // No zone is further than 14 hours from UTC, so one of these is before and one behind any change of its offset.
  const offsets = [wanted - DAY_MS, wanted + DAY_MS].map((instant) => wallAsUtc(instant, zone) - instant);
  const shows = offsets
    .map((offset) => wanted - offset)
    .filter((instant) => wallAsUtc(instant, zone) === wanted)
    .sort((a, b) => a - b);
  if (shows[0] !== undefined) return new Date(shows[0]);
  // The clock jumps over it, between these two; the wall's time only grows there.
  let before = wanted - Math.max(...offsets);
  let behind = wanted - Math.min(...offsets);
  while (behind - before > 1000) {
    const middle = Math.floor((before + behind) / 2000) * 1000;
    if (wallAsUtc(middle, zone) >= wanted) behind = middle;
    else before = middle;
  }
  return new Date(behind);
}

/** What the wall shows at an instant, to the second, as if it were UTC; both in milliseconds. */
function wallAsUtc(instant: number, zone: string): number {
  if (isOwn(zone)) {
    const wall = new Date(instant);
    const day = [wall.getFullYear(), wall.getMonth(), wall.getDate()] as const;
    return Date.UTC(...day, wall.getHours(), wall.getMinutes(), wall.getSeconds());
  }
  const parts = formatterOf(zone).formatToParts(instant);
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = [
    ...(['year', 'month', 'day', 'hour', 'minute', 'second'] as const),
  ].map((type) => Number(parts.find((part) => part.type === type)?.value));
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    ...{ calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  formatters.set(zone, made);
  return made;
}

function isKnown(name: string): boolean {
  if (isOwn(name)) return true;
  try {
    formatterOf(name);
    return true;
  } catch {
    return false;
  }
}
