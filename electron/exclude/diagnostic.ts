/** One odd thing about a line of an exclude list, with a sentence for people. */

export type DiagnosticKind =
  | 'refused'
  | 'discarded'
  | 'nul-byte'
  | 'byte-order-mark'
  | 'windows-line-ends'
  | 'trailing-blank'
  | 'leading-blank'
  | 'clears'
  | 'never-matches'
  | 'unreachable'
  | 'outside-roots'
  | 'matches-nothing'
  | 'decides-nothing';

export interface Diagnostic {
  line: number;
  kind: DiagnosticKind;
  sentence: string;
}
