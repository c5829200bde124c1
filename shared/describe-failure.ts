/**
 * The one table behind the exit code, the terminal, the notification and the window. The words say what happened; the
 * next step says what to do.
 */
import type { Failure, FailureCode, FailureText } from './failures';
import { HOST_FAILURE_TEXTS } from './host-failure-texts';
import { LAPTOP_FAILURE_TEXTS } from './laptop-failure-texts';

export const FAILURES = { ...HOST_FAILURE_TEXTS, ...LAPTOP_FAILURE_TEXTS } satisfies {
  [C in FailureCode]: FailureText<C>;
};

/** The sentence, next step, severity and exit code of one failure. */
export function describeFailure(failure: Failure): {
  exitCode: number;
  severity: 'attention' | 'failed';
  sentence: string;
  nextStep: string;
} {
  // The table pairs each code with functions of that code's data; the compiler cannot follow the pairing through a lookup.
  const entry = FAILURES[failure.code] as FailureText<FailureCode>;
  return {
    exitCode: entry.exitCode,
    severity: entry.severity,
    sentence: entry.sentence(failure),
    nextStep: entry.nextStep(failure),
  };
}
