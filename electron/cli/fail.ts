import { describeFailure } from '../../shared/describe-failure';
import type { Failure } from '../../shared/failures';
import { ownLanguage } from './own-language';
import { complain } from './terminal';

/** Says what failed and what to do; returns the exit code. */
export function fail(failure: Failure): number {
  const { sentence, nextStep } = ownLanguage().words.failure(failure);
  complain(`${sentence} ${nextStep}`);
  return describeFailure(failure).exitCode;
}
