/** What can be odd about a line of the exclude list, in words: the terminal and the window say the same. */

export const DIAGNOSTIC_KINDS = [
  'refused',
  'discarded',
  'nul-byte',
  'byte-order-mark',
  'windows-line-ends',
  'trailing-blank',
  'leading-blank',
  'clears',
  'never-matches',
  'unreachable',
  'outside-roots',
  'matches-nothing',
  'decides-nothing',
] as const;
export type DiagnosticKind = (typeof DIAGNOSTIC_KINDS)[number];

/** @param about of "unreachable" the line that comes first; of "clears" how many rules are forgotten; otherwise 0 */
export function describeDiagnostic(kind: DiagnosticKind, about: number): string {
  switch (kind) {
    case 'refused':
      return 'No name follows the sign. rsync refuses the whole list, and no backup is made.';
    case 'discarded':
      return 'The line is longer than rsync reads (4,095 bytes a rule). It has no effect.';
    case 'nul-byte':
      return 'A NUL byte ends this line for rsync; what follows it does not count.';
    case 'byte-order-mark':
      return 'A byte order mark stands before this line and is part of it for rsync.';
    case 'windows-line-ends':
      return 'The list has Windows line ends from here on. rsync reads them as line ends, too; nothing is lost.';
    case 'trailing-blank':
      return 'It ends in a blank, which is part of the name. Without one it would be another rule.';
    case 'leading-blank':
      return 'It begins with a blank, which is part of the name.';
    case 'clears':
      return `"!" makes rsync forget all rules before this line. ${about === 0 ? 'There are none.' : 'They have no effect.'}`;
    case 'never-matches':
      return 'No name can match this rule as it is written.';
    case 'unreachable':
      return `It never decides: line ${about} comes first and takes all that it could match.`;
    case 'outside-roots':
      return 'This path leads into none of the backed-up directories, and none of them holds it at its top.';
    case 'matches-nothing':
      return 'Nothing that was scanned matches this rule.';
    case 'decides-nothing':
      return 'All it matches here is decided by lines before it, or lies in a directory that is left out.';
  }
}
