import { describe, expect, it } from 'vitest';
import { groupByFolder, nameOf } from '../../renderer/history/group-by-folder';
import { parseLog } from '../../renderer/history/parse-log';
import { meaningOf } from '../../renderer/home/meaning';
import type { Schedule } from '../../shared/settings';
import { scheduleForm, type ScheduleDraft } from '../../shared/settings-parts/schedule';
import { NOW, STATES } from '../helpers/sample-states';

describe('a schedule that is being written', () => {
  const draftOf = (schedule: Schedule): ScheduleDraft => scheduleForm.encode(schedule);
  const scheduleOf = (draft: ScheduleDraft): Schedule | undefined => scheduleForm.safeDecode(draft).data;
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

it('unreadable paths are grouped by folder, the top one included', () => {
  const gaps = ['/a', '/srv/x', '/srv/y', '/b'].map((path) => ({
    path,
    shown: path,
    isFolder: false,
    rule: null,
  }));
  const folders = groupByFolder(gaps).map(({ path, gaps: found }) => [path, found.map(nameOf)]);
  expect(folders).toEqual([
    ['/', ['a', 'b']],
    ['/srv', ['x', 'y']],
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
