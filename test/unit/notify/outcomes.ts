/** Outcomes for the decision tests, each with an id of its own. */
import type { Failure } from '../../../shared/failures';
import type { Outcome } from '../../../shared/outcome';
import type { Skip } from '../../../shared/skips';

const TOTALS = { files: 2, bytes: 8, transferredFiles: 1, transferredBytes: 99, seconds: 1 };

export const FAILURE: Failure = { code: 'store-unusable', detail: 'it is read-only' };
export const UNREACHABLE: Failure = { code: 'host-unreachable', detail: 'no route to host' };
const SKIP: Skip = { code: 'power-saver' };

let made = 0;

function base() {
  made += 1;
  return {
    schemaVersion: 1 as const,
    id: `run-${made}`,
    startedAt: '2026-11-20T22:00:00.000Z',
    finishedAt: '2026-11-20T22:04:00.000Z',
    host: 'backup@host',
    roots: ['/home/u'],
    refused: { commands: 0, reasons: [], peers: [] },
  };
}

export const completed = (): Outcome => ({ ...base(), result: 'completed' });
export const cancelled = (): Outcome => ({ ...base(), result: 'cancelled', reason: 'interrupted' });
export const failed = (failure: Failure = FAILURE): Outcome => ({ ...base(), result: 'failed', failure });
export const skipped = (skip: Skip = SKIP): Outcome => ({ ...base(), result: 'skipped', skip });

export function partial(paths: string[] = ['/home/u/a'], count = paths.length): Outcome {
  return {
    ...base(),
    result: 'partial',
    acknowledged: {
      ...{ snapshot: '2026-11-20T220000Z', base: null, totals: TOTALS, vanished: 0 },
      unreadable: { count, paths },
    },
  };
}

/** Completed, and the host has found files in the store that are not what they were. */
export function doubtful(paths: string[]): Outcome {
  return {
    ...base(),
    result: 'completed',
    acknowledged: {
      ...{ snapshot: '2026-11-20T220000Z', base: null, totals: TOTALS, vanished: 0 },
      unreadable: { count: 0, paths: [] },
      verified: { since: null, bad: { count: paths.length, paths }, healed: 0 },
    },
  };
}
