/**
 * The exclude list as one rsync transfer needs it. rsync anchors a rule with a leading slash at the top of the
 * transfer, which is another place for each root; people write full paths. So an anchored rule that leads into the
 * root is rewritten to count from there, and any other counts from the root as rsync has it (rsync(1), "ANCHORING
 * INCLUDE/EXCLUDE PATTERNS"). Everything else is passed on byte for byte.
 */
import { toBytes } from './list-text';
import { compileRule, type CompiledRule } from './match-rule';
import {
  activeRules,
  LINE_END,
  parseLine,
  signOf,
  textThatCounts,
  type ExcludeLine,
  type Rule,
} from './parse-rules';
import { escapeForPattern, hasWildcard } from './pattern-tokens';
import { translateAnchored } from './translate-anchored';

/** Binary strings in and out. `withName`: the transfer sends the root's own name too (a path without trailing slash). */
export function rulesForTransfer(excludeList: string, root: string, withName: boolean): string {
  const bytes = asBytes(root);
  const name = withName ? bytes.split('/').findLast((part) => part !== '') : undefined;
  return excludeList
    .split(LINE_END)
    .flatMap((line) => translateLine(line, bytes, name))
    .map((line) => `${line}\n`)
    .join('');
}

/**
 * A path of the program as the binary string that rules and names are compared as. It is UTF-8; what of it is none stands
 * in it as list-text.ts has it.
 */
export function asBytes(path: string): string {
  return toBytes(path);
}

/** The rules as rsync applies them below one root, each with the line it stands on. */
export function rulesBelowRoot(
  lines: readonly ExcludeLine[],
  root: string,
): (CompiledRule & { line: number })[] {
  return activeRules(lines).flatMap(({ number, rule }) =>
    translateRule(rule, asBytes(root)).map((translated) => ({ ...compileRule(translated), line: number })),
  );
}

/** `root`: as bytes. */
export function translateRule(rule: Rule, root: string): Rule[] {
  if (!rule.pattern.startsWith('/')) return [rule];
  return translateAnchored(rule.pattern, root).patterns.map((pattern) => ({ ...rule, pattern }));
}

function translateLine(line: string, root: string, name: string | undefined): string[] {
  const parsed = parseLine(line);
  // What rsync discards must not become short enough to count.
  if (parsed.kind !== 'rule' || !parsed.rule.pattern.startsWith('/')) return [line];
  const sign = signOf(textThatCounts(line));
  return translateRule(parsed.rule, root).map(
    ({ pattern, directoriesOnly }) => sign + withName(name, pattern) + (directoriesOnly ? '/' : ''),
  );
}

function withName(name: string | undefined, pattern: string): string {
  if (name === undefined) return pattern;
  // Backslashes are escapes only in patterns that hold a wildcard, and the name may bring one.
  if (!hasWildcard(name + pattern)) return `/${name}${pattern}`;
  return `/${escapeForPattern(name)}${hasWildcard(pattern) ? pattern : pattern.replace(/\\/g, '\\\\')}`;
}
