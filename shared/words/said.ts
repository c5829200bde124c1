/** What a language says of data that is more than a few values: written as functions, and not as messages. */
import type { DiagnosticKind } from '../exclude-diagnostics';
import type { Failure } from '../failures';
import type { Skip } from '../skips';
import type { Formats } from './formats';

export interface Said {
  failure: (formats: Formats) => (failure: Failure) => { sentence: string; nextStep: string };
  skip: (skip: Skip) => { because: string; until: string };
  /** What is odd about a line of the exclude list. `about`: another line, or 0. */
  odd: (kind: DiagnosticKind, about: number) => string;
}
