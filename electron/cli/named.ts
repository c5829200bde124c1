import type { Language } from '../../shared/words/language';

const MOST_NAMED = 20;

/** A line for each, as far as that stays readable. */
export function named<T>({ words }: Language, list: readonly T[], show: (one: T) => string): string[] {
  const rest = list.length - MOST_NAMED;
  return [
    ...list.slice(0, MOST_NAMED).map((one) => `  ${show(one)}`),
    ...(rest > 0 ? [`  ${words.terminal.andMore(rest)}`] : []),
  ];
}
