import { describe, expect, it } from 'vitest';
import { NO_TIMES, timesAfter } from '../../renderer/engine/phase-times';
import { groupByFolder } from '../../renderer/history/group-by-folder';
import { parseLog } from '../../renderer/history/parse-log';
import { meaningOf } from '../../renderer/home/meaning';
import { draftOf, scheduleOf } from '../../renderer/settings/schedule-draft';
import type { Schedule } from '../../shared/settings';
import { NOW, running, STATES } from '../helpers/sample-states';

describe('a schedule that is being written', () => {
  const schedules: Schedule[] = [
    { kind: 'off' },
    { kind: 'hours', every: 168 },
    { kind: 'daily', at: '00:00' },
    { kind: 'weekly', on: 'monday', at: '23:59' },
  ];
  it.each(schedules)('%o comes out as it went in', (schedule) => {
    expect(scheduleOf(draftOf(schedule))).toEqual(schedule);
  });

  it.each(['', '0', '169', '1.5', '-1', 'six', '1e2'])('"%s" hours are none', (every) => {
    expect(scheduleOf({ ...draftOf({ kind: 'off' }), kind: 'hours', every })).toBeUndefined();
  });

  it.each(['', '24:00', '9:00', '09:60'])('"%s" is no time', (at) => {
    expect(scheduleOf({ ...draftOf({ kind: 'off' }), kind: 'daily', at })).toBeUndefined();
  });
});

describe('the times of a run', () => {
  const at = (second: number): Date => new Date(NOW.getTime() + second * 1000);

  it('are those of the phases that were seen to begin', () => {
    const preparing = running({ phase: 'preparing' });
    const calling = running({ phase: 'calling' });
    const first = timesAfter(null, NO_TIMES, preparing, at(0));
    const second = timesAfter(preparing, first, calling, at(1));
    const same = timesAfter(calling, second, running({ phase: 'calling', secondsLeft: 3 }), at(2));
    expect([...same]).toEqual([
      ['preparing', at(0)],
      ['calling', at(1)],
    ]);
    expect(timesAfter(calling, same, null, at(3))).toBe(NO_TIMES);
  });

  it('are not kept for another run', () => {
    const times = timesAfter(null, NO_TIMES, running({ phase: 'calling' }), at(0));
    const next = timesAfter(
      running({ phase: 'calling' }),
      times,
      running({ pid: 9, phase: 'preparing' }),
      at(9),
    );
    expect([...next]).toEqual([['preparing', at(9)]]);
  });
});

it('unreadable paths are grouped by folder, the top one included', () => {
  expect(groupByFolder(['/a', '/srv/x', '/srv/y', '/b'])).toEqual([
    { path: '/', names: ['a', 'b'] },
    { path: '/srv', names: ['x', 'y'] },
  ]);
});

it('a log line without a time is kept as it is, an empty last line is not', () => {
  const lines = parseLog('2026-11-22T18:30:00.000Z sshd: hello\n(the log is full; the rest is left out)\n');
  expect(lines.map(({ words }) => words)).toEqual(['sshd: hello', '(the log is full; the rest is left out)']);
  expect(lines[0]?.at).toEqual(NOW);
});

it('loud meanings win over quiet ones', () => {
  const now = NOW.getTime();
  expect(meaningOf({ ...STATES.overdue, pausedUntil: STATES.paused.pausedUntil }, now)).toBe('overdue');
  expect(meaningOf({ ...STATES.failed, pausedUntil: STATES.paused.pausedUntil }, now)).toBe('failed');
  expect(meaningOf({ ...STATES.attention, nextDue: STATES.due.nextDue }, now)).toBe('gaps');
  expect(meaningOf({ ...STATES.failed, lastGood: null }, now)).toBe('never');
});
