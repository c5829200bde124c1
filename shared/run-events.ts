/** What a run says while it goes. Events announce; they never steer. */
import type { Failure } from './failures';
import type { Outcome } from './outcome';
import type { Report } from './report';
import type { RunWarning } from './run-warning';

/** The states of a run. Only `finished` has an outcome. */
export type RunState =
  | { phase: 'idle' }
  | { phase: 'preparing' }
  | { phase: 'listening'; port: number }
  | { phase: 'calling' }
  /** `peer`: the address that is let in; null for a store on this machine, where nobody is. */
  | { phase: 'transferring'; peer: string | null }
  | { phase: 'cleaning-up' }
  | { phase: 'finished'; outcome: Outcome };

export type RunEvent =
  | { type: 'state'; state: RunState }
  | { type: 'report'; report: Report }
  /** The guard has let a transfer of this root begin. */
  | { type: 'reading'; root: string }
  | { type: 'turned-away'; address: string }
  | { type: 'refused'; reason: string }
  | { type: 'warning'; warning: RunWarning };

/**
 * A run that could not even begin has a failure and no outcome of its own (another one runs). One that was only wanted
 * if it is due says when it will be (ISO 8601; null where the schedule is off); that is nobody's failure.
 */
export type RunResult =
  | { started: true; outcome: Outcome }
  | { started: false; failure: Failure }
  | { started: false; notDue: { next: string | null } };
