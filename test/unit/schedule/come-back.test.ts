import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { askAgainInTime } from '../../../electron/main/ask-again';
import { askAgainAt, comeBackAt, timesSentAway } from '../../../electron/schedule/come-back';
import type { AppState } from '../../../shared/app-state';
import type { Outcome } from '../../../shared/outcome';
import { record } from './outcomes';

const at = (time: string): Date => new Date(time);
const sentAway = (until: string, id = 'sent away'): Outcome => ({
  ...record('skipped', '2026-06-01T12:00Z'),
  ...{ id, result: 'skipped', skip: { code: 'host-busy', until } },
});

describe('a host that was busy', () => {
  const until = '2026-06-01T12:12:00.000Z';

  test('is asked after the time that it said, and up to half as long again', () => {
    const now = at('2026-06-01T12:00Z');
    expect(comeBackAt(600, 0, now, 0)).toEqual(at('2026-06-01T12:10Z'));
    expect(comeBackAt(600, 0, now, 1)).toEqual(at('2026-06-01T12:15Z'));
    const times = new Set(Array.from({ length: 20 }, () => comeBackAt(600, 0, now).getTime()));
    expect(times.size).toBeGreaterThan(1);
  });

  test('is asked no sooner than is good for the laptop, and less often each time that it was in vain', () => {
    const now = at('2026-06-01T12:00Z');
    const minutes = (seconds: number, before: number): number =>
      (comeBackAt(seconds, before, now, 0).getTime() - now.getTime()) / 60_000;
    expect([0, 1, 2, 3, 4, 5, 100].map((before) => minutes(1, before))).toEqual([5, 10, 20, 40, 60, 60, 60]);
    expect(minutes(86_400, 0)).toBe(24 * 60);
  });

  test('has sent it away as often as it says so in a row', () => {
    const [skipped, failed] = (['skipped', 'failed'] as const).map((result) =>
      record(result, '2026-06-01T12:01Z'),
    );
    expect(timesSentAway([])).toBe(0);
    expect(timesSentAway([sentAway(until), sentAway(until)])).toBe(2);
    if (skipped === undefined || failed === undefined) throw new Error('no records');
    expect(timesSentAway([sentAway(until), failed, sentAway(until), skipped, sentAway(until), skipped])).toBe(
      2,
    );
    expect(timesSentAway([sentAway(until), failed, skipped])).toBe(0);
  });

  test('is asked again, through other skips, until there was another try', () => {
    const now = at('2026-06-01T12:01Z');
    expect(askAgainAt([sentAway(until)], now)).toEqual(at(until));
    expect(askAgainAt([sentAway(until), record('skipped', '2026-06-01T12:01Z')], now)).toEqual(at(until));
    for (const result of ['completed', 'partial', 'failed', 'cancelled'] as const)
      expect(askAgainAt([sentAway(until), record(result, '2026-06-01T12:01Z')], now)).toBeUndefined();
    expect(askAgainAt([], now)).toBeUndefined();
  });

  test('is asked at once where the time is that of a clock that was wrong', () => {
    const now = at('2026-06-01T12:01Z');
    expect(askAgainAt([sentAway('2029-06-01T12:00:00.000Z')], now)).toEqual(now);
  });
});

/** With a destination for each newest record. */
const stateOf = (...newest: Outcome[]): AppState =>
  ({ destinations: newest.map((last) => ({ last })) }) as unknown as AppState;

describe('the application', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: at('2026-06-01T12:00Z') });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('asks once for each word of the host, in time, and not when something else came', () => {
    let state = stateOf();
    let tell: (next: AppState) => void = () => undefined;
    const asked: string[] = [];
    const stop = askAgainInTime({
      state: {
        get: () => state,
        subscribe: (listener) => {
          tell = listener;
          return () => true;
        },
      },
      runs: {
        startIfDue: () => {
          asked.push(new Date().toISOString());
        },
      },
    });
    const change = (...last: Outcome[]): void => {
      state = stateOf(...last);
      tell(state);
    };
    change(sentAway('2026-06-01T12:12:00.000Z'));
    // Other news with the same record.
    tell(state);
    vi.advanceTimersByTime(11 * 60_000);
    expect(asked).toEqual([]);
    vi.advanceTimersByTime(60 * 60_000);
    expect(asked).toEqual(['2026-06-01T12:12:00.000Z']);
    change(sentAway('2026-06-01T13:30:00.000Z', 'again'));
    change(record('completed', '2026-06-01T13:20Z'));
    vi.advanceTimersByTime(3_600_000);
    change(sentAway('2026-06-01T14:40:00.000Z', 'once more'));
    // Of two destinations each in its time.
    const nas = sentAway('2026-06-01T14:40:00.000Z', 'once more');
    change(nas, sentAway('2026-06-01T14:50:00.000Z', 'attic'));
    vi.advanceTimersByTime(45 * 60_000);
    expect(asked.slice(1)).toEqual(['2026-06-01T14:40:00.000Z', '2026-06-01T14:50:00.000Z']);
    change(nas, sentAway('2026-06-01T15:40:00.000Z', 'attic, again'));
    stop();
    vi.advanceTimersByTime(3_600_000);
    expect(asked).toHaveLength(3);
  });
});
