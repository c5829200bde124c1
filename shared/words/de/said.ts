import type { Said } from '../said';
import { describeDiagnosticInGerman } from './diagnostics';
import { describeFailureInGerman } from './failures';
import { describeSkipInGerman } from './skips';

export const said: Said = {
  failure: describeFailureInGerman,
  skip: describeSkipInGerman,
  odd: describeDiagnosticInGerman,
};
