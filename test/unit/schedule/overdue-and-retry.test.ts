import { describe, expect, test } from 'vitest';
import { overdueDays } from '../../../electron/schedule/overdue';
import { isOutstanding, retryAt } from '../../../electron/schedule/retry';
import type { Schedule } from '../../../shared/settings';
import { CUT_SHORT } from '../../../shared/cut-short';
import { record } from './outcomes';

const daily = { kind: 'daily', at: '22:00' } as const satisfies Schedule;
const at = (time: string): Date => new Date(time);

describe('overdue', () => {
  const judge = (
    history: ReturnType<typeof record>[],
    now: string,
    schedule: Schedule = daily,
    overdue = 3,
  ): number | null => overdueDays({ overdueDays: overdue, schedule }, history, at(now));

  test('three days after the last good one, whatever came since', () => {
    const history = [
      record('completed', '2026-06-01T12:00Z', 0),
      ...['2026-06-02T12:00Z', '2026-06-03T12:00Z'].map((time) => record('skipped', time)),
    ];
    expect(judge(history, '2026-06-04T11:59Z')).toBeNull();
    expect(judge(history, '2026-06-04T12:00Z')).toBe(3);
    expect(judge(history, '2026-06-11T12:00Z')).toBe(10);
    expect(judge([...history, record('partial', '2026-06-11T12:00Z')], '2026-06-11T13:00Z')).toBeNull();
  });

  test('never a good one: counted from the first try', () => {
    expect(judge([], '2026-06-04T12:00Z')).toBeNull();
    expect(judge([record('skipped', '2026-06-01T12:00Z')], '2026-06-02T12:00Z')).toBeNull();
    expect(judge([record('failed', '2026-06-01T12:00Z')], '2026-06-04T12:00Z')).toBe(3);
  });

  test('a weekly schedule is not overdue before it is due', () => {
    const history = [record('completed', '2026-06-01T12:00Z', 0)];
    const weekly: Schedule = { kind: 'weekly', on: 'monday', at: '12:00' };
    expect(judge(history, '2026-06-08T13:00Z', weekly)).toBeNull();
    expect(judge(history, '2026-06-09T12:00Z', weekly)).toBe(8);
    expect(judge(history, '2026-06-05T12:00Z', { kind: 'hours', every: 72 })).toBe(4);
    expect(judge(history, '2026-06-02T12:00Z', { kind: 'off' }, 1)).toBe(1);
  });

  test('a good one from the future is of an unknown age, and overdue', () => {
    const ahead = record('completed', '2027-06-01T12:00Z');
    const days = Array.from({ length: 39 }, (_, day) => record('failed', `2026-06-01T12:00Z`, day * 24 * 60));
    expect(judge([ahead], '2026-06-04T12:00Z')).toBe(0);
    expect(judge([ahead, ...days], '2026-07-10T13:00Z')).toBe(39);
    const before = record('completed', '2026-06-01T12:00Z', 0);
    expect(judge([before, ahead], '2026-06-02T12:00Z')).toBe(1);
    // A clock that is corrected by a little was not wrong, and a good one that follows settles it.
    expect(judge([record('completed', '2026-06-04T12:03Z', 0)], '2026-06-04T12:00Z')).toBeNull();
    expect(judge([ahead, record('completed', '2026-06-04T11:00Z')], '2026-06-04T12:00Z')).toBeNull();
  });

  test('a snapshot in which a folder collapsed is no good one', () => {
    const made = record('completed', '2026-06-05T12:00Z');
    const snapshot = '2026-06-05T120000Z';
    const collapsed = (code: 'root-empty' | 'touched', heldSince: string | null): typeof made =>
      ({
        ...made,
        acknowledged: {
          ...{ snapshot, base: null, vanished: 0, unreadable: { count: 0, paths: [] } },
          totals: { files: 0, bytes: 0, transferredFiles: 0, transferredBytes: 0, seconds: 0 },
          alarm: { signs: [{ code, count: 900 }], snapshot, reference: '2026-06-01T120000Z', heldSince },
        },
      }) as typeof made;
    const history = [record('completed', '2026-06-01T12:00Z', 0)];
    expect(judge([...history, collapsed('root-empty', made.finishedAt)], '2026-06-05T13:00Z')).toBe(4);
    expect(judge([...history, collapsed('touched', null)], '2026-06-05T13:00Z')).toBeNull();
  });
});

describe('the next try', () => {
  const failed = record('failed', '2026-06-01T12:00Z', 0);

  test('waits longer after each failure, four hours at most', () => {
    const minutes = [1, 2, 3, 5, 9].map((count) => {
      const retry = retryAt(
        Array.from({ length: count }, () => failed),
        at('2026-06-01T12:00Z'),
      );
      return (Number(retry) - Date.parse('2026-06-01T12:00Z')) / 60_000;
    });
    expect(minutes).toEqual([15, 30, 60, 240, 240]);
  });

  test('a cancelled one waits as well; a skip, or a good one, does not', () => {
    const now = at('2026-06-01T12:01Z');
    expect(retryAt([record('cancelled', '2026-06-01T12:00Z', 0)], now)).toEqual(at('2026-06-01T12:15Z'));
    expect(retryAt([record('skipped', '2026-06-01T12:00Z')], now)).toBeUndefined();
    expect(retryAt([failed, record('completed', '2026-06-01T12:00Z', 0)], now)).toBeUndefined();
    expect(retryAt([], now)).toBeUndefined();
  });

  test('one that the machine has cut short is outstanding, through skips, until there was another try', () => {
    const cutShort = { ...record('cancelled', '2026-06-01T12:00Z', 0), reason: CUT_SHORT.sleep };
    expect(isOutstanding([cutShort])).toBe(true);
    expect(retryAt([cutShort], at('2026-06-01T12:01Z'))).toBeUndefined();
    expect(isOutstanding([cutShort, record('skipped', '2026-06-01T13:00Z')])).toBe(true);
    for (const result of ['completed', 'partial', 'failed', 'cancelled'] as const)
      expect(isOutstanding([cutShort, record(result, '2026-06-01T13:00Z')])).toBe(false);
    expect(isOutstanding([])).toBe(false);
  });

  test('a try from the future, by a clock that was set back, holds nothing up', () => {
    expect(retryAt([record('failed', '2029-06-01T12:00Z')], at('2026-06-01T12:00Z'))).toBeUndefined();
  });
});
