/** The rule that stands for exactly one path, and the lines of a list that do. */
import { failure, success, type Result } from '../../shared/result';
import { safeText } from '../../shared/safe-text';
import { parseLine, type RuleLine } from './parse-rules';
import { escapeForPattern, hasWildcard, tokenise } from './pattern-tokens';
import { asBytes } from './rules-for-transfer';

/**
 * A line for the list, as a binary string. `path`: full and normalised, as bytes in a binary string. Fails with
 * name-not-expressible: the list has no way to write a line end inside a name.
 */
export function ruleForPath(path: string, isDirectory: boolean): Result<string> {
  const pattern = hasWildcard(path) ? escapeForPattern(path) : path;
  const line = isDirectory && path !== '/' ? `${pattern}/` : pattern;
  if (!/[\r\n\0]/.test(path) && parseLine(line).kind === 'rule') return success(line);
  return failure({ code: 'name-not-expressible', path: readable(path) });
}

/** Exclude rules that name this path and no other: as a full path, or counted from the root that holds it. */
export function linesForPath(rules: readonly RuleLine[], roots: readonly string[], path: string): number[] {
  const spellings = new Set([path]);
  for (const root of roots.map(asBytes)) {
    if (root !== '/' && path.startsWith(`${root}/`)) spellings.add(path.slice(root.length));
  }
  return rules
    .filter(({ rule }) => !rule.include && spellings.has(literalOf(rule.pattern) ?? ''))
    .map(({ number }) => number);
}

/** The one text that a pattern matches; undefined where it matches more than one. */
function literalOf(pattern: string): string | undefined {
  const bytes = tokenise(pattern, hasWildcard(pattern)).map((token) =>
    token.kind === 'byte' ? token.byte : undefined,
  );
  if (bytes.includes(undefined)) return undefined;
  return String.fromCharCode(...bytes.map((byte) => byte ?? 0));
}

/** A binary string for people: UTF-8 where it is that, and nothing that a terminal would obey. */
export function readable(bytes: string): string {
  return safeText(Buffer.from(bytes, 'latin1').toString('utf8'));
}
