import { describe, expect, test as vitestTest } from 'vitest';
import { decideNotice, putInWords, type DecidedNotice } from '../../../electron/notify/decide-notice';
import type { Notice } from '../../../electron/notify/notice';
import { FAILURES } from '../../../shared/describe-failure';
import type { Failure } from '../../../shared/failures';
import { isGood, type Outcome } from '../../../shared/outcome';
import { fc, test } from '../../helpers/property';
import { ENGLISH } from '../../helpers/spoken';
import { cancelled, completed, doubtful, FAILURE, failed, partial, skipped, UNREACHABLE } from './outcomes';

interface Told {
  outcome: Outcome;
  overdueDays: number | null;
  notice: Notice | undefined;
}

/** What is told of one run after the other. */
function tellAll(runs: readonly (Outcome | [Outcome, number | null])[]): Told[] {
  const told = new Set<string>();
  const history: Outcome[] = [];
  return runs.map((run) => {
    const [outcome, overdueDays] = Array.isArray(run) ? run : [run, null];
    history.push(outcome);
    const decided = decideNotice({ outcome, history, overdueDays, told, now: new Date() });
    const notice = decided && putInWords(decided, ENGLISH);
    if (notice !== undefined) told.add(notice.cause);
    return { outcome, overdueDays, notice };
  });
}

/** Which of the runs are told. */
function tells(...runs: Parameters<typeof tellAll>[0]): boolean[] {
  return tellAll(runs).map(({ notice }) => notice !== undefined);
}

const kindOf = (notice: Pick<Notice, 'cause'> | undefined): unknown =>
  notice === undefined ? undefined : (JSON.parse(notice.cause) as unknown[])[0];

describe('a file that is not what it was', () => {
  vitestTest('is told once, loudly, with its name; others are told again', () => {
    const told = tellAll([doubtful(['/a']), doubtful(['/a']), completed(), doubtful(['/a', '/b'])]);
    expect(told.map(({ notice }) => notice !== undefined)).toEqual([true, false, false, true]);
    expect(told[0]?.notice).toMatchObject({
      urgency: 'critical',
      title: 'A backed-up file is not as it should be',
      body: '1 file in the store is not as backed up.\n/a\nWhat this machine has is fetched again with the next backup.',
    });
  });

  vitestTest('is told of each destination, by its name', () => {
    const at = (host: string, destination: string, told: ReadonlySet<string>) => {
      const outcome = { ...doubtful(['/a']), host };
      const question = { outcome, history: [], overdueDays: null, now: new Date() };
      const decided = decideNotice({ ...question, host, destination, told });
      return decided && putInWords(decided, ENGLISH);
    };
    const first = at('/disk', 'disk', new Set());
    expect(first).toMatchObject({ title: 'disk: A backed-up file is not as it should be', host: '/disk' });
    const told = new Set([first?.cause ?? '']);
    expect(at('/disk', 'disk', told)).toBe(undefined);
    expect(at('nas', 'nas', told)).toMatchObject({ destination: 'nas' });
  });
});

describe('a failure', () => {
  vitestTest.each([
    ['is told once', [failed(), failed(), failed()], [true, false, false]],
    ['is told again after a completed run', [failed(), completed(), failed()], [true, false, true]],
    ['and after a partial one', [partial(), failed(), partial(), failed()], [true, true, false, true]],
    [
      'stays told over a cancelled and a skipped one',
      [failed(), cancelled(), skipped(), failed()],
      [true, false, false, false],
    ],
    ['another one is told', [failed(), failed(UNREACHABLE), failed()], [true, true, false]],
    [
      'with other words for the same is not',
      [failed(UNREACHABLE), failed({ code: 'host-unreachable', detail: 'timed out' })],
      [true, false],
    ],
    [
      'with another directory is another',
      ['/a', '/b', '/a'].map((root) => failed({ code: 'root-unreadable', root, detail: 'no' })),
      [true, true, false],
    ],
    [
      'with another program is another',
      ['rsync', 'sshd'].map((program) => failed({ code: 'program-missing', program, package: 'p' })),
      [true, true],
    ],
    ['at another host is another', [failed(), { ...failed(), host: 'other' }], [true, true]],
  ] as [string, Outcome[], boolean[]][])('%s', (_, runs, expected) => {
    expect(tells(...runs)).toEqual(expected);
  });

  vitestTest('is as loud as its severity', () => {
    const urgency = (failure: Failure): string | undefined => tellAll([failed(failure)])[0]?.notice?.urgency;
    expect(urgency(FAILURE)).toBe('critical');
    expect(urgency(UNREACHABLE)).toBe('normal');
    expect(FAILURES['host-unreachable'].severity).toBe('attention');
  });

  vitestTest('offers another try', () => {
    expect(tellAll([failed()])[0]?.notice?.buttons).toEqual([
      { action: 'show', label: 'Show' },
      { action: 'try-again', label: 'Try again' },
    ]);
  });
});

describe('gaps', () => {
  vitestTest.each([
    ['are told the first time only', [partial(), partial(['/b']), partial()], [true, false, false]],
    ['are told again after a run without', [partial(), completed(), partial()], [true, false, true]],
    ['are not told again after a failure', [partial(), failed(), partial()], [true, true, false]],
  ] as [string, Outcome[], boolean[]][])('%s', (_, runs, expected) => {
    expect(tells(...runs)).toEqual(expected);
  });

  vitestTest('are shown, and not tried again', () => {
    expect(tellAll([partial()])[0]?.notice).toMatchObject({
      buttons: [{ action: 'show', label: 'Show' }],
      urgency: 'normal',
    });
  });
});

describe('an overdue backup', () => {
  vitestTest('is told once, after a skip as well, and again only after a good run', () => {
    const told = tellAll([
      completed(),
      [skipped(), 4],
      [skipped(), 9],
      completed(),
      [skipped(), null],
      [skipped(), 4],
    ]);
    expect(told.map(({ notice }) => kindOf(notice))).toEqual([
      undefined,
      'overdue',
      undefined,
      undefined,
      undefined,
      'overdue',
    ]);
  });

  vitestTest('is told after the failure that is new, not in its place', () => {
    const told = tellAll([completed(), [failed(), 4], [failed(), 4], [failed(), 5]]);
    expect(told.map(({ notice }) => kindOf(notice))).toEqual([undefined, 'failed', 'overdue', undefined]);
  });

  vitestTest('is over with a good run, whatever was counted before it', () => {
    expect(tells([completed(), 4], [partial(), 4])).toEqual([false, true]);
    expect(kindOf(tellAll([[partial(), 4]])[0]?.notice)).toBe('partial');
  });

  vitestTest('is told where only time has passed', () => {
    const history = [completed()];
    const notice = decideNotice({
      outcome: undefined,
      history,
      overdueDays: 3,
      told: new Set(),
      now: new Date(),
    });
    expect(kindOf(notice)).toBe('overdue');
  });
});

vitestTest('who asks later, and sees more of the history, gets the same name', () => {
  const outcome = failed();
  const earlier = [completed(), outcome];
  const ask = (history: Outcome[]): DecidedNotice | undefined =>
    decideNotice({ outcome, history, overdueDays: null, told: new Set(), now: new Date() });
  expect(ask([...earlier, completed(), failed(UNREACHABLE)])?.cause).toBe(ask(earlier)?.cause);
  // The history could not be written, or is not yet.
  expect(ask(earlier.slice(0, 1))?.cause).toBe(ask(earlier)?.cause);
});

const anyRun = fc.oneof(
  fc.constant(null).map(() => completed()),
  fc.constant(null).map(() => partial()),
  fc.constant(null).map(() => cancelled()),
  fc.constant(null).map(() => skipped()),
  fc.constantFrom(FAILURE, UNREACHABLE).map((failure) => failed(failure)),
);
const anyRuns = fc.array(fc.tuple(anyRun, fc.constantFrom(null, 4, 9)), { maxLength: 30 });

/** The one failure or gap behind a notice, without the run that it came after. */
const withoutEpisode = (notice: Notice): string =>
  JSON.stringify((JSON.parse(notice.cause) as unknown[]).slice(0, -1));

describe('whatever happens', () => {
  test.prop([anyRuns])('nothing is told twice without a good run between', (runs) => {
    let told = new Set<string>();
    for (const { outcome, notice } of tellAll(runs)) {
      // Only a run without gaps makes gaps news again.
      if (isGood(outcome)) told = new Set([...told].filter((cause) => cause.startsWith('["partial"')));
      if (outcome.result === 'completed') told = new Set();
      if (notice === undefined) continue;
      expect(told).not.toContain(withoutEpisode(notice));
      told.add(withoutEpisode(notice));
    }
  });

  test.prop([anyRuns])('a cancelled run is never told, and a skipped one only as overdue', (runs) => {
    for (const { outcome, overdueDays, notice } of tellAll(runs)) {
      if (outcome.result === 'cancelled' || outcome.result === 'completed') expect(notice).toBeUndefined();
      if (outcome.result === 'skipped' && notice !== undefined) {
        expect(kindOf(notice)).toBe('overdue');
        expect(overdueDays).not.toBeNull();
      }
    }
  });

  test.prop([anyRuns])('the first failure after a good run is told', (runs) => {
    let fresh = true;
    for (const { outcome, notice } of tellAll(runs)) {
      if (fresh && outcome.result === 'failed') expect(kindOf(notice)).toBe('failed');
      if (isGood(outcome)) fresh = true;
      else if (outcome.result === 'failed') fresh = false;
    }
  });
});
