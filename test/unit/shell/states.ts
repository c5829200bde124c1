/** States of the application for tests: what is not said is a machine that was backed up an hour ago. */
import type { AppState } from '../../../shared/app-state';
import type { Failure } from '../../../shared/failures';
import type { Outcome } from '../../../shared/outcome';
import type { Skip } from '../../../shared/skips';

export const NOW = Date.parse('2026-03-10T12:00:00Z');

const base = (hoursAgo: number) => ({
  schemaVersion: 1 as const,
  id: `run-${hoursAgo}`,
  startedAt: new Date(NOW - hoursAgo * 3_600_000 - 240_000).toISOString(),
  finishedAt: new Date(NOW - hoursAgo * 3_600_000).toISOString(),
  host: 'bak@nas',
  roots: ['/home/u'],
  refused: { commands: 0, reasons: [], peers: [] },
});

export const good = (hoursAgo: number): Outcome => ({
  ...base(hoursAgo),
  result: 'completed',
  acknowledged: acknowledged(0),
});

export const partial = (hoursAgo: number, unreadable: number): Outcome => ({
  ...base(hoursAgo),
  result: 'partial',
  acknowledged: acknowledged(unreadable),
});

export const failed = (hoursAgo: number, failure: Failure): Outcome => ({
  ...base(hoursAgo),
  result: 'failed',
  failure,
});

export const skipped = (hoursAgo: number, skip: Skip): Outcome => ({
  ...base(hoursAgo),
  result: 'skipped',
  skip,
});

function acknowledged(unreadable: number) {
  return {
    snapshot: '2026-03-10T11-00-00Z',
    base: null,
    totals: { files: 9, bytes: 9e9, transferredFiles: 3, transferredBytes: 1.2e9, seconds: 240 },
    unreadable: { count: unreadable, paths: [] },
    vanished: 0,
  };
}

export function stateWith(changes: Partial<AppState> = {}): AppState {
  const last = good(1);
  return {
    setUp: { ok: true, destination: 'nas', host: 'bak@nas', roots: ['/home/u'] },
    destinations: [],
    running: null,
    lastGood: last,
    last,
    lastTry: last,
    alarmed: null,
    pausedUntil: null,
    overdueDays: null,
    nextDue: null,
    tray: 'shown',
    ...changes,
  };
}

export function runningState(running: Partial<NonNullable<AppState['running']>>): AppState {
  return stateWith({
    running: {
      own: true,
      pid: 42,
      startedAt: new Date(NOW).toISOString(),
      backsUp: true,
      phase: 'transferring',
      ...running,
    },
  });
}
