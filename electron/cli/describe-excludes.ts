/** Exclude rules and decisions in the words of the terminal. */
import type { Words } from '../../shared/words/catalogue';
import type { Language } from '../../shared/words/language';
import type { PathDecision } from '../exclude/decide-path';
import type { Diagnostic } from '../exclude/diagnostic';
import type { Evaluation } from '../exclude/evaluate-rules';
import type { ExcludeLine } from '../exclude/parse-rules';
import { readable } from '../exclude/rule-for-path';
import { sizeColumns } from './describe-sizes';

/** With `effects` each rule has what it saves beside it. */
export function describeList(
  language: Language,
  path: string,
  lines: readonly ExcludeLine[],
  diagnostics: readonly Diagnostic[],
  effects?: Evaluation['effects'],
): string[] {
  const odd = new Map<number, string[]>();
  for (const each of diagnostics) {
    odd.set(each.line, [...(odd.get(each.line) ?? []), ...describeOdd(language.words, each)]);
  }
  const shown = lines.filter(
    ({ kind, number }) => (kind !== 'blank' && kind !== 'comment') || odd.has(number),
  );
  if (shown.length === 0) return [language.words.terminal.exclude.noRules(path)];
  const width = String(lines.length).length;
  const [heads, ...sizes] = effects === undefined ? [] : columnsFor(language, shown, effects);
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

/** What is odd, and what was meant: one line each, to be copied as it stands. */
function describeOdd({ excludes, terminal }: Words, { kind, about, instead }: Diagnostic): string[] {
  return [excludes.odd(kind, about), ...describeInstead(terminal.exclude, instead, about)];
}

/** `about`: a line that it has to stand before, or 0. */
export function describeInstead(
  say: Words['terminal']['exclude'],
  instead: readonly string[],
  about: number,
): string[] {
  const head = about === 0 ? say.instead('') : say.insteadBefore(about, '');
  return instead.map(readable).map((line, index) => (index === 0 ? head : ' '.repeat(head.length)) + line);
}

function columnsFor(
  language: Language,
  shown: readonly ExcludeLine[],
  effects: Evaluation['effects'],
): string[] {
  const { takes, alone } = language.words.terminal.exclude;
  const effectOf = new Map(effects.map((effect) => [effect.line, effect]));
  return sizeColumns(
    language,
    [takes, alone],
    shown.map(({ number }) => {
      const effect = effectOf.get(number);
      return effect && [effect.own, effect.alone];
    }),
  );
}

/** What the columns mean. */
export function explainColumns(
  { terminal: { exclude: say } }: Words,
  effects: Evaluation['effects'],
): string[] {
  if (effects.length === 0) return [];
  return [say.explain, ...(effects.some(({ include }) => include) ? [say.explainKeeping] : [])];
}

/** What becomes of the path, and which line says so. */
export function describeDecision(
  { terminal: { exclude: say } }: Words,
  path: string,
  decision: PathDecision,
  rule: string,
): string {
  const { excluded, line, decidedAt, root } = decision;
  if (line === undefined) return say.keptByNone(path, root);
  if (!excluded) return say.keptBy(path, line, rule);
  if (decidedAt === path) return say.excludedBy(path, line, rule);
  return say.excludedWith(path, decidedAt, line, rule);
}
