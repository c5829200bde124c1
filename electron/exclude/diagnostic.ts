/** One odd thing about a line of an exclude list. */
import type { DiagnosticKind } from '../../shared/exclude-diagnostics';

export interface Diagnostic {
  line: number;
  kind: DiagnosticKind;
  /**
   * Of "unreachable" the line that comes first; of "clears" how many rules are forgotten; of what was meant as an exception the
   * line that the exception has to stand before, 0 where there is none; otherwise 0.
   */
  about: number;
  /** Lines that do what was meant, as binary strings; none where nobody can say. Nothing writes them by itself. */
  instead: string[];
}

/** What is known besides the list; each part makes more diagnostics possible. */
export interface Surroundings {
  roots: readonly string[];
  /** What "~" and variables in a line may have meant. */
  home?: string;
  variables?: Readonly<Record<string, string | undefined>>;
  /** Whether this full path (a binary string) is there. */
  exists?: (path: string) => boolean;
  /** From an evaluation of this list over a scanned tree. */
  effects?: readonly { line: number; matches: number; own: { files: number; directories: number } }[];
}

export function diagnostic(line: number, kind: DiagnosticKind, about = 0): Diagnostic {
  return { line, kind, about, instead: [] };
}
