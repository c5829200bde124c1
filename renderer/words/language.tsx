/** Which language the window speaks: the desktop's where we have it, or the one that was chosen. */
import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { useChoice } from '../ui/choice';
import { codeOf, LANGUAGE_CHOICES, speak, type Language } from './languages';

const LanguageContext = createContext<Language>(speak('en', 'en-GB'));

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [choice] = useChoice('language', LANGUAGE_CHOICES);
  const language = useMemo(() => {
    const code = choice === 'system' ? (codeOf(navigator.language) ?? 'en') : choice;
    return speak(code, navigator.language);
  }, [choice]);
  useEffect(() => {
    document.documentElement.lang = language.formats.locale;
  }, [language]);
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

export function useLanguage(): Language {
  return useContext(LanguageContext);
}
