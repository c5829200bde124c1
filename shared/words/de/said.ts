import type { Said } from '../said';
import { describeFailureInGerman } from './failures';

export const said: Said = { failure: describeFailureInGerman };
