/** Which languages there are, and which one is spoken where. Without their words: those are loaded where they are needed. */
import type { Words } from './catalogue';
import type { Formats } from './formats';
import { LANGUAGES } from './generated/languages';

export { LANGUAGES };

export interface Language {
  words: Words;
  formats: Formats;
}

export type LanguageCode = keyof typeof LANGUAGES;
const CODES = Object.keys(LANGUAGES) as LanguageCode[];
export const LANGUAGE_CHOICES = ['system', ...CODES] as const;

/** The language of a BCP 47 tag; undefined where we have none for it. */
export function codeOf(locale: string): LanguageCode | undefined {
  const [code] = locale.split('-');
  return CODES.find((known) => known === code);
}

/** The locale in which the chosen language is spoken on a desktop of that locale; the desktop's own where none is chosen. */
export function spokenLocale(choice: string | undefined, systemLocale: string): string {
  const code = choice === undefined ? undefined : codeOf(choice);
  return code === undefined || codeOf(systemLocale) === code ? systemLocale : LANGUAGES[code].locale;
}

/**
 * What a terminal or a desktop speaks by its environment, as gettext(3) finds it: the first of `LANGUAGE` that we have, where
 * a locale is set at all, else that locale's. C, POSIX and languages that we do not have: English.
 */
export function localeOf(environment: Readonly<Record<string, string | undefined>>): string {
  const { LC_ALL, LC_MESSAGES, LANG, LANGUAGE = '' } = environment;
  const set = [LC_ALL, LC_MESSAGES, LANG].find((value) => value !== undefined && value !== '') ?? 'C';
  const wanted = ['C', 'POSIX'].includes(withoutEncoding(set)) ? [] : [...LANGUAGE.split(':'), set];
  const tags = wanted.map((name) => withoutEncoding(name).replaceAll('_', '-'));
  return tags.find((tag) => codeOf(tag) !== undefined) ?? LANGUAGES.en.locale;
}

/** "de_AT.UTF-8@euro" as "de_AT". */
function withoutEncoding(locale: string): string {
  return locale.replace(/[.@].*$/s, '');
}
