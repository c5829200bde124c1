/** Rules that can never decide about anything, whatever files there are. */
import { rulesBelowEach } from './candidate-rules';
import { diagnostic, type Diagnostic } from './diagnostic';
import type { CompiledRule } from './match-rule';
import { activeRules, type ExcludeLine } from './parse-rules';
import { isCovered, matchesNothing } from './rule-coverage';

export function findUnreachable(lines: readonly ExcludeLine[], roots: readonly string[]): Diagnostic[] {
  const rules = activeRules(lines);
  const below = rulesBelowEach(rules, roots);
  const compiled = below.map((ofRoot) => ofRoot.rules);
  const firstInclusion = rules.findIndex(({ rule }) => rule.include);
  /** A directory that this rule leaves out is never looked into. */
  const closes = (position: number): boolean => firstInclusion === -1 || position < firstInclusion;
  const firstWith = new Map<string, number>();
  for (const [position, { text }] of rules.entries()) {
    if (!firstWith.has(text)) firstWith.set(text, position);
  }
  return rules.flatMap(({ number: line, text }, index): Diagnostic[] => {
    const mine = compiled.map((ofRoot) => ofRoot[index] ?? []);
    if (mine.flat().every(matchesNothing)) {
      return [diagnostic(line, 'never-matches')];
    }
    const root = mine.findIndex((ofRoot) => !ofRoot.every(matchesNothing));
    const telling = mine[root]?.find((rule) => !matchesNothing(rule));
    const by = (telling === undefined ? [] : (below[root]?.candidates(telling) ?? [])).find(
      (position) =>
        position < index &&
        // What a line cannot do, the same line further down cannot either.
        firstWith.get(rules[position]?.text ?? '') === position &&
        (rules[position]?.text === text ||
          compiled.every((ofRoot) =>
            (ofRoot[index] ?? []).every((rule) => isTaken(rule, ofRoot[position] ?? [], closes(position))),
          )),
    );
    return by === undefined ? [] : [diagnostic(line, 'unreachable', rules[by]?.number)];
  });
}

function isTaken(rule: CompiledRule, earlier: readonly CompiledRule[], closes: boolean): boolean {
  return earlier.some((other) => isCovered(rule, other, closes));
}
