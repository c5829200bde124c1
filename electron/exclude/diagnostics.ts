/** What is odd about an exclude list: not errors (rsync takes nearly everything), but lines that do other than they look. */
import { hasWildcard, tokenise } from './pattern-tokens';
import type { DiagnosticKind } from '../../shared/exclude-diagnostics';
import { diagnostic, type Diagnostic, type Surroundings } from './diagnostic';
import { findForeign } from './find-foreign';
import { findUnreachable } from './find-unreachable';
import { compileRule, matchesPath } from './match-rule';
import { activeRules, parseExcludeList, type ExcludeLine, type Rule, type RuleLine } from './parse-rules';
import { asBytes } from './rules-for-transfer';
import { translateAnchored } from './translate-anchored';

/** In the order of the lines. */
export function diagnose(excludeList: string, surroundings: Surroundings): Diagnostic[] {
  const lines = parseExcludeList(excludeList);
  const rules = activeRules(lines);
  const unreachable = findUnreachable(lines, surroundings.roots);
  const foreign = findForeign(rules, surroundings);
  const elsewhere = outsideRoots(rules, surroundings);
  // Why they do nothing is said already.
  const explained = new Set(foreign.map(({ line }) => line));
  const isRoot = new Set(elsewhere.filter(({ kind }) => kind !== 'outside-roots').map(({ line }) => line));
  const told = new Set([...unreachable, ...foreign].map(({ line }) => line));
  const others = (surroundings.effects ?? []).filter(({ line }) => !told.has(line));
  return [
    ...windowsLineEnds(excludeList),
    ...lines.flatMap(oddText),
    ...clearing(lines),
    ...foreign,
    ...unreachable.filter(({ line }) => !explained.has(line) && !isRoot.has(line)),
    ...elsewhere.filter(({ line }) => !explained.has(line)),
    ...withoutEffect(others.filter(({ line }) => !isRoot.has(line))),
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
  if (kind === 'refused' || kind === 'discarded') found.push(kind);
  if (kind !== 'comment' && text.includes('\0')) found.push('nul-byte');
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
  return rules.flatMap(({ number: line, rule }) => {
    const { pattern } = rule;
    if (!pattern.startsWith('/') || roots.length === 0) return [];
    if (pattern !== '/' && roots.some((root) => translateAnchored(pattern, asBytes(root)).leadsIntoRoot))
      return [];
    const matches = matchesOf.get(line);
    const isThere =
      matches === undefined
        ? exists === undefined ||
          roots.some((root) => exists(asBytes(root === '/' ? '' : root) + literalFront(pattern)))
        : matches > 0;
    if (isThere && pattern !== '/') return [];
    return [diagnostic(line, whereInstead(rule, roots))];
  });
}

/** No rule reaches a root, or what it lies in: what is backed up begins there. */
function whereInstead(rule: Rule, roots: readonly string[]): DiagnosticKind {
  if (rule.pattern === '/') return roots.includes('/') ? 'is-root' : 'above-root';
  const compiled = compileRule(rule);
  const matches = (path: string): boolean =>
    matchesPath(compiled, Buffer.from(asBytes(path).slice(1), 'latin1'), true);
  if (roots.some(matches)) return 'is-root';
  const above = roots.flatMap((root) =>
    [...root.matchAll(/(?<!^)\//g)].map(({ index }) => root.slice(0, index)),
  );
  return above.some(matches) ? 'above-root' : 'outside-roots';
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
