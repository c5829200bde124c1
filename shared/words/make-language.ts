import { catalogue } from './catalogue';
import { formatsOf, type Pieces } from './formats';
import type { Count, Messages } from './generated/messages';
import type { Language } from './language';
import type { Said } from './said';

/** As scripts/compile-words.mjs makes it. */
export interface LanguageSource {
  messages: (count: Count) => Messages;
  said: Said;
}

export function makeLanguage(
  { messages, said }: LanguageSource,
  locale: string,
  piecesOf: (locale: string, own: Messages['formats']) => Pieces,
): Language {
  const own = messages((number) => pieces.number(number));
  const pieces = piecesOf(locale, own.formats);
  const formats = formatsOf(locale, own.formats, pieces);
  return { formats, words: catalogue(own, formats, said) };
}
