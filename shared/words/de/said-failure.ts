/** How a failure is said: what happened, and what to do. */
import type { Failure, FailureCode } from '../../failures';
import type { Formats } from '../formats';

type FailureOf<C extends FailureCode> = Extract<Failure, { code: C }>;
export type Said<C extends FailureCode> = (
  failure: FailureOf<C>,
  formats: Formats,
) => [sentence: string, nextStep: string];
