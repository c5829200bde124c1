/** The languages that the window speaks. Pure. */
import { english, englishFormats, type Words } from './english';
import type { Formats } from './formats';
import { german, germanFormats } from './german';

export interface Language {
  words: Words;
  formats: Formats;
}

interface Entry {
  /** Its name in itself. */
  name: string;
  locale: string;
  formats: (locale: string) => Formats;
  words: (formats: Formats) => Words;
}

export const LANGUAGES = {
  en: { name: 'English', locale: 'en-GB', formats: englishFormats, words: english },
  de: { name: 'Deutsch', locale: 'de-DE', formats: germanFormats, words: german },
} satisfies Record<string, Entry>;

export type LanguageCode = keyof typeof LANGUAGES;
export const LANGUAGE_CHOICES = ['system', ...(Object.keys(LANGUAGES) as LanguageCode[])] as const;

/** Numbers and times follow the desktop's region where the language is its own, as in Austria or Canada. */
export function speak(code: LanguageCode, systemLocale: string): Language {
  const entry: Entry = LANGUAGES[code];
  const formats = entry.formats(codeOf(systemLocale) === code ? systemLocale : entry.locale);
  return { formats, words: entry.words(formats) };
}

/** The locale in which the chosen language is spoken on a desktop of that locale; the desktop's own where none is chosen. */
export function spokenLocale(choice: string | undefined, systemLocale: string): string {
  const code = choice === undefined ? undefined : codeOf(choice);
  return code === undefined || codeOf(systemLocale) === code ? systemLocale : LANGUAGES[code].locale;
}

/** What a desktop in that language is spoken to in. */
export function speakFor(systemLocale: string): Language {
  return speak(codeOf(systemLocale) ?? 'en', systemLocale);
}

/** The language of a BCP 47 tag; undefined where we have none for it. */
function codeOf(locale: string): LanguageCode | undefined {
  const code = locale.split('-')[0] ?? '';
  return Object.hasOwn(LANGUAGES, code) ? (code as LanguageCode) : undefined;
}
