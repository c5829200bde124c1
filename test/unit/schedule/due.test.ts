import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lastGoodOf } from '../../../electron/history/history';
import { isDue, nextDue } from '../../../electron/schedule/due';
import { wallTimeOf } from '../../../electron/schedule/time-zone';
import type { Schedule } from '../../../shared/settings';
import { record } from './outcomes';

const BERLIN = 'Europe/Berlin';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const daily = (at: string): Schedule => ({ kind: 'daily', at });
const hours = (every: number): Schedule => ({ kind: 'hours', every });
const good = (startedAt: string) => ({ startedAt: new Date(startedAt).toISOString() });

function due(
  schedule: Schedule,
  lastGood: string,
  zone: string,
  now = '2031-01-01T00:00Z',
): string | undefined {
  return nextDue(schedule, good(lastGood), new Date(now), zone)?.toISOString();
}

describe('due is counted from the last good run', () => {
  test('hours: so many after it began', () => {
    expect(due(hours(6), '2026-06-01T10:00Z', 'UTC')).toBe('2026-06-01T16:00:00.000Z');
  });

  test('daily: the first such time after it began, not after it ended', () => {
    // It began before the slot and went on beyond it: the slot's state was never seen.
    expect(due(daily('22:00'), '2026-06-01T21:50+02:00', BERLIN)).toBe('2026-06-01T20:00:00.000Z');
    expect(due(daily('22:00'), '2026-06-01T22:00:30+02:00', BERLIN)).toBe('2026-06-02T20:00:00.000Z');
    expect(due(daily('22:00'), '2026-06-01T22:00:00+02:00', BERLIN)).toBe('2026-06-02T20:00:00.000Z');
    expect(due(daily('00:00'), '2026-12-31T23:59+01:00', BERLIN)).toBe('2026-12-31T23:00:00.000Z');
  });

  test('weekly: that day of that week', () => {
    const schedule: Schedule = { kind: 'weekly', on: 'sunday', at: '22:00' };
    // 7 June 2026 is a Sunday.
    expect(due(schedule, '2026-06-03T12:00+02:00', BERLIN)).toBe('2026-06-07T20:00:00.000Z');
    expect(due(schedule, '2026-06-07T21:59+02:00', BERLIN)).toBe('2026-06-07T20:00:00.000Z');
    expect(due(schedule, '2026-06-07T22:01+02:00', BERLIN)).toBe('2026-06-14T20:00:00.000Z');
  });

  test('without a good run at once, and never where the schedule is off', () => {
    const now = new Date('2026-06-01T10:00Z');
    expect(nextDue(daily('22:00'), undefined, now, BERLIN)).toEqual(now);
    expect(isDue(daily('22:00'), undefined, now, BERLIN)).toBe(true);
    expect(nextDue({ kind: 'off' }, undefined, now, BERLIN)).toBeUndefined();
    expect(isDue({ kind: 'off' }, undefined, now, BERLIN)).toBe(false);
  });

  test('what failed, was skipped or cancelled does not count; what is partial does', () => {
    const before = [record('completed', '2026-06-01T22:01+02:00')];
    const after = (['failed', 'skipped', 'cancelled'] as const).map((result) =>
      record(result, '2026-06-02T22:01+02:00'),
    );
    const now = new Date('2026-06-02T23:00+02:00');
    expect(isDue(daily('22:00'), lastGoodOf([...before, ...after]), now, BERLIN)).toBe(true);
    const partial = record('partial', '2026-06-02T22:30+02:00');
    expect(isDue(daily('22:00'), lastGoodOf([...before, ...after, partial]), now, BERLIN)).toBe(false);
  });
});

describe('daylight saving', () => {
  test.each([
    // Zone, slot, good run on the day before, what the slot comes to.
    ['Berlin jumps over 02:30', BERLIN, '02:30', '2026-03-28T12:00+01:00', '2026-03-29T01:00:00.000Z'],
    ['Berlin has 02:30 twice', BERLIN, '02:30', '2026-10-24T12:00+02:00', '2026-10-25T00:30:00.000Z'],
    [
      'New York jumps over 02:30',
      'America/New_York',
      '02:30',
      '2026-03-07T12:00-05:00',
      '2026-03-08T07:00:00.000Z',
    ],
    [
      'New York has 01:30 twice',
      'America/New_York',
      '01:30',
      '2026-10-31T12:00-04:00',
      '2026-11-01T05:30:00.000Z',
    ],
    [
      'Lord Howe jumps over 02:15',
      'Australia/Lord_Howe',
      '02:15',
      '2026-10-03T12:00+10:30',
      '2026-10-03T15:30:00.000Z',
    ],
    [
      'Lord Howe has 01:45 twice',
      'Australia/Lord_Howe',
      '01:45',
      '2026-04-04T12:00+11:00',
      '2026-04-04T14:45:00.000Z',
    ],
    ['22:00 comes 23 hours later', BERLIN, '22:00', '2026-03-28T22:00:01+01:00', '2026-03-29T20:00:00.000Z'],
    ['22:00 comes 25 hours later', BERLIN, '22:00', '2026-10-24T22:00:01+02:00', '2026-10-25T21:00:00.000Z'],
    [
      'Samoa leaves out a whole day',
      'Pacific/Apia',
      '22:00',
      '2011-12-29T22:30-10:00',
      '2011-12-30T10:00:00.000Z',
    ],
  ])('%s', (_what, zone, at, lastGood, expected) => {
    expect(due(daily(at), lastGood, zone)).toBe(expected);
  });

  test('a time that comes twice is due once', () => {
    // The run of the first 02:30; the second one, an hour later, is no new slot.
    expect(due(daily('02:30'), '2026-10-25T02:30:05+02:00', BERLIN)).toBe('2026-10-26T01:30:00.000Z');
    expect(due(daily('02:30'), '2026-10-25T02:45:00+01:00', BERLIN)).toBe('2026-10-26T01:30:00.000Z');
  });

  test('a time that is jumped over is due once', () => {
    expect(due(daily('02:30'), '2026-03-29T03:00:05+02:00', BERLIN)).toBe('2026-03-30T00:30:00.000Z');
  });
});

describe('a clock that was set back', () => {
  const now = '2026-06-01T10:00Z';

  test.each([hours(6), daily('22:00'), { kind: 'weekly', on: 'sunday', at: '22:00' } as const])(
    'from years ahead: %j is due now, and after one run as ever',
    (schedule) => {
      expect(due(schedule, '2029-01-01T00:00Z', BERLIN, now)).toBe('2026-06-01T10:00:00.000Z');
      const history = [record('completed', '2029-01-01T00:00Z'), record('completed', now)];
      const next = nextDue(schedule, lastGoodOf(history), new Date('2026-06-01T10:06Z'), BERLIN);
      expect(next?.getTime()).toBeGreaterThan(Date.parse('2026-06-01T10:06Z'));
    },
  );

  test('by a minute changes nothing', () => {
    expect(due(daily('22:00'), '2026-06-01T22:00:30+02:00', BERLIN, '2026-06-01T21:59+02:00')).toBe(
      '2026-06-02T20:00:00.000Z',
    );
  });
});

test('the slot is that of the zone where the laptop is', () => {
  // 22:00 in Berlin is 16:00 in New York, 05:00 of the next day in Tokyo.
  const lastGood = '2026-06-01T22:00:10+02:00';
  expect(due(daily('22:00'), lastGood, BERLIN)).toBe('2026-06-02T20:00:00.000Z');
  expect(due(daily('22:00'), lastGood, 'America/New_York')).toBe('2026-06-02T02:00:00.000Z');
  expect(due(daily('22:00'), lastGood, 'Asia/Tokyo')).toBe('2026-06-02T13:00:00.000Z');
});

test('a changed schedule counts from the same good run', () => {
  const lastGood = good('2026-06-01T22:00:10+02:00');
  const noon = new Date('2026-06-02T12:00+02:00');
  expect(isDue(daily('22:00'), lastGood, noon, BERLIN)).toBe(false);
  expect(isDue(hours(24), lastGood, noon, BERLIN)).toBe(false);
  expect(isDue(hours(6), lastGood, noon, BERLIN)).toBe(true);
  // 08:00 has gone by since then.
  expect(isDue(daily('08:00'), lastGood, noon, BERLIN)).toBe(true);
  expect(isDue({ kind: 'weekly', on: 'sunday', at: '22:00' }, lastGood, noon, BERLIN)).toBe(false);
});

test('two weeks off lead to exactly one catch-up', () => {
  const history = [record('completed', '2026-06-01T22:00:10+02:00')];
  const started: string[] = [];
  for (
    let now = Date.parse('2026-06-15T09:00+02:00');
    now < Date.parse('2026-06-15T21:59+02:00');
    now += 900_000
  ) {
    if (!isDue(daily('22:00'), lastGoodOf(history), new Date(now), BERLIN)) continue;
    started.push(new Date(now).toISOString());
    history.push(record('completed', new Date(now).toISOString()));
  }
  expect(started).toEqual(['2026-06-15T07:00:00.000Z']);
});

describe('whatever happens in some weeks', () => {
  const zones = fc.constantFrom(BERLIN, 'America/New_York', 'Australia/Lord_Howe', 'UTC', 'Asia/Kathmandu');
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
  // Across a change of the clocks, in spring or autumn.
  const from = fc.constantFrom(
    '2026-03-01T00:00Z',
    '2026-03-25T00:00Z',
    '2026-10-01T00:00Z',
    '2026-10-20T00:00Z',
  );
  const looks = fc.array(
    fc.record({
      // Up to two days asleep, or the timer's quarter of an hour.
      after: fc.oneof(
        { weight: 4, arbitrary: fc.constant(15 * 60_000) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 2 * DAY_MS }) },
      ),
      result: fc.constantFrom('completed', 'completed', 'partial', 'failed', 'skipped', 'cancelled' as const),
    }),
    { maxLength: 300 },
  );

  test('daily: never two good runs of one day, and one as soon as there is an occasion', () => {
    fc.assert(
      fc.property(zones, time, from, looks, (zone, at, begin, occasions) => {
        let now = Date.parse(begin);
        const history = [record('completed', begin, 0)];
        for (const { after, result } of occasions) {
          now += after;
          const last = lastGoodOf(history);
          const slotPassed = slotsBetween(Date.parse(last?.startedAt ?? ''), now, at, zone) > 0;
          expect(isDue(daily(at), last, new Date(now), zone)).toBe(slotPassed);
          if (slotPassed) history.push(record(result, new Date(now).toISOString(), 0));
        }
      }),
      { numRuns: 50 },
    );
  });

  test('hours: good runs are at least so many hours apart, and come when they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 168 }), looks, (every, occasions) => {
        let now = Date.parse('2026-03-25T00:00Z');
        let lastGood = now;
        const history = [record('completed', new Date(now).toISOString(), 0)];
        for (const { after, result } of occasions) {
          now += after;
          const elapsed = now - lastGood >= every * HOUR_MS;
          expect(isDue(hours(every), lastGoodOf(history), new Date(now), 'UTC')).toBe(elapsed);
          if (!elapsed) continue;
          history.push(record(result, new Date(now).toISOString(), 0));
          if (result === 'completed' || result === 'partial') lastGood = now;
        }
      }),
      { numRuns: 200 },
    );
  });
});

/**
 * How many slots lie in (from, to], found in another way than the code does: by looking at the wall clock every minute.
 * A minute that the clock jumps over counts at the first one behind it; one that comes twice counts the first time.
 */
function slotsBetween(from: number, to: number, at: string, zone: string): number {
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  const wanted = hour * 60 + minute;
  const wall = (instant: number): { day: string; minutes: number } => {
    const time = wallTimeOf(new Date(instant), zone);
    return { day: `${time.year}-${time.month}-${time.day}`, minutes: time.hour * 60 + time.minute };
  };
  let slots = 0;
  // From the day before: whether this day's slot has been already is only known from its beginning.
  let seenOn = '';
  let before = wall(Math.floor(from / 60_000) * 60_000 - DAY_MS);
  for (let instant = Math.floor(from / 60_000) * 60_000 - DAY_MS; instant <= to; instant += 60_000) {
    const now = wall(instant);
    const reached =
      now.minutes >= wanted && (before.day !== now.day || before.minutes < wanted || now.minutes === wanted);
    if (reached && seenOn !== now.day) {
      seenOn = now.day;
      if (instant > from) slots += 1;
    }
    before = now;
  }
  return slots;
}
