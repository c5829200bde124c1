/** What is odd about an exclude list: not errors (rsync takes nearly everything), but lines that do other than they look. */
import { hasWildcard, tokenise } from './pattern-tokens';
import type { Diagnostic, DiagnosticKind } from './diagnostic';
import { findUnreachable } from './find-unreachable';
import { activeRules, parseExcludeList, signOf, type ExcludeLine, type RuleLine } from './parse-rules';
import { asBytes } from './rules-for-transfer';
import { translateAnchored } from './translate-anchored';

/** What is known besides the list; each part makes more diagnostics possible. */
export interface Surroundings {
  roots: readonly string[];
  /** Whether this full path (a binary string) is there. */
  exists?: (path: string) => boolean;
  /** From an evaluation of this list over a scanned tree. */
  effects?: readonly { line: number; matches: number; own: { files: number; directories: number } }[];
}

/** In the order of the lines. */
export function diagnose(excludeList: string, surroundings: Surroundings): Diagnostic[] {
  const lines = parseExcludeList(excludeList);
  const unreachable = findUnreachable(lines, surroundings.roots);
  // Why they do nothing is said already.
  const others = (surroundings.effects ?? []).filter(
    (effect) => !unreachable.some(({ line }) => line === effect.line),
  );
  return [
    ...windowsLineEnds(excludeList),
    ...lines.flatMap(oddText),
    ...clearing(lines),
    ...unreachable,
    ...outsideRoots(activeRules(lines), surroundings),
    ...withoutEffect(others),
  ].sort((left, right) => left.line - right.line);
}

function windowsLineEnds(list: string): Diagnostic[] {
  if (!list.includes('\r')) return [];
  const line = list.slice(0, list.indexOf('\r')).split('\n').length;
  const sentence =
    'The list has Windows line ends from here on. rsync reads them as line ends, too; nothing is lost.';
  return [{ line, kind: 'windows-line-ends', sentence }];
}

function oddText(parsed: ExcludeLine): Diagnostic[] {
  const { number: line, text } = parsed;
  const odd = (kind: DiagnosticKind, sentence: string): Diagnostic[] => [{ line, kind, sentence }];
  const found: Diagnostic[] = [];
  if (line === 1 && text.startsWith('\xef\xbb\xbf')) {
    found.push(
      ...odd('byte-order-mark', 'A byte order mark stands before this line and is part of it for rsync.'),
    );
  }
  if (parsed.kind === 'refused') {
    found.push(
      ...odd('refused', 'No name follows the sign. rsync refuses the whole list, and no backup is made.'),
    );
  }
  if (parsed.kind === 'discarded') {
    found.push(
      ...odd('discarded', 'The line is longer than rsync reads (4,095 bytes a rule). It has no effect.'),
    );
  }
  if (parsed.kind !== 'comment' && text.includes('\0')) {
    found.push(...odd('nul-byte', 'A NUL byte ends this line for rsync; what follows it does not count.'));
  }
  if (parsed.kind !== 'rule') return found;
  if (/[ \t]$/.test(text)) {
    found.push(
      ...odd(
        'trailing-blank',
        'It ends in a blank, which is part of the name. Without one it would be another rule.',
      ),
    );
  }
  if (/^[ \t]/.test(text.slice(signOf(text).length))) {
    found.push(...odd('leading-blank', 'It begins with a blank, which is part of the name.'));
  }
  return found;
}

function clearing(lines: readonly ExcludeLine[]): Diagnostic[] {
  return lines
    .filter(({ kind }) => kind === 'clear')
    .map(({ number: line }) => {
      const count = lines.filter((other) => other.kind === 'rule' && other.number < line).length;
      const what = count === 0 ? 'There are none.' : 'They have no effect.';
      return { line, kind: 'clears', sentence: `"!" makes rsync forget all rules before this line. ${what}` };
    });
}

/** A full path that leads into no root counts from the top of each, where it mostly was not meant. */
function outsideRoots(rules: readonly RuleLine[], { roots, exists, effects }: Surroundings): Diagnostic[] {
  return rules.flatMap(({ number: line, rule: { pattern } }) => {
    if (!pattern.startsWith('/') || roots.length === 0) return [];
    if (roots.some((root) => translateAnchored(pattern, asBytes(root)).leadsIntoRoot)) return [];
    const matches = effects?.find((effect) => effect.line === line)?.matches;
    const isThere =
      matches === undefined
        ? exists === undefined ||
          roots.some((root) => exists(asBytes(root === '/' ? '' : root) + literalFront(pattern)))
        : matches > 0;
    if (isThere) return [];
    const sentence = `This path leads into none of the backed-up directories, and none of them holds it at its top.`;
    return [{ line, kind: 'outside-roots', sentence }];
  });
}

/** The names before the first wildcard. */
function literalFront(pattern: string): string {
  if (!hasWildcard(pattern)) return pattern;
  const tokens = tokenise(pattern, true);
  const end = tokens.findIndex(({ kind }) => kind !== 'byte');
  const front = tokens.slice(0, end).map((token) => (token.kind === 'byte' ? token.byte : 0));
  const text = String.fromCharCode(...front);
  return text.slice(0, text.lastIndexOf('/') + 1);
}

function withoutEffect(effects: NonNullable<Surroundings['effects']>): Diagnostic[] {
  return effects.flatMap(({ line, matches, own }): Diagnostic[] => {
    if (matches === 0) {
      return [{ line, kind: 'matches-nothing', sentence: 'Nothing that was scanned matches this rule.' }];
    }
    if (own.files + own.directories > 0) return [];
    const sentence =
      'All it matches here is decided by lines before it, or lies in a directory that is left out.';
    return [{ line, kind: 'decides-nothing', sentence }];
  });
}
