/** Settings: how is it set up? What concerns backups is kept by the engine, the window's own look by the window. */
import { VERSION } from '../../shared/version';
import { useAppState } from '../engine/app-state';
import { useRunControls } from '../engine/run-controls';
import { useCommand } from '../engine/use-command';
import { useNow } from '../engine/use-now';
import { PauseControl } from '../home/pause-control';
import { Button } from '../ui/button';
import { Refusal } from '../ui/notice';
import { Page } from '../ui/page';
import { useLanguage } from '../ui/language';
import { whenIn } from '../../shared/words/when';
import { AutostartPart } from './autostart-part';
import { CommandsPart } from './commands-part';
import { ConditionsPart } from './conditions-part';
import { FilesPart } from './files-part';
import { LookPart } from './look-part';
import { Part } from './part';
import { FILE_PARTS, OTHER_PARTS } from './part-names';
import { SchedulePart } from './schedule-part';
import { SettingsIndex } from './settings-index';
import { SpeedPart } from './speed-part';
import { TellingPart } from './telling-part';
import { NoSettings, UnreadableSettings } from './unusable';
import { useSettings } from './use-settings';
import { WhatPart } from './what-part';
import { WherePart } from './where-part';
import './settings.css';

export function Settings() {
  const { settings } = useLanguage().words;
  const { answer, askAgain, fileVersion } = useSettings();
  return (
    <Page title={settings.title}>
      <SettingsIndex parts={answer.is === 'known' ? [...FILE_PARTS, ...OTHER_PARTS] : OTHER_PARTS} />
      {answer.is === 'asking' && <p role="status">{settings.asking}</p>}
      {answer.is === 'refused' &&
        (answer.failure.code === 'settings-missing' ? (
          <NoSettings />
        ) : (
          <UnreadableSettings failure={answer.failure} askAgain={askAgain} />
        ))}
      {answer.is === 'known' && (
        <>
          <WherePart told={answer.value} askAgain={askAgain} />
          <WhatPart told={answer.value} askAgain={askAgain} />
          <SchedulePart fileVersion={fileVersion} />
          <ConditionsPart told={answer.value} askAgain={askAgain} />
          <SpeedPart told={answer.value} askAgain={askAgain} />
          <TellingPart told={answer.value} askAgain={askAgain} />
          <CommandsPart commands={answer.value.settings.commands} />
        </>
      )}
      <PausePart />
      <AutostartPart />
      <LookPart />
      <FilesPart />
      <AboutPart />
    </Page>
  );
}

function PausePart() {
  const language = useLanguage();
  const { pause } = language.words.settings;
  const known = useAppState();
  const controls = useRunControls();
  const now = useNow();
  if (known.is !== 'known') return null;
  const until = known.state.pausedUntil;
  return (
    <Part name="pause" title={pause.title}>
      <p>{until === null ? pause.none : pause.until(whenIn(language, new Date(until), now))}</p>
      <PauseControl state={known.state} />
      <Refusal failure={controls.pause.failure} dismiss={controls.pause.forget} />
    </Part>
  );
}

function AboutPart() {
  const { about } = useLanguage().words.settings;
  const open = useCommand('desktop.open');
  return (
    <Part name="about" title={about.title}>
      <p>{about.version(VERSION)}</p>
      <p className="quiet">{about.what}</p>
      <div className="settings-buttons">
        <Button disabled={open.busy} onClick={() => void open.send('third-party-notices')}>
          {about.notices}
        </Button>
      </div>
      <Refusal failure={open.failure} dismiss={open.forget} />
    </Part>
  );
}
