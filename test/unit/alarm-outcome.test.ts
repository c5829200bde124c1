/** What a backup that looks wrong is on the laptop: on record, loud, and good for nothing but itself. */
import { describe, expect, test } from 'vitest';
import { describeOutcome } from '../../electron/cli/describe-outcome';
import { decideNotice } from '../../electron/notify/decide-notice';
import { lastGoodOf, lastMadeOf } from '../../electron/history/history';
import { overdueDays } from '../../electron/schedule/overdue';
import { retryAt } from '../../electron/schedule/retry';
import type { Alarm } from '../../shared/alarm';
import { mainSignOf } from '../../shared/describe-alarm';
import { exitCodeOf, isGood, type Outcome } from '../../shared/outcome';
import { ENGLISH } from '../helpers/spoken';
import { good, NOW, partial } from './shell/states';

const SNAPSHOT = '2026-03-10T110000Z';
const ALARM: Alarm = {
  signs: [
    { code: 'extension-gone', count: 300, of: 300, name: '.odt' },
    { code: 'root-empty', count: 1250, of: 1250, name: '/home/u/data' },
  ],
  ...{ snapshot: SNAPSHOT, reference: '2026-03-09T110000Z', heldSince: '2026-03-10T11:00:10.000Z' },
};

function withAlarm(outcome: Outcome, change: Partial<Alarm> = {}): Outcome {
  if (outcome.result !== 'completed' && outcome.result !== 'partial') throw new Error('no snapshot');
  if (outcome.acknowledged === undefined) throw new Error('no figures');
  const acknowledged = { ...outcome.acknowledged, snapshot: SNAPSHOT, alarm: { ...ALARM, ...change } };
  return { ...outcome, acknowledged };
}

describe('a backup that looks wrong', () => {
  test('ends with 4, whether or not it has gaps', () => {
    expect(exitCodeOf(withAlarm(good(1)))).toBe(4);
    expect(exitCodeOf(withAlarm(partial(1, 2)))).toBe(4);
    expect(exitCodeOf(withAlarm(good(1), { heldSince: null }))).toBe(4);
  });

  test('is no good backup where it is held; a later one, or one that is only noticed, is', () => {
    expect(isGood(withAlarm(good(1)))).toBe(false);
    expect(isGood(withAlarm(good(1), { snapshot: '2026-03-09T230000Z' }))).toBe(true);
    expect(isGood(withAlarm(good(1), { heldSince: null }))).toBe(true);
  });

  test('lets the age of the last good one go on until that is overdue, and is not made again for it', () => {
    const before = good(5 * 24);
    const history = [before, withAlarm(good(30)), withAlarm(good(6))];
    const now = new Date(NOW);
    expect(lastGoodOf(history)).toBe(before);
    expect(lastMadeOf(history)).toBe(history[2]);
    expect(overdueDays({ overdueDays: 3, schedule: { kind: 'daily', at: '22:00' } }, history, now)).toBe(5);
    expect(retryAt(history, now)).toBeUndefined();
  });

  test('is said in the terminal, with what was done about it and both answers', () => {
    expect(describeOutcome(ENGLISH, withAlarm(good(1))).slice(1)).toEqual([
      'This backup looks wrong, compared with 2026-03-09T110000Z:',
      '  300 of 300 .odt files are gone',
      '  All 1,250 files in /home/u/data are gone',
      'Nothing older is deleted until this is settled.',
      'If that was you, say so where the backups are: latchkey-host --release --store DIR --machine NAME',
      'If not: your files as they were are in 2026-03-09T110000Z.',
    ]);
  });

  test('says names that are safe for a terminal', () => {
    const signs = [{ code: 'same-new-file' as const, count: 60, name: 'a\u001b[2Jb\u202etxt\n' }];
    const [, , line] = describeOutcome(ENGLISH, withAlarm(good(1), { signs }));
    expect(line).toMatch(/^[\x20-\x7e]+$/);
  });

  test('is told once, critically, and again where a notice became a hold', () => {
    const told = new Set<string>();
    const tell = (outcome: Outcome): string | undefined => {
      const notice = decideNotice({
        outcome,
        history: [outcome],
        overdueDays: null,
        told,
        now: new Date(NOW),
      });
      if (notice !== undefined) told.add(notice.cause);
      return notice?.urgency;
    };
    expect(tell(withAlarm(good(9), { heldSince: null }))).toBe('critical');
    expect(tell(withAlarm(good(8), { heldSince: null, snapshot: '2026-03-10T120000Z' }))).toBeUndefined();
    expect(tell(withAlarm(good(7)))).toBe('critical');
    expect(tell(withAlarm(good(6)))).toBeUndefined();
  });
});

test('the sign that says most comes first', () => {
  expect(mainSignOf(ALARM).code).toBe('root-empty');
  expect(ENGLISH.words.alarm.sign({ code: 'touched', count: 610, of: 1000 })).toBe(
    '61 % of your files changed',
  );
});
