/** What a language says of data that is more than a few values: written as functions, and not as messages. */
import type { Failure } from '../failures';
import type { Formats } from './formats';

export interface Said {
  failure: (formats: Formats) => (failure: Failure) => { sentence: string; nextStep: string };
}
