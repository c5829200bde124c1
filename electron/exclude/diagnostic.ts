/** One odd thing about a line of an exclude list, with a sentence for people. */
import { describeDiagnostic, type DiagnosticKind } from '../../shared/exclude-diagnostics';

export interface Diagnostic {
  line: number;
  kind: DiagnosticKind;
  /** A number that belongs to it: shared/exclude-diagnostics.ts says which. */
  about: number;
  sentence: string;
}

export function diagnostic(line: number, kind: DiagnosticKind, about = 0): Diagnostic {
  return { line, kind, about, sentence: describeDiagnostic(kind, about) };
}
