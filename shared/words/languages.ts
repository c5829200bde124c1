/** All languages at hand, as the window has them: a choice of another one shows at once. */
import { piecesByIntl } from './formats';
import { ALL } from './generated/all';
import { codeOf, LANGUAGES, type Language, type LanguageCode } from './language';
import { makeLanguage } from './make-language';

/** Numbers and times follow the desktop's region where the language is its own, as in Austria or Canada. */
export function speak(code: LanguageCode, systemLocale: string): Language {
  const locale = codeOf(systemLocale) === code ? systemLocale : LANGUAGES[code].locale;
  return makeLanguage(ALL[code], locale, piecesByIntl);
}

/** What a desktop in that language is spoken to in. */
export function speakFor(systemLocale: string): Language {
  return speak(codeOf(systemLocale) ?? 'en', systemLocale);
}
