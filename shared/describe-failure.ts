/**
 * The one table behind the exit code, the terminal, the notification and the window. The words say what happened; the
 * next step says what to do.
 */
import type { Failure, FailureCode, FailureText } from './failures';
import { CALL_FAILURE_TEXTS } from './call-failure-texts';
import { HOST_FAILURE_TEXTS } from './host-failure-texts';
import { LAPTOP_FAILURE_TEXTS } from './laptop-failure-texts';
import { safeToShow } from './safe-text';
import { WAY_BACK_FAILURE_TEXTS } from './way-back-failure-texts';

export const FAILURES = {
  ...HOST_FAILURE_TEXTS,
  ...LAPTOP_FAILURE_TEXTS,
  ...CALL_FAILURE_TEXTS,
  ...WAY_BACK_FAILURE_TEXTS,
} satisfies {
  [C in FailureCode]: FailureText<C>;
};

/** The sentence, next step, severity and exit code of one failure; safe to show, whoever named it. */
export function describeFailure(failure: Failure): {
  exitCode: number;
  severity: 'attention' | 'failed';
  sentence: string;
  nextStep: string;
} {
  // The table pairs each code with functions of that code's data; the compiler cannot follow the pairing through a lookup.
  const entry = FAILURES[failure.code] as FailureText<FailureCode>;
  const safe = safeToShow(failure);
  return {
    exitCode: entry.exitCode,
    severity: entry.severity,
    sentence: entry.sentence(safe),
    nextStep: entry.nextStep(safe),
  };
}
