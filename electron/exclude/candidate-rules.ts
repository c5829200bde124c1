/** The rules of a list as they apply below each root, and which of them may take what another one matches. */
import { LiteralIndex } from './literal-index';
import { compileRule, type CompiledRule } from './match-rule';
import type { Rule, RuleLine } from './parse-rules';
import { exampleOf } from './rule-coverage';
import { asBytes, translateRule } from './rules-for-transfer';

/** Where no root is known, a leading slash is the top of one. */
const ANY_ROOT = ['/'];

export interface RulesBelow {
  /** For each rule, in their order, what it is below this root: several, or none. */
  rules: readonly (readonly CompiledRule[])[];
  /** Those that may match one path that this rule does. By their place in `rules`, ascending. */
  candidates: (rule: CompiledRule) => number[];
}

export function rulesBelowEach(lines: readonly RuleLine[], roots: readonly string[]): RulesBelow[] {
  return rootsOrAny(roots).map((root) => {
    const rules = lines.map(({ rule }) => compileBelow(rule, root));
    return { rules, candidates: candidatesIn(rules) };
  });
}

/** One rule, below each root. */
export function compileBelowEach(rule: Rule, roots: readonly string[]): CompiledRule[][] {
  return rootsOrAny(roots).map((root) => compileBelow(rule, root));
}

function rootsOrAny(roots: readonly string[]): readonly string[] {
  return roots.length === 0 ? ANY_ROOT : roots;
}

function compileBelow(rule: Rule, root: string): CompiledRule[] {
  return translateRule(rule, asBytes(root)).map(compileRule);
}

function candidatesIn(rules: readonly (readonly CompiledRule[])[]): (rule: CompiledRule) => number[] {
  const all = rules.flatMap((ofLine, position) => ofLine.map((rule) => ({ rule, position })));
  const index = new LiteralIndex(all.map(({ rule }) => rule));
  return (rule) => {
    const example = exampleOf(rule);
    if (typeof example === 'string') return [...rules.keys()];
    return index.of(example.path).flatMap((each) => all[each]?.position ?? []);
  };
}
