/** What is known of a line, in words: for the gutter, for the editor's underlines, and for the line below it. */
import type { DiagnosticKind } from '../../shared/exclude-diagnostics';
import type { JudgedList, LineEffect, OddLine } from '../../shared/ipc-excludes';
import type { Language } from '../../shared/words/language';
import type { LineMark } from './editor/line-marks';
import type { LineSentence } from './editor/rule-editor';

type Weight = 'error' | 'warning' | 'dead' | 'note';

const WEIGHTS: Record<DiagnosticKind, Weight> = {
  refused: 'error',
  discarded: 'error',
  'nul-byte': 'warning',
  'byte-order-mark': 'warning',
  'windows-line-ends': 'note',
  'trailing-blank': 'warning',
  'leading-blank': 'warning',
  clears: 'warning',
  'never-matches': 'dead',
  unreachable: 'dead',
  'outside-roots': 'dead',
  'is-root': 'dead',
  'above-root': 'dead',
  'matches-nothing': 'note',
  'decides-nothing': 'dead',
  'option-word': 'warning',
  quotes: 'warning',
  'trailing-comment': 'warning',
  negation: 'warning',
  'sign-without-blank': 'warning',
  url: 'warning',
  'other-style': 'warning',
  'regular-expression': 'warning',
  'several-rules': 'warning',
  'windows-path': 'warning',
  tilde: 'warning',
  variable: 'warning',
  braces: 'warning',
  'shell-escape': 'warning',
  'dot-part': 'warning',
  'double-slash': 'warning',
};

const HEAVIEST: Weight[] = ['error', 'dead', 'warning', 'note'];

export function marksFor({ words: { excludes }, formats }: Language, list: JudgedList): LineMark[] {
  const lines = new Set([...list.odd, ...(list.effects ?? [])].map(({ line }) => line));
  const effects = new Map(list.effects?.map((each) => [each.line, each]));
  const oddOn = new Map<number, OddLine[]>();
  for (const each of list.odd) oddOn.set(each.line, [...(oddOn.get(each.line) ?? []), each]);
  return [...lines]
    .sort((one, other) => one - other)
    .map((line): LineMark => {
      const odd = heaviestOf(oddOn.get(line) ?? []);
      const weight = odd && WEIGHTS[odd.kind];
      const effect = effects.get(line);
      const word = odd && excludes.short(odd.kind, odd.about);
      const decides = effect !== undefined && effect.own.bytes + effect.own.files > 0;
      const saves = decides ? savesOf(effect) : undefined;
      return {
        line,
        dead: weight === 'dead',
        ...(word !== undefined &&
          weight !== undefined &&
          weight !== 'note' && { word: { text: word, severity: weight } }),
        ...(saves && { saves }),
      };
    });

  function savesOf({ include, own }: LineEffect): { bytes: string; files: string } {
    const bytes = formats.bytes(own.bytes);
    return { bytes: include ? `+${bytes}` : bytes, files: excludes.files(own.files) };
  }
}

export function sentencesFor({ words: { excludes } }: Language, list: JudgedList): LineSentence[] {
  return list.odd.map(({ line, kind, about }) => {
    const weight = WEIGHTS[kind];
    const severity = weight === 'error' || weight === 'warning' ? weight : 'info';
    return { line, severity, sentence: excludes.odd(kind, about) };
  });
}

/** What the line below the editor says about the one that the cursor is in. */
export function describeLine(
  { words: { excludes }, formats }: Language,
  list: JudgedList,
  line: number,
): string {
  const odd = list.odd
    .filter((each) => each.line === line)
    .map(({ kind, about }) => excludes.odd(kind, about));
  const effect = list.effects?.find((each) => each.line === line);
  if (effect === undefined || (effect.own.files === 0 && effect.own.bytes === 0)) return odd.join(' ');
  const { include, own, alone } = effect;
  const does = (include ? excludes.keeps : excludes.leavesOut)(formats.bytes(own.bytes), own.files);
  const only = own.bytes === alone.bytes ? [] : [excludes.alone(formats.bytes(alone.bytes), include)];
  return [does, ...only, ...odd].join(' ');
}

function heaviestOf(odd: readonly OddLine[]): OddLine | undefined {
  return HEAVIEST.flatMap((weight) => odd.filter(({ kind }) => WEIGHTS[kind] === weight))[0];
}
