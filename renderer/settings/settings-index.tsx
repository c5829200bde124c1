/** What is on this page, at its top: each name leads to its part. */
import { LinkButton } from '../ui/button';
import { useLanguage } from '../ui/language';
import { partId, type PartName } from './part-names';

export function SettingsIndex({ parts }: { parts: readonly PartName[] }) {
  const { settings } = useLanguage().words;
  return (
    <nav className="settings-index" aria-label={settings.index}>
      {parts.map((name) => (
        <LinkButton
          key={name}
          onClick={() => {
            const part = document.getElementById(partId(name));
            part?.scrollIntoView();
            part?.focus({ preventScroll: true });
          }}
        >
          {settings[name].title}
        </LinkButton>
      ))}
    </nav>
  );
}
