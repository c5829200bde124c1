/** The parts that are about this desktop, not about backups. */
import { LANGUAGE_CHOICES, LANGUAGES } from '../../shared/words/language';
import { useAnswer } from '../engine/use-answer';
import { useCommand } from '../engine/use-command';
import { Button } from '../ui/button';
import { useChoice } from '../ui/choice';
import { Refusal } from '../ui/notice';
import { Select } from '../ui/select';
import { THEMES } from '../ui/theme';
import { useLanguage } from '../ui/language';
import { Part } from './part';

/** Whether Latchkey is in the tray from the beginning. The switch shows what is so, not what was pressed. */
export function AutostartPart() {
  const { settings } = useLanguage().words;
  const { answer, askAgain } = useAnswer('autostart.get', null, '');
  const set = useCommand('autostart.set');
  return (
    <Part name="start" title={settings.start.title}>
      {answer.is === 'asking' && <p className="quiet">{settings.asking}</p>}
      {answer.is === 'refused' && <Refusal failure={answer.failure} />}
      {answer.is === 'known' && (
        <>
          <label className="switch">
            <input
              type="checkbox"
              checked={answer.value}
              disabled={set.busy}
              onChange={({ target }) => void set.send(target.checked).then(askAgain)}
            />
            {settings.start.autostart}
          </label>
          <p className="quiet">{settings.start.explain}</p>
        </>
      )}
      <Refusal failure={set.failure} dismiss={set.forget} />
    </Part>
  );
}

/** Colours and language of this window. */
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

/** The person's own files, in the person's own programs. */
export function FilesPart() {
  const { files } = useLanguage().words.settings;
  const open = useCommand('desktop.open');
  return (
    <Part name="files" title={files.title}>
      <p className="quiet">{files.explain}</p>
      <div className="settings-buttons">
        <Button disabled={open.busy} onClick={() => void open.send('settings-file')}>
          {files.settings}
        </Button>
        <Button disabled={open.busy} onClick={() => void open.send('exclude-file')}>
          {files.excludes}
        </Button>
        <Button disabled={open.busy} onClick={() => void open.send('log-folder')}>
          {files.logs}
        </Button>
      </div>
      <Refusal failure={open.failure} dismiss={open.forget} />
    </Part>
  );
}
