import { expect, test } from 'vitest';
import { decideOutcome, type RunFacts } from '../../electron/run/decide-outcome';
import type { DoneReport } from '../../shared/report';

const NOTHING: RunFacts = {
  roots: ['/home/u'],
  dryRun: false,
  stopped: undefined,
  call: undefined,
  accepted: undefined,
  done: undefined,
  hostFailure: undefined,
  comeBackAt: undefined,
  earlyFailure: undefined,
  letIn: false,
  here: false,
  transfersStarted: 0,
  notStarted: undefined,
  transferEnds: [],
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
const end = (status: number | null, root = '/home/u'): RunFacts['transferEnds'][number] => ({ root, status });
const transferred: Partial<RunFacts> = { letIn: true, transfersStarted: 1, transferEnds: [end(0)] };
const BASE = '2026-11-21T200000Z';
const ACCEPTED: RunFacts['accepted'] = {
  ...{ type: 'accepted', machine: 'laptop', snapshot: DONE.snapshot, base: BASE },
  ...{ resumed: false, rsync: '3.2.7' },
};
/** A host that did what it says. */
const TRUE: RunFacts = { ...NOTHING, ...transferred, accepted: ACCEPTED, done: DONE, call: ended(0) };

test('an acknowledged snapshot is a completed backup', () => {
  const ending = decideOutcome(TRUE);
  expect(ending).toMatchObject({
    result: 'completed',
    acknowledged: { snapshot: DONE.snapshot, base: BASE },
  });
});

test('with unreadable files it is partial', () => {
  const done = { ...DONE, unreadable: { count: 1, paths: ['x'] } };
  expect(decideOutcome({ ...TRUE, done, transferEnds: [end(23)] }).result).toBe('partial');
});

test('a cancel that comes after the acknowledgement does not unmake the snapshot', () => {
  const ending = decideOutcome({ ...TRUE, stopped: { kind: 'cancelled', reason: 'interrupted' } });
  expect(ending.result).toBe('completed');
});

test.each([0, 23, 24])('rsync’s status %i is a root that was read', (status) => {
  expect(decideOutcome({ ...TRUE, transferEnds: [end(status)] }).result).toBe('completed');
});

test('a root may be asked for again, and how that ends spoils nothing', () => {
  const transferEnds = [end(0), end(12), end(null)];
  expect(decideOutcome({ ...TRUE, transfersStarted: 3, transferEnds }).result).toBe('completed');
});

test.each<[string, Partial<RunFacts>, string[]]>([
  ['of a host that never came', { letIn: false, transferEnds: [] }, ['never-connected', 'not-read']],
  ['of a host that came and read nothing', { transferEnds: [] }, ['not-read']],
  ['of a host that broke off', { transferEnds: [end(12), end(null), end(20)] }, ['not-read']],
  ['without an announcement', { accepted: undefined }, ['not-announced']],
  ['of another snapshot', { accepted: { ...ACCEPTED, snapshot: BASE } }, ['not-announced']],
  ['of a dry run, in a backup', { done: { ...DONE, dryRun: true } }, ['other-purpose']],
  ['of a backup, in a dry run', { dryRun: true }, ['other-purpose']],
  ['of one of two roots', { roots: ['/home/u', '/srv'] }, ['not-read']],
  [
    'even when it is cancelled then',
    { letIn: false, stopped: { kind: 'cancelled', reason: 'x' } },
    ['never-connected'],
  ],
])('"done" %s is no backup, and is told', (_, facts, claims) => {
  expect(decideOutcome({ ...TRUE, ...facts })).toMatchObject({
    result: 'failed',
    failure: { code: 'acknowledgement-false', claims },
  });
});

test('which folders were not read is said', () => {
  const ending = decideOutcome({
    ...TRUE,
    roots: ['/home/u', '/srv', '/data'],
    transferEnds: [end(0, '/srv')],
  });
  expect(ending).toMatchObject({ failure: { roots: ['/home/u', '/data'] } });
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

test('nor is it the running out of its time', () => {
  const ending = decideOutcome({
    ...NOTHING,
    letIn: true,
    refusedReasons: ['it would write here'],
    stopped: { kind: 'failed', failure: { code: 'host-silent', awaited: 'request', seconds: 600 } },
  });
  expect(ending).toMatchObject({ failure: { code: 'commands-refused' } });
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

test('an rsync that could not be started here is no fault of the host', () => {
  const ending = decideOutcome({
    ...NOTHING,
    letIn: true,
    notStarted: 'spawn /usr/bin/rsync EAGAIN',
    hostFailure: { code: 'transfer-interrupted', detail: 'gone' },
    call: ended(1),
  });
  expect(ending).toEqual({
    result: 'failed',
    failure: { code: 'rsync-unusable', detail: 'spawn /usr/bin/rsync EAGAIN' },
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
  const broken = { ...NOTHING, letIn: true, transfersStarted: 1, transferEnds: [end(12)], call: ended(0) };
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

test('what never came to this side is no connection that was lost', () => {
  const lost = 'connection unexpectedly closed (0 bytes received so far) [Receiver]';
  const hostFailure = { code: 'transfer-interrupted', detail: lost } as const;
  expect(decideOutcome({ ...NOTHING, accepted: ACCEPTED, hostFailure })).toEqual({
    result: 'failed',
    failure: { code: 'program-not-started', program: 'guard.mjs', detail: lost },
  });
  expect(decideOutcome({ ...NOTHING, letIn: true, accepted: ACCEPTED, hostFailure })).toEqual({
    ...{ result: 'failed', failure: hostFailure },
  });
  const started = { ...NOTHING, letIn: true, here: true, accepted: ACCEPTED, transfersStarted: 1 };
  expect(decideOutcome({ ...started, hostFailure })).toMatchObject({ failure: hostFailure });
  expect(decideOutcome({ ...started, transfersStarted: 0, hostFailure })).toMatchObject({
    failure: { code: 'program-not-started' },
  });
});

test('a host that is busy with others has neither failed nor backed up', () => {
  const facts: RunFacts = {
    ...NOTHING,
    call: ended(1),
    hostFailure: { code: 'store-busy', machine: 'other machines', seconds: 600 },
  };
  expect(decideOutcome({ ...facts, comeBackAt: '2026-06-01T12:12:00.000Z' })).toEqual({
    result: 'skipped',
    skip: { code: 'host-busy', until: '2026-06-01T12:12:00.000Z' },
  });
  // By a host that does not say when.
  expect(decideOutcome(facts).result).toBe('failed');
});
