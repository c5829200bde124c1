/** The language of this terminal, the same from the first word to the last. `--json` has none. */
import { localeOf, type Language } from '../../shared/words/language';
import { loadLanguage } from '../../shared/words/load-language';

let spoken: Language | undefined;

/** Before a command begins. */
export async function findOwnLanguage(env: NodeJS.ProcessEnv): Promise<void> {
  spoken = await loadLanguage(localeOf(env));
}

export function ownLanguage(): Language {
  if (spoken === undefined) throw new Error('a command began without its language');
  return spoken;
}
