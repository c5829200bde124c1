/** Rules that can never decide about anything, whatever files there are. */
import { diagnostic, type Diagnostic } from './diagnostic';
import { LiteralIndex } from './literal-index';
import { compileRule, type CompiledRule } from './match-rule';
import { activeRules, type ExcludeLine } from './parse-rules';
import { exampleOf, isCovered, matchesNothing } from './rule-coverage';
import { asBytes, translateRule } from './rules-for-transfer';

/** Where no root is known, a leading slash is the top of one. */
const ANY_ROOT = ['/'];

export function findUnreachable(lines: readonly ExcludeLine[], roots: readonly string[]): Diagnostic[] {
  const rules = activeRules(lines);
  const compiled = (roots.length === 0 ? ANY_ROOT : roots).map((root) =>
    rules.map(({ rule }) => translateRule(rule, asBytes(root)).map(compileRule)),
  );
  const candidates = compiled.map(candidatesIn);
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
    const by = (telling === undefined ? [] : (candidates[root]?.(telling) ?? [])).find(
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

/** Which rules may take what a rule matches: those that may match one path that it does. In their order. */
function candidatesIn(ofRoot: readonly (readonly CompiledRule[])[]): (rule: CompiledRule) => number[] {
  const all = ofRoot.flatMap((rules, position) => rules.map((rule) => ({ rule, position })));
  const index = new LiteralIndex(all.map(({ rule }) => rule));
  return (rule) => {
    const example = exampleOf(rule);
    if (typeof example === 'string') return [...ofRoot.keys()];
    return index.of(example.path).flatMap((each) => all[each]?.position ?? []);
  };
}

function isTaken(rule: CompiledRule, earlier: readonly CompiledRule[], closes: boolean): boolean {
  return earlier.some((other) => isCovered(rule, other, closes));
}
