/** From what was seen of a run to how it ended. The one place that may say "backed up". */
import { saysStarved } from '../../process/why-not-started';
import type { Failure, FalseClaim } from '../../shared/failures';
import type { Acknowledged, Refused } from '../../shared/outcome';
import type { DoneReport, Report } from '../../shared/report';
import type { Skip } from '../../shared/skips';

export interface RunFacts {
  /** What was asked for. */
  roots: readonly string[];
  dryRun: boolean;
  /** The first reason to stop, from whoever gave it. */
  stopped: StopReason | undefined;
  /** The end of the call; absent where it was never made. */
  call: { status: number | null; failure: Failure } | undefined;
  /** The host's first words, and its last: of several that contradict each other, the first counts. */
  accepted: Extract<Report, { type: 'accepted' }> | undefined;
  done: DoneReport | undefined;
  hostFailure: Failure | undefined;
  /** The host has sent it away for now; ISO 8601: when to come back. */
  comeBackAt: string | undefined;
  /** Why the run could not get as far as the call. */
  earlyFailure: Failure | undefined;
  letIn: boolean;
  /** To a store on this machine: there is no network that could be lost. */
  here: boolean;
  /** Why rsync could not be started for the host, in the system's words. */
  notStarted: string | undefined;
  /** Transfers that the guard started, and how those of each root ended. */
  transfersStarted: number;
  transferEnds: { root: string; status: number | null }[];
  refusedReasons: readonly string[];
}

export type StopReason = { kind: 'cancelled'; reason: string } | { kind: 'failed'; failure: Failure };

/** Nobody came who had to be refused. */
export const NOBODY: Refused = { commands: 0, reasons: [], peers: [] };

export type Ending =
  | { result: 'completed' | 'partial'; acknowledged?: Acknowledged }
  | { result: 'failed'; failure: Failure }
  | { result: 'cancelled'; reason: string }
  | { result: 'skipped'; skip: Skip };

/** What came of an attempt, and who had to be refused meanwhile. */
export interface Attempted {
  ending: Ending;
  refused: Refused;
}

export function endingOf(reason: StopReason): Ending {
  return reason.kind === 'cancelled'
    ? { result: 'cancelled', reason: reason.reason }
    : { result: 'failed', failure: reason.failure };
}

export function decideOutcome(facts: RunFacts): Ending {
  // A snapshot that the host has acknowledged is there, whatever came after.
  if (facts.done !== undefined) return judgeClaim(facts, facts.done);
  if (facts.stopped?.kind === 'cancelled') return endingOf(facts.stopped);
  if (facts.earlyFailure !== undefined) return { result: 'failed', failure: facts.earlyFailure };
  // The guard's refusal is the cause; what the host makes of it, or that its time runs out, is a consequence.
  if (facts.refusedReasons.length > 0 && facts.transfersStarted === 0) {
    return {
      result: 'failed',
      failure: { code: 'commands-refused', reasons: facts.refusedReasons.slice(0, 5) },
    };
  }
  if (facts.notStarted !== undefined && facts.transfersStarted === 0) {
    return { result: 'failed', failure: { code: 'rsync-unusable', detail: facts.notStarted } };
  }
  if (facts.stopped !== undefined) return endingOf(facts.stopped);
  if (facts.comeBackAt !== undefined) {
    return { result: 'skipped', skip: { code: 'host-busy', until: facts.comeBackAt } };
  }
  if (facts.hostFailure !== undefined) {
    return { result: 'failed', failure: nameUnstartedGuard(facts, facts.hostFailure) };
  }
  return withoutReport(facts);
}

/** Node may be ended while it starts, without a word: then there never was a connection that could be lost. */
function nameUnstartedGuard({ here, letIn, transfersStarted }: RunFacts, failure: Failure): Failure {
  if (failure.code !== 'transfer-interrupted' || transfersStarted > 0 || (letIn && !here)) return failure;
  return failure.detail.includes('unexpectedly closed') || saysStarved(failure.detail)
    ? { code: 'program-not-started', program: 'guard.mjs', detail: failure.detail }
    : failure;
}

/** The host's word alone is no backup: what it claims must be what this side has seen happen. */
function judgeClaim(facts: RunFacts, done: DoneReport): Ending {
  const roots = facts.roots.filter((root) => !wasReadToTheEnd(facts, root));
  const claims: [FalseClaim, boolean][] = [
    ['never-connected', !facts.letIn],
    ['not-read', roots.length > 0],
    ['not-announced', facts.accepted?.snapshot !== done.snapshot],
    ['other-purpose', done.dryRun !== facts.dryRun],
  ];
  const untrue = claims.filter(([, isFalse]) => isFalse).map(([claim]) => claim);
  return untrue.length === 0
    ? acknowledge(done, facts.accepted)
    : { result: 'failed', failure: { code: 'acknowledgement-false', claims: untrue, roots } };
}

/**
 * At least once: the host may ask for the same root again to compare what it has, and how that ends spoils nothing
 * (rsync(1), EXIT VALUES: 23 partial, 24 vanished files).
 */
function wasReadToTheEnd({ transferEnds }: Pick<RunFacts, 'transferEnds'>, root: string): boolean {
  return transferEnds.some((end) => end.root === root && READ_TO_THE_END.has(end.status));
}

/** What ssh's words come to where the connection was lost. */
const LOST: ReadonlySet<Failure['code']> = new Set(['host-unreachable', 'ssh-failed']);

const READ_TO_THE_END: ReadonlySet<number | null> = new Set([0, 23, 24]);

function acknowledge(report: DoneReport, accepted: RunFacts['accepted']): Ending {
  const { base = null, store } = accepted ?? {};
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
 * The original host script reports nothing: its exit status, which is its rsync's, alone decides; but only where each
 * root has really been read.
 */
function withoutReport(facts: RunFacts): Ending {
  const { call, letIn, roots } = facts;
  if (call === undefined) return { result: 'failed', failure: { code: 'not-acknowledged' } };
  const transferred = letIn && roots.every((root) => wasReadToTheEnd(facts, root));
  if (transferred && (call.status === 0 || call.status === 24)) return { result: 'completed' };
  if (transferred && call.status === 23) return { result: 'partial' };
  if (call.status === 0) return { result: 'failed', failure: { code: 'not-acknowledged' } };
  if (call.status !== null && call.status !== 255) return { result: 'failed', failure: call.failure };
  const detail = 'detail' in call.failure ? call.failure.detail : 'the call ended';
  if (letIn) return { result: 'failed', failure: { code: 'transfer-interrupted', detail } };
  // It has answered: whatever ended the call, the host can be reached.
  if (facts.accepted !== undefined && LOST.has(call.failure.code)) {
    return { result: 'failed', failure: { code: 'host-ended', detail } };
  }
  return { result: 'failed', failure: call.failure };
}
