/** Exclude rules and decisions in the words of the terminal. */
import type { PathDecision } from '../exclude/decide-path';
import { describeInstead, type Diagnostic } from '../exclude/diagnostic';
import type { Evaluation } from '../exclude/evaluate-rules';
import type { ExcludeLine } from '../exclude/parse-rules';
import { readable } from '../exclude/rule-for-path';
import { sizeColumns } from './describe-sizes';

/** With `effects` each rule has what it saves beside it. */
export function describeList(
  path: string,
  lines: readonly ExcludeLine[],
  diagnostics: readonly Diagnostic[],
  effects?: Evaluation['effects'],
): string[] {
  const odd = new Map<number, string[]>();
  for (const each of diagnostics) {
    odd.set(each.line, [...(odd.get(each.line) ?? []), each.sentence, ...describeInstead(each)]);
  }
  const shown = lines.filter(
    ({ kind, number }) => (kind !== 'blank' && kind !== 'comment') || odd.has(number),
  );
  if (shown.length === 0) return [`${path} has no rules: everything is backed up.`];
  const width = String(lines.length).length;
  const [heads, ...sizes] = effects === undefined ? [] : columnsFor(shown, effects);
  const before = shown.map(({ number }, index) =>
    [String(number).padStart(width), ...sizes.slice(index, index + 1), ''].join('  '),
  );
  const indent = ' '.repeat((before[0]?.length ?? 0) + 2);
  return [
    path,
    ...(heads === undefined ? [] : [`${' '.repeat(width)}  ${heads}`]),
    ...shown.flatMap(({ number, text }, index) => [
      `${before[index] ?? ''}${readable(text)}`,
      ...(odd.get(number) ?? []).map((sentence) => `${indent}${sentence}`),
    ]),
  ];
}

function columnsFor(shown: readonly ExcludeLine[], effects: Evaluation['effects']): string[] {
  const effectOf = new Map(effects.map((effect) => [effect.line, effect]));
  return sizeColumns(
    ['takes', 'it alone'],
    shown.map(({ number }) => {
      const effect = effectOf.get(number);
      return effect && [effect.own, effect.alone];
    }),
  );
}

/** What the columns mean. */
export function explainColumns(effects: Evaluation['effects']): string[] {
  if (effects.length === 0) return [];
  return [
    '"takes" is what the line leaves out; "it alone" is what would be backed up again without just this line.',
    ...(effects.some(({ include }) => include)
      ? ['Of a "+" line "takes" is what it keeps, and "it alone" what would be left out without it.']
      : []),
  ];
}

/** What becomes of the path, and which line says so. */
export function describeDecision(path: string, decision: PathDecision, rule: string): string {
  const { excluded, line, decidedAt, root } = decision;
  if (line === undefined) return `Backed up: no rule matches ${path} (it is in ${root}).`;
  if (!excluded) return `Backed up: line ${line} ("${rule}") keeps ${path}.`;
  if (decidedAt === path) return `Left out: line ${line} ("${rule}") leaves out ${path}.`;
  return `Left out: ${path} is in ${decidedAt}, which line ${line} ("${rule}") leaves out with all that is in it.`;
}
