/** One language where it is to be spoken, and no other: in the tray, in notifications, in the terminal. */
import { piecesByHand } from './formats';
import { LOADERS } from './generated/languages';
import { codeOf, LANGUAGES, type Language } from './language';
import { makeLanguage } from './make-language';

/** @param locale a BCP 47 tag; English where there is no language for it */
export async function loadLanguage(locale: string): Promise<Language> {
  const code = codeOf(locale);
  const source = await LOADERS[code ?? 'en']();
  return makeLanguage(source, code === undefined ? LANGUAGES.en.locale : locale, piecesByHand);
}
