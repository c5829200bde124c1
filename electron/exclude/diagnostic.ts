/** One odd thing about a line of an exclude list, with a sentence for people. */
import { describeDiagnostic, type DiagnosticKind } from '../../shared/exclude-diagnostics';
import { readable } from './rule-for-path';

export interface Diagnostic {
  line: number;
  kind: DiagnosticKind;
  /** A number that belongs to it: shared/exclude-diagnostics.ts says which. */
  about: number;
  sentence: string;
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
  return { line, kind, about, sentence: describeDiagnostic(kind, about), instead: [] };
}

/** One line each, to be copied as it stands. */
export function describeInstead({ instead, about }: Pick<Diagnostic, 'instead' | 'about'>): string[] {
  const [first, ...more] = instead.map(readable);
  if (first === undefined) return [];
  const head = about === 0 ? 'Write instead: ' : `Write instead, before line ${about}: `;
  return [head + first, ...more.map((line) => ' '.repeat(head.length) + line)];
}
