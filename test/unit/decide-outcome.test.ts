import { expect, test } from 'vitest';
import { decideOutcome, type RunFacts } from '../../electron/run/decide-outcome';
import type { DoneReport } from '../../shared/report';

const NOTHING: RunFacts = {
  stopped: undefined,
  call: undefined,
  done: undefined,
  hostFailure: undefined,
  earlyFailure: undefined,
  letIn: false,
  transfersStarted: 0,
  transferStatuses: [],
  refusedReasons: [],
};

const DONE: DoneReport = {
  type: 'done',
  snapshot: '2026-11-22T200000Z',
  totals: { files: 2, bytes: 8, transferredFiles: 1, transferredBytes: 99, seconds: 1 },
  unreadable: { count: 0, paths: [] },
  vanished: 0,
  dryRun: false,
};

const ended = (status: number | null): RunFacts['call'] => ({
  status,
  failure: { code: 'host-failed', status: status ?? 0, detail: 'it said so' },
});
const transferred: Partial<RunFacts> = { letIn: true, transfersStarted: 1, transferStatuses: [0] };

test('an acknowledged snapshot is a completed backup', () => {
  const ending = decideOutcome({
    ...NOTHING,
    ...transferred,
    done: { report: DONE, base: 'b' },
    call: ended(0),
  });
  expect(ending).toMatchObject({ result: 'completed', acknowledged: { snapshot: DONE.snapshot, base: 'b' } });
});

test('with unreadable files it is partial', () => {
  const report = { ...DONE, unreadable: { count: 1, paths: ['x'] } };
  expect(decideOutcome({ ...NOTHING, done: { report, base: null }, call: ended(0) }).result).toBe('partial');
});

test('a cancel that comes after the acknowledgement does not unmake the snapshot', () => {
  const ending = decideOutcome({
    ...NOTHING,
    done: { report: DONE, base: null },
    stopped: { kind: 'cancelled', reason: 'interrupted' },
  });
  expect(ending.result).toBe('completed');
});

test('a cancel wins over the failures that it causes', () => {
  const ending = decideOutcome({
    ...NOTHING,
    stopped: { kind: 'cancelled', reason: 'interrupted' },
    hostFailure: { code: 'transfer-interrupted', detail: 'gone' },
    call: ended(null),
  });
  expect(ending).toEqual({ result: 'cancelled', reason: 'interrupted' });
});

test("the guard's refusal is the cause, the host's failure its consequence", () => {
  const ending = decideOutcome({
    ...NOTHING,
    letIn: true,
    refusedReasons: ['it would write here'],
    hostFailure: { code: 'transfer-interrupted', detail: 'gone' },
    call: ended(1),
  });
  expect(ending).toEqual({
    result: 'failed',
    failure: { code: 'commands-refused', reasons: ['it would write here'] },
  });
});

test("the host's own failure is passed on", () => {
  const ending = decideOutcome({
    ...NOTHING,
    ...transferred,
    hostFailure: { code: 'store-full' },
    call: ended(1),
  });
  expect(ending).toEqual({ result: 'failed', failure: { code: 'store-full' } });
});

test.each([
  [0, 'completed'],
  [24, 'completed'],
  [23, 'partial'],
  [11, 'failed'],
])('the original script, which reports nothing: status %i after a transfer is %s', (status, result) => {
  expect(decideOutcome({ ...NOTHING, ...transferred, call: ended(status) }).result).toBe(result);
});

test('status 0 of a host that never read anything is no backup', () => {
  expect(decideOutcome({ ...NOTHING, call: ended(0) })).toEqual({
    result: 'failed',
    failure: { code: 'not-acknowledged' },
  });
  // Nor is one where the guard's rsync did not come to a good end.
  const broken = { ...NOTHING, letIn: true, transfersStarted: 1, transferStatuses: [12], call: ended(0) };
  expect(decideOutcome(broken).result).toBe('failed');
});

test('a call that breaks while the host reads is an interrupted transfer', () => {
  const call = { status: 255, failure: { code: 'host-unreachable', detail: 'timed out' } } as const;
  expect(decideOutcome({ ...NOTHING, letIn: true, transfersStarted: 1, call })).toEqual({
    result: 'failed',
    failure: { code: 'transfer-interrupted', detail: 'timed out' },
  });
});

test('nothing seen at all is never a backup', () => {
  expect(decideOutcome(NOTHING).result).toBe('failed');
});
