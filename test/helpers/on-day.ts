/**
 * Another day for one program of ours: both its clocks, the wall's and the one that says how long the machine is up, are
 * ahead by some days. The programs that it starts, and the times of files, are today's.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withNow } from './other-clock.mjs';

const SCRIPT = fileURLToPath(new URL('on-day.sh', import.meta.url));
const DAY_SECONDS = 86_400;

/** @param days from now on; fractions are hours. @param directory of the test's own */
export function onDay(days: number, directory: string): { wrapper: string[]; env: Record<string, string> } {
  const [up = '0', idle = '0'] = readFileSync('/proc/uptime', 'latin1').trim().split(' ');
  const file = join(directory, 'uptime');
  writeFileSync(file, `${(Number(up) + days * DAY_SECONDS).toFixed(2)} ${idle}\n`);
  return { wrapper: ['sh', SCRIPT, file], env: withNow(`RealDate.now() + ${days * DAY_SECONDS * 1000}`) };
}

/** The wall's clock alone is another one, by some days; how long the machine is up is not. */
export function onWallDay(days: number): Record<string, string> {
  return withNow(`RealDate.now() + ${days * DAY_SECONDS * 1000}`);
}

/** A clock for one program of ours that goes so many times as fast: what it waits for until a time of day is soon over. */
export function fastClock(times: number): Record<string, string> {
  return withNow(`begun + (RealDate.now() - begun) * ${times}`);
}
