/** What a thing is called where its name is taken: "report (from 22 Nov 14.05).odt". */
import { parseSnapshotName } from '../../shared/snapshot-name';

/** As many are tried, one after the other. */
export const MOST_NAMES = 1000;

/** NAME_MAX of Linux file systems, in bytes. */
const LONGEST_NAME = 255;
/** What belongs together at the end: ".odt", ".tar.gz". A name that only begins with a dot has none. */
const ENDING = /(?!^)(?:\.tar)?\.[A-Za-z0-9]{1,12}$/;

/**
 * @param name a binary string
 * @param words what is put in parentheses
 * @param number from 1 on, until a name is free
 */
export function nameBeside(name: string, words: string, number: number, isDirectory: boolean): string {
  const ending = isDirectory ? '' : (ENDING.exec(name)?.[0] ?? '');
  const mark = ` (${words}${number === 1 ? '' : ` ${number}`})`;
  const stem = name.slice(0, name.length - ending.length);
  return `${cut(stem, LONGEST_NAME - ending.length - mark.length)}${mark}${ending}`;
}

/** "from 22 Nov 14.05", with the year where it is not this one. In the local time zone. */
export function fromWhen(time: Date, now: Date): string {
  const month = time.toLocaleString('en-GB', { month: 'short' });
  const two = (value: number): string => String(value).padStart(2, '0');
  const year = time.getFullYear() === now.getFullYear() ? '' : ` ${time.getFullYear()}`;
  return `from ${time.getDate()} ${month}${year} ${two(time.getHours())}.${two(time.getMinutes())}`;
}

/** Not in the middle of a character. */
function cut(stem: string, most: number): string {
  if (stem.length <= most) return stem;
  let end = most;
  while (end > 0 && (stem.charCodeAt(end) & 0xc0) === 0x80) end -= 1;
  return stem.slice(0, end);
}

/** What is put in parentheses where a name is taken: "from 22 Nov 14.05". */
export function wordsBeside(snapshot: string): string {
  const now = new Date();
  return fromWhen(parseSnapshotName(snapshot) ?? now, now);
}
