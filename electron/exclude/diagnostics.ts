/** What is odd about an exclude list: not errors (rsync takes nearly everything), but lines that do other than they look. */
import { hasWildcard, tokenise } from './pattern-tokens';
import type { DiagnosticKind } from '../../shared/exclude-diagnostics';
import { diagnostic, type Diagnostic } from './diagnostic';
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
  const told = new Set(unreachable.map(({ line }) => line));
  const others = (surroundings.effects ?? []).filter(({ line }) => !told.has(line));
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
  return [diagnostic(line, 'windows-line-ends')];
}

function oddText(parsed: ExcludeLine): Diagnostic[] {
  const { number, text, kind } = parsed;
  const found: DiagnosticKind[] = [];
  if (number === 1 && text.startsWith('\xef\xbb\xbf')) found.push('byte-order-mark');
  if (kind === 'refused' || kind === 'discarded') found.push(kind);
  if (kind !== 'comment' && text.includes('\0')) found.push('nul-byte');
  if (kind === 'rule' && /[ \t]$/.test(text)) found.push('trailing-blank');
  if (kind === 'rule' && /^[ \t]/.test(text.slice(signOf(text).length))) found.push('leading-blank');
  return found.map((each) => diagnostic(number, each));
}

function clearing(lines: readonly ExcludeLine[]): Diagnostic[] {
  return lines
    .filter(({ kind }) => kind === 'clear')
    .map(({ number: line }) => {
      const count = lines.filter((other) => other.kind === 'rule' && other.number < line).length;
      return diagnostic(line, 'clears', count);
    });
}

/** A full path that leads into no root counts from the top of each, where it mostly was not meant. */
function outsideRoots(rules: readonly RuleLine[], { roots, exists, effects }: Surroundings): Diagnostic[] {
  const matchesOf = new Map(effects?.map(({ line, matches }) => [line, matches]));
  return rules.flatMap(({ number: line, rule: { pattern } }) => {
    if (!pattern.startsWith('/') || roots.length === 0) return [];
    if (roots.some((root) => translateAnchored(pattern, asBytes(root)).leadsIntoRoot)) return [];
    const matches = matchesOf.get(line);
    const isThere =
      matches === undefined
        ? exists === undefined ||
          roots.some((root) => exists(asBytes(root === '/' ? '' : root) + literalFront(pattern)))
        : matches > 0;
    if (isThere) return [];
    return [diagnostic(line, 'outside-roots')];
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
    if (matches === 0) return [diagnostic(line, 'matches-nothing')];
    return own.files + own.directories > 0 ? [] : [diagnostic(line, 'decides-nothing')];
  });
}
