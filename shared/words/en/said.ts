import { describeFailure } from '../../describe-failure';
import type { Said } from '../said';

export const said: Said = { failure: () => describeFailure };
