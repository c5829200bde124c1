import { describeFailure } from '../../describe-failure';
import { describeDiagnostic } from '../../exclude-diagnostics';
import type { Said } from '../said';
import { describeSkip } from './skips';

export const said: Said = {
  failure: () => describeFailure,
  skip: describeSkip,
  odd: describeDiagnostic,
};
