/** Colours and language of this window. */
import { useChoice } from '../ui/choice';
import { Select } from '../ui/select';
import { THEMES } from '../ui/theme';
import { useLanguage } from '../ui/language';
import { LANGUAGE_CHOICES, LANGUAGES } from '../../shared/words/language';
import { Part } from './part';

export function LookPart() {
  const { look } = useLanguage().words.settings;
  const [theme, chooseTheme] = useChoice('theme', THEMES);
  const [language, chooseLanguage] = useChoice('language', LANGUAGE_CHOICES);
  return (
    <Part name="look" title={look.title}>
      <Select label={look.theme} value={theme} options={look.themes} choose={chooseTheme} />
      <Select
        label={look.language}
        value={language}
        options={{ system: look.languageOfSystem, en: LANGUAGES.en.name, de: LANGUAGES.de.name }}
        choose={chooseLanguage}
      />
    </Part>
  );
}
