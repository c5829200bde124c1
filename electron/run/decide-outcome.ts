/** From what was seen of a run to how it ended. Pure: the one place that may say "backed up". */
import type { Failure } from '../../shared/failures';
import type { Acknowledged } from '../../shared/outcome';
import type { DoneReport } from '../../shared/report';
import type { Skip } from '../../shared/skips';

export interface RunFacts {
  /** The first reason to stop, from whoever gave it. */
  stopped: StopReason | undefined;
  /** The end of the call; absent where it was never made. */
  call: { status: number | null; failure: Failure } | undefined;
  /** What the host of ours reported last. */
  done: { report: DoneReport; base: string | null; store?: string | undefined } | undefined;
  hostFailure: Failure | undefined;
  /** Why the run could not get as far as the call. */
  earlyFailure: Failure | undefined;
  letIn: boolean;
  /** Transfers that the guard started, and the statuses of those that ended. */
  transfersStarted: number;
  transferStatuses: (number | null)[];
  refusedReasons: readonly string[];
}

export type StopReason = { kind: 'cancelled'; reason: string } | { kind: 'failed'; failure: Failure };

export type Ending =
  | { result: 'completed' | 'partial'; acknowledged?: Acknowledged }
  | { result: 'failed'; failure: Failure }
  | { result: 'cancelled'; reason: string };

/** An attempt may end before it comes to a run. */
export type AttemptEnding = Ending | { result: 'skipped'; skip: Skip };

export function endingOf(reason: StopReason): Ending {
  return reason.kind === 'cancelled'
    ? { result: 'cancelled', reason: reason.reason }
    : { result: 'failed', failure: reason.failure };
}

export function decideOutcome(facts: RunFacts): Ending {
  // A snapshot that the host has acknowledged is there, whatever came after.
  if (facts.done !== undefined) return acknowledge(facts.done);
  if (facts.stopped !== undefined) return endingOf(facts.stopped);
  if (facts.earlyFailure !== undefined) return { result: 'failed', failure: facts.earlyFailure };
  // The guard's refusal is the cause; what the host makes of it is a consequence.
  if (facts.refusedReasons.length > 0 && facts.transfersStarted === 0) {
    return {
      result: 'failed',
      failure: { code: 'commands-refused', reasons: facts.refusedReasons.slice(0, 5) },
    };
  }
  if (facts.hostFailure !== undefined) return { result: 'failed', failure: facts.hostFailure };
  return withoutReport(facts);
}

function acknowledge({ report, base, store }: NonNullable<RunFacts['done']>): Ending {
  const { snapshot, totals, unreadable, vanished, alarm, proof, verified } = report;
  return {
    result: unreadable.count > 0 ? 'partial' : 'completed',
    acknowledged: {
      ...{ snapshot, base, totals, unreadable, vanished },
      ...(store !== undefined && { store }),
      ...(alarm && { alarm }),
      ...(proof && { proof }),
      ...(verified && { verified }),
    },
  };
}

/**
 * The original host script reports nothing: its exit status, which is its rsync's, alone decides; but only where a
 * transfer has really taken place (rsync(1), EXIT VALUES: 23 partial, 24 vanished files).
 */
function withoutReport({ call, letIn, transferStatuses }: RunFacts): Ending {
  if (call === undefined) return { result: 'failed', failure: { code: 'not-acknowledged' } };
  const transferred = transferStatuses.some((status) => status === 0 || status === 23 || status === 24);
  if (transferred && (call.status === 0 || call.status === 24)) return { result: 'completed' };
  if (transferred && call.status === 23) return { result: 'partial' };
  if (call.status === 0) return { result: 'failed', failure: { code: 'not-acknowledged' } };
  if (letIn && (call.status === null || call.status === 255)) {
    const detail = 'detail' in call.failure ? call.failure.detail : 'the call ended';
    return { result: 'failed', failure: { code: 'transfer-interrupted', detail } };
  }
  return { result: 'failed', failure: call.failure };
}
