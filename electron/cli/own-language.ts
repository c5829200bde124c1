/** The language of this terminal, the same from the first word to the last. */
import { LANGUAGES, localeOf, type Language } from '../../shared/words/language';
import { loadLanguage } from '../../shared/words/load-language';

let spoken: Language | undefined;
let ofJson: Language | undefined;

/** Before a command begins. */
export async function findOwnLanguage(env: NodeJS.ProcessEnv): Promise<Language> {
  return (spoken ??= await loadLanguage(localeOf(env)));
}

export function ownLanguage(): Language {
  if (spoken === undefined) throw new Error('a command began without its language');
  return spoken;
}

/** The words in `--json`, which a program may look for: the same whatever the terminal speaks. */
export async function languageOfJson(): Promise<Language> {
  return (ofJson ??= await loadLanguage(LANGUAGES.en.locale));
}
