/** Which language the window speaks: the desktop's where we have it, or the one that was chosen. */
import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { useChoice } from './choice';
import { LANGUAGE_CHOICES, type Language } from '../../shared/words/language';
import { speak, speakFor } from '../../shared/words/languages';

const LanguageContext = createContext<Language>(speak('en', 'en-GB'));

/** @param locale the desktop's, a BCP 47 tag */
export function LanguageProvider({ locale, children }: { locale: string; children: ReactNode }) {
  const [choice] = useChoice('language', LANGUAGE_CHOICES);
  const language = useMemo(() => {
    return choice === 'system' ? speakFor(locale) : speak(choice, locale);
  }, [choice, locale]);
  useEffect(() => {
    document.documentElement.lang = language.formats.locale;
  }, [language]);
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

export function useLanguage(): Language {
  return useContext(LanguageContext);
}
