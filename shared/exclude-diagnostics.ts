/** What can be odd about a line of the exclude list, in words: the terminal and the window say the same. */

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

/**
 * @param about of "unreachable" the line that comes first; of "clears" how many rules are forgotten; of what was meant as an
 * exception the line that the exception has to stand before, 0 where there is none; otherwise 0
 */
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
    case 'is-root':
      return 'This is a whole backed-up directory, which no rule can leave out. Take it out of the settings instead.';
    case 'above-root':
      return 'A backed-up directory lies in this one, and no rule can leave that out. Take it out of the settings instead.';
    case 'matches-nothing':
      return 'Nothing that was scanned matches this rule.';
    case 'decides-nothing':
      return 'All it matches here is decided by lines before it, or lies in a directory that is left out.';
    case 'option-word':
      return 'An option is no rule: rsync looks for something with all of this as its name. Each line is one pattern.';
    case 'quotes':
      return 'The quotes count as part of the name. A rule needs none, not even for blanks.';
    case 'trailing-comment':
      return 'What stands behind the pattern is part of it: a comment needs a line of its own.';
    case 'negation':
      return `An exception is written with "+ "${about === 0 ? '' : `, and stands before the rule that it is one from (line ${about})`}; "!" is part of the name.`;
    case 'sign-without-blank':
      return 'Behind "-" and "+" stands one blank; without it the sign is part of the name.';
    case 'url':
      return 'An address is no path: it matches nothing.';
    case 'other-style':
      return 'rsync has one style of pattern. What names another one is part of the name for it.';
    case 'regular-expression':
      return 'rsync knows "*", "?" and "[...]", but no regular expressions.';
    case 'several-rules':
      return 'This is one name with blanks or signs in it. Each rule needs a line of its own.';
    case 'windows-path':
      return 'A backslash is part of a name, and no path begins with a drive.';
    case 'tilde':
      return '"~" is a name like any other for rsync, not a home directory.';
    case 'variable':
      return 'A variable is not replaced and a command not run: either is part of the name.';
    case 'braces':
      return 'rsync does not take alternatives apart: this is one name. Each needs a line of its own.';
    case 'shell-escape':
      return 'Without "*", "?" or "[" a backslash is part of the name; blanks and signs need none.';
    case 'dot-part':
      return 'No name is "." or "..": a rule is a full path, or a name alone for any depth.';
    case 'double-slash':
      return 'No path has two slashes in a row.';
  }
}
