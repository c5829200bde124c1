/** Settings: how is it set up? What concerns backups is kept by the engine, the window's own look by the window. */
import { useEffect, useState } from 'react';
import type { Output } from '../../shared/ipc';
import { VERSION } from '../../shared/version';
import { useAppState } from '../engine/app-state';
import { useRunControls } from '../engine/run-controls';
import { useCommand } from '../engine/use-command';
import { useNow } from '../engine/use-now';
import { PauseControl } from '../home/pause-control';
import { Button, LinkButton } from '../ui/button';
import { Refusal } from '../ui/notice';
import { Page } from '../ui/page';
import { useLanguage } from '../ui/language';
import { listen } from '../engine/client';
import { useAnswer, type Asked } from '../engine/use-answer';
import { whenIn } from '../../shared/words/when';
import { CommandsPart } from './commands-part';
import { ConditionsPart } from './conditions-part';
import { AutostartPart, FilesPart, LookPart } from './desktop-parts';
import { Part } from './part';
import { FILE_PARTS, OTHER_PARTS, partId, type PartName } from './part-names';
import { SchedulePart } from './schedule-part';
import { SpeedPart } from './speed-part';
import { TellingPart } from './telling-part';
import { NoSettings, UnreadableSettings } from './unusable';
import { WhatPart } from './what-part';
import { WherePart } from './where-part';
import './settings.css';

export function Settings() {
  const { settings } = useLanguage().words;
  const { answer, askAgain } = useSettings();
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
          <SchedulePart told={answer.value} askAgain={askAgain} />
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

/** The settings as the file has them, asked for again each time that it changes, whoever changed it. */
function useSettings(): {
  answer: Asked<Output<'settings.get'>>;
  askAgain: () => void;
} {
  const [fileVersion, setFileVersion] = useState('');
  useEffect(
    () =>
      listen('settings.changed', (version) => {
        setFileVersion(version ?? '');
      }),
    [],
  );
  return useAnswer('settings.get', null, fileVersion);
}

/** What is on this page, at its top: each name leads to its part. */
function SettingsIndex({ parts }: { parts: readonly PartName[] }) {
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
