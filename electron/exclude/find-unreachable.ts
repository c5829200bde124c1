/** Rules that can never decide about anything, whatever files there are. */
import { diagnostic, type Diagnostic } from './diagnostic';
import { compileRule, type CompiledRule } from './match-rule';
import { activeRules, type ExcludeLine, type RuleLine } from './parse-rules';
import { isCovered, matchesNothing } from './rule-coverage';
import { asBytes, translateRule } from './rules-for-transfer';

/** Where no root is known, a leading slash is the top of one. */
const ANY_ROOT = ['/'];

export function findUnreachable(lines: readonly ExcludeLine[], roots: readonly string[]): Diagnostic[] {
  const rules = activeRules(lines);
  const compiled = (roots.length === 0 ? ANY_ROOT : roots).map((root) =>
    rules.map(({ rule }) => translateRule(rule, asBytes(root)).map(compileRule)),
  );
  return rules.flatMap(({ number: line }, index): Diagnostic[] => {
    const mine = compiled.map((ofRoot) => ofRoot[index] ?? []);
    if (mine.flat().every(matchesNothing)) {
      return [diagnostic(line, 'never-matches')];
    }
    const by = rules.slice(0, index).find((earlier, position) => {
      const closes = closesDirectories(rules, position);
      return compiled.every((ofRoot) =>
        (ofRoot[index] ?? []).every((rule) =>
          isTaken(rule, ofRoot[position] ?? [], closes && !earlier.rule.include),
        ),
      );
    });
    return by === undefined ? [] : [diagnostic(line, 'unreachable', by.number)];
  });
}

function closesDirectories(rules: readonly RuleLine[], position: number): boolean {
  return rules.slice(0, position).every(({ rule }) => !rule.include);
}

function isTaken(rule: CompiledRule, earlier: readonly CompiledRule[], closes: boolean): boolean {
  return earlier.some((other) => isCovered(rule, other, closes));
}
