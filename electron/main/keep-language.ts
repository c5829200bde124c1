/** The language of tray, notifications and dialogs: the desktop's, or the one that was chosen in the window. */
import { spokenLocale, type Language } from '../../shared/words/language';
import { loadLanguage } from '../../shared/words/load-language';
import type { Preferences } from './preferences';

export interface KeptLanguage {
  current: () => Language;
  /** Another one may have been chosen. */
  follow: () => Promise<void>;
  /** Told once another one is spoken. */
  subscribe: (listener: () => void) => void;
}

/** @param systemLocale the desktop's, a BCP 47 tag */
export async function keepLanguage(
  preferences: Pick<Preferences, 'choices'>,
  systemLocale: string,
): Promise<KeptLanguage> {
  const wanted = (): string => spokenLocale(preferences.choices().language, systemLocale);
  const listeners: (() => void)[] = [];
  let locale = wanted();
  let spoken = await loadLanguage(locale);
  return {
    current: () => spoken,
    follow: async () => {
      const next = wanted();
      if (next === locale) return;
      locale = next;
      const loaded = await loadLanguage(next);
      // Somebody may have chosen again meanwhile.
      if (locale !== next) return;
      spoken = loaded;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.push(listener);
    },
  };
}
