/** One step of the check, as whoever runs it is told of it. */
import type { CheckedStep, CheckFinding, CheckStepId } from '../../shared/check-step';
import type { Failure } from '../../shared/failures';
import type { RunWarning } from '../../shared/run-warning';
import type { HidesNothing } from '../exclude/lines-that-hide-nothing';

/** A line of the list that excludes nothing, or how many more there are than are named one by one. */
export type OddRules = { rule: HidesNothing } | { more: number };

/** A step, with what the terminal says of it beyond that. */
export interface CheckStep {
  checked: CheckedStep;
  /** A store on this machine is no host. */
  isHere: boolean;
  odd?: OddRules;
  warning?: RunWarning;
}

export function plain(checked: CheckedStep): CheckStep {
  return { checked, isHere: false };
}

export function ok(step: CheckStepId, finding: CheckFinding | null): CheckStep {
  return plain({ step, result: 'ok', finding });
}

export function okText(step: CheckStepId, text: string): CheckStep {
  return ok(step, { kind: 'text', text });
}

export function note(step: CheckStepId, finding: CheckFinding): CheckStep {
  return plain({ step, result: 'note', finding });
}

export function failed(step: CheckStepId, failure: Failure): CheckStep {
  return plain({ step, result: 'failed', problem: { kind: 'failure', failure } });
}

export function cancelled(step: CheckStepId): CheckStep {
  return plain({ step, result: 'failed', problem: { kind: 'cancelled' } });
}
