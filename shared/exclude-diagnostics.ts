/** What can be odd about a line of the exclude list; the words are in excludes.arb of each language. */

/** Written as for another program, or by a slip of the keyboard: under rsync such a line hides nothing. */
export const FOREIGN_KINDS = [
  'byte-order-mark',
  'trailing-blank',
  'leading-blank',
  'option-word',
  'quotes',
  'trailing-comment',
  'negation',
  'sign-without-blank',
  'url',
  'other-style',
  'regular-expression',
  'several-rules',
  'windows-path',
  'tilde',
  'variable',
  'braces',
  'shell-escape',
  'dot-part',
  'double-slash',
] as const;

export const DIAGNOSTIC_KINDS = [
  'refused',
  'discarded',
  'nul-byte',
  'windows-line-ends',
  'clears',
  'never-matches',
  'unreachable',
  'outside-roots',
  'is-root',
  'above-root',
  'matches-nothing',
  'decides-nothing',
  ...FOREIGN_KINDS,
] as const;
export type DiagnosticKind = (typeof DIAGNOSTIC_KINDS)[number];
