import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoWeek, localCalendar, type Calendar } from '../../../host/keep/calendar';
import { PERIODS, type KeepPolicy } from '../../../shared/keep-policy';
import { chooseKept, type KnownSnapshot } from '../../../host/keep/retention';
import { formatSnapshotName } from '../../../shared/snapshot-name';

function calendarOf(timeZone: string): Calendar {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  return (time) => {
    const part = (type: string): number =>
      Number(format.formatToParts(time).find((found) => found.type === type)?.value);
    return { year: part('year'), month: part('month'), day: part('day') };
  };
}

const utc = calendarOf('UTC');
const berlin = calendarOf('Europe/Berlin');

function snapshotsAt(...times: string[]): KnownSnapshot[] {
  return times.map((text) => ({ name: text, time: new Date(text) }));
}

function kept(times: string[], policy: KeepPolicy, calendar = utc, safe: string[] = []): string[] {
  return [...chooseKept(snapshotsAt(...times), policy, calendar, new Set(safe))].sort();
}

describe('chooseKept', () => {
  it('keeps the newest of each of the last days that have one', () => {
    const times = [
      '2026-03-01T08:00Z',
      '2026-03-01T20:00Z',
      '2026-03-02T08:00Z',
      '2026-03-09T07:00Z',
      '2026-03-09T08:00Z',
    ];
    expect(kept(times, { daily: 2 })).toEqual(['2026-03-02T08:00Z', '2026-03-09T08:00Z']);
    expect(kept(times, { daily: 3 })).toEqual([
      '2026-03-01T20:00Z',
      '2026-03-02T08:00Z',
      '2026-03-09T08:00Z',
    ]);
  });

  it('keeps the newest of each of the last hours, also of the hour that comes twice in autumn', () => {
    const times = [
      '2026-10-24T23:10Z',
      // In Berlin both are half past two.
      '2026-10-25T00:30Z',
      '2026-10-25T01:30Z',
      '2026-10-25T01:50Z',
      '2026-10-25T09:00Z',
    ];
    expect(kept(times, { hourly: 3 }, berlin)).toEqual([
      '2026-10-25T00:30Z',
      '2026-10-25T01:50Z',
      '2026-10-25T09:00Z',
    ]);
    expect(kept(times, { hourly: 1, daily: 2 }, berlin)).toEqual(['2026-10-25T09:00Z']);
  });

  it('joins days, weeks and months', () => {
    const times = [
      '2026-01-15T00:00Z',
      '2026-01-31T00:00Z',
      '2026-02-10T00:00Z',
      '2026-02-22T00:00Z',
      '2026-02-23T00:00Z',
    ];
    expect(kept(times, { daily: 1, weekly: 2, monthly: 2 })).toEqual([
      '2026-01-31T00:00Z',
      '2026-02-22T00:00Z',
      '2026-02-23T00:00Z',
    ]);
  });

  it('counts weeks as ISO 8601 does, across the turn of the year', () => {
    expect(kept(['2026-12-31T00:00Z', '2027-01-01T00:00Z'], { weekly: 9 })).toEqual(['2027-01-01T00:00Z']);
    expect(kept(['2027-01-03T00:00Z', '2027-01-04T00:00Z'], { weekly: 9 })).toHaveLength(2);
  });

  it('goes by local days where the clocks go forward: 23 hours are one day', () => {
    // Berlin, 29 March 2026: 00:30 is 23:30 UTC the day before, 23:30 is 21:30 UTC.
    const times = ['2026-03-28T22:30Z', '2026-03-28T23:30Z', '2026-03-29T21:30Z', '2026-03-29T22:30Z'];
    expect(kept(times, { daily: 9 }, berlin)).toEqual([
      '2026-03-28T22:30Z',
      '2026-03-29T21:30Z',
      '2026-03-29T22:30Z',
    ]);
  });

  it('goes by local days where the clocks go back: 25 hours are one day, and 02:30 comes twice', () => {
    const times = [
      '2026-10-24T22:30Z',
      '2026-10-25T00:30Z',
      '2026-10-25T01:30Z',
      '2026-10-25T22:30Z',
      '2026-10-25T23:30Z',
    ];
    expect(kept(times, { daily: 9 }, berlin)).toEqual(['2026-10-25T22:30Z', '2026-10-25T23:30Z']);
  });

  it('holds where a day comes twice, because the clocks go back at midnight', () => {
    // Newfoundland, 29 October 2006: at 00:01 it is 23:01 of the 28th again.
    const times = ['2006-10-29T02:00Z', '2006-10-29T02:30:30Z', '2006-10-29T03:00Z', '2006-10-29T04:00Z'];
    expect(kept(times, { daily: 9 }, calendarOf('America/St_Johns'))).toEqual([
      '2006-10-29T03:00Z',
      '2006-10-29T04:00Z',
    ]);
  });

  it('keeps what was completed last after a clock that ran ahead was corrected', () => {
    const times = ['2035-01-01T00:00Z', '2026-03-01T00:00Z', '2026-03-02T00:00Z'];
    expect(kept(times, { daily: 1 }, utc, ['2026-03-02T00:00Z'])).toEqual([
      '2026-03-02T00:00Z',
      '2035-01-01T00:00Z',
    ]);
  });
});

const policies = fc.record(
  Object.fromEntries(PERIODS.map((period) => [period, fc.integer({ min: 1, max: 20 })])),
  { requiredKeys: [] },
) as fc.Arbitrary<KeepPolicy>;

const histories = fc
  .uniqueArray(fc.integer({ min: 0, max: 3 * 365 * 24 }), { minLength: 1, maxLength: 80 })
  .map((hours) =>
    hours.map((hour) => {
      const time = new Date(Date.UTC(2024, 0, 1, hour));
      return { name: formatSnapshotName(time), time };
    }),
  );

const calendars = fc
  .constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia', 'Asia/Kathmandu')
  .map(calendarOf);

describe('chooseKept, whatever the history', () => {
  const none = new Set<string>();
  const newestOf = (history: readonly KnownSnapshot[]): string =>
    history.map(({ name }) => name).reduce((a, b) => (a > b ? a : b));

  it('never drops the newest nor a protected one', () => {
    fc.assert(
      fc.property(histories, policies, calendars, fc.nat(), (history, policy, calendar, pick) => {
        const safe = history[pick % history.length]?.name ?? '';
        const names = chooseKept(history, policy, calendar, new Set([safe]));
        expect(names).toContain(newestOf(history));
        expect(names).toContain(safe);
      }),
    );
  });

  it('keeps no more than was asked for, and the newest', () => {
    fc.assert(
      fc.property(histories, policies, calendars, (history, policy, calendar) => {
        const most = PERIODS.reduce((sum, period) => sum + (policy[period] ?? 0), 0);
        expect(chooseKept(history, policy, calendar, none).size).toBeLessThanOrEqual(Math.max(1, most));
      }),
    );
  });

  it('keeps as many days as were asked for, where there are that many', () => {
    fc.assert(
      fc.property(histories, calendars, fc.integer({ min: 1, max: 20 }), (history, calendar, daily) => {
        const days = new Set(history.map(({ time }) => JSON.stringify(calendar(time))));
        expect(chooseKept(history, { daily }, calendar, none).size).toBe(Math.min(daily, days.size));
      }),
    );
  });

  it('drops nothing more when it is asked again', () => {
    fc.assert(
      fc.property(histories, policies, calendars, (history, policy, calendar) => {
        const once = chooseKept(history, policy, calendar, none);
        const left = history.filter(({ name }) => once.has(name));
        expect(chooseKept(left, policy, calendar, none)).toEqual(once);
      }),
    );
  });
});

describe('the calendar', () => {
  it.each([
    [2024, 12, 30, 2025, 1],
    [2026, 12, 31, 2026, 53],
    [2027, 1, 3, 2026, 53],
    [2027, 1, 4, 2027, 1],
    [2021, 1, 1, 2020, 53],
  ])('knows that %i-%i-%i is in week %i/%i', (year, month, day, weekYear, week) => {
    expect(isoWeek({ year, month, day })).toEqual({ year: weekYear, week });
  });

  it('reads the local day', () => {
    expect(localCalendar(new Date(2026, 2, 29, 23, 59))).toEqual({ year: 2026, month: 3, day: 29 });
  });
});
