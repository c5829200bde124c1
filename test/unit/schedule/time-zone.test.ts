/** The zone that this process's Date counts in is read from Date, others from Intl: both tell the same time. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type * as TimeZone from '../../../electron/schedule/time-zone';

const HALF_HOUR = 1_800_000;
const { TZ } = process.env;

beforeEach(() => {
  vi.resetModules();
});
afterEach(() => {
  if (TZ === undefined) delete process.env.TZ;
  else process.env.TZ = TZ;
});

/** As a process has it that is started so. */
async function startIn(zone: string): Promise<typeof TimeZone> {
  process.env.TZ = zone;
  return import('../../../electron/schedule/time-zone');
}

test.each([
  'Europe/Berlin',
  'America/New_York',
  // Half an hour, three quarters, a date line that was crossed, and one that never changes.
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Etc/UTC',
])('%s', async (zone) => {
  const { wallTimeOf, instantOf, systemTimeZone } = await startIn(zone);
  expect(systemTimeZone()).toBe(zone);
  const instants = Array.from(
    { length: 366 * 48 },
    (_, half) => new Date(Date.UTC(2026, 0, 1) + half * HALF_HOUR),
  );
  const byDate = instants.map((instant) => wallTimeOf(instant, zone));
  const back = byDate.map((wall) => instantOf(wall, zone));
  process.env.TZ = zone === 'Etc/UTC' ? 'Asia/Tokyo' : 'Etc/UTC';
  expect(instants.map((instant) => wallTimeOf(instant, zone))).toEqual(byDate);
  expect(byDate.map((wall) => instantOf(wall, zone))).toEqual(back);
});

test('who travels is at the new place: TZ set anew is no longer what it was at the start', async () => {
  const { systemTimeZone, wallTimeOf } = await startIn('Europe/Berlin');
  const noon = new Date('2026-07-01T10:00:00Z');
  expect(wallTimeOf(noon, systemTimeZone()).hour).toBe(12);
  process.env.TZ = 'America/New_York';
  expect(wallTimeOf(noon, systemTimeZone()).hour).toBe(6);
  expect(wallTimeOf(noon, 'Europe/Berlin').hour).toBe(12);
});

test.each(['CET-1CEST', ':Europe/Berlin', 'No/Where'])(
  'TZ=%s gives times that can be counted with',
  async (rule) => {
    const { systemTimeZone, wallTimeOf } = await startIn(rule);
    expect(wallTimeOf(new Date('2026-07-01T10:00:00Z'), systemTimeZone())).toMatchObject({
      year: 2026,
      month: 7,
      day: 1,
    });
  },
);
