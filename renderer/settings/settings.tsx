/** Settings: how is it set up? What concerns backups is kept by the engine, the window's own look by the window. */
import { Fragment, lazy, Suspense } from 'react';
import { VERSION } from '../../shared/version';
import { useAppState } from '../engine/app-state';
import { useRunControls } from '../engine/run-controls';
import { useCommand } from '../engine/use-command';
import { useNow } from '../engine/use-now';
import { PauseControl } from '../home/pause-control';
import { useSetup } from '../setup/setup-provider';
import { Button, LinkButton } from '../ui/button';
import { Refusal } from '../ui/notice';
import { Page } from '../ui/page';
import { useLanguage } from '../ui/language';
import { whenIn } from '../../shared/words/when';
import { CommandsPart } from './commands-part';
import { ConditionsPart } from './conditions-part';
import { AutostartPart, FilesPart, LookPart } from './desktop-parts';
import { DestinationsPart } from './destinations-part';
import { Part } from './part';
import { FILE_PARTS, FILE_PARTS_OF_SEVERAL, OTHER_PARTS, partId, type PartName } from './part-names';
import { SchedulePart } from './schedule-part';
import type { ToldSettings } from './settings-form';
import { SpeedPart } from './speed-part';
import { OverduePart, TellingPart } from './telling-part';
import { NoSettings, UnreadableSettings } from './unusable';
import { useSettings } from './use-settings';
import { WhatPart } from './what-part';
import { WherePart } from './where-part';
import './settings.css';

/** Needed seldom. */
const AddWizard = lazy(async () => ({ default: (await import('../setup/add-wizard')).AddWizard }));

export function Settings() {
  const { adding } = useSetup();
  if (!adding) return <AllSettings />;
  return (
    <Suspense fallback={null}>
      <AddWizard />
    </Suspense>
  );
}

function AllSettings() {
  const { settings } = useLanguage().words;
  const { answer, askAgain, shown, show } = useSettings();
  const several = answer.is === 'known' && answer.value.destinations.length > 1;
  const fileParts = answer.is !== 'known' ? [] : several ? FILE_PARTS_OF_SEVERAL : FILE_PARTS;
  return (
    <Page title={settings.title}>
      <SettingsIndex parts={[...fileParts, ...OTHER_PARTS]} />
      {answer.is === 'asking' && <p role="status">{settings.asking}</p>}
      {answer.is === 'refused' &&
        (answer.failure.code === 'settings-missing' ? (
          <NoSettings />
        ) : (
          <UnreadableSettings failure={answer.failure} askAgain={askAgain} />
        ))}
      {answer.is === 'known' &&
        (several ? (
          <PartsOfSeveral told={answer.value} askAgain={askAgain} shown={shown} show={show} />
        ) : (
          <PartsOfOne told={answer.value} askAgain={askAgain} />
        ))}
      <PausePart />
      {several && <h2 className="settings-scope">{settings.scope.app}</h2>}
      <AutostartPart />
      <LookPart />
      <FilesPart />
      <AboutPart />
    </Page>
  );
}

function PartsOfOne(props: ToldSettings) {
  return (
    <>
      <WherePart {...props} another />
      <WhatPart {...props} />
      <SchedulePart {...props} />
      <ConditionsPart {...props} />
      <SpeedPart {...props} />
      <TellingPart {...props} several={false} />
      <CommandsPart commands={props.told.settings.commands} />
    </>
  );
}

interface SeveralProps extends ToldSettings {
  shown: string | null;
  show: (destination: string | null) => void;
}

/** What belongs to one of them, for the one that is chosen, and apart from it what all share. */
function PartsOfSeveral({ shown, show, ...props }: SeveralProps) {
  const { scope } = useLanguage().words.settings;
  const { destination, commands } = props.told.settings;
  return (
    <>
      <DestinationsPart {...props} shown={shown} show={show} />
      {/* Each has its own drafts, checks and refusals. */}
      <Fragment key={destination}>
        <h2 className="settings-scope">{scope.one(destination)}</h2>
        <WherePart {...props} />
        <SchedulePart {...props} />
        <ConditionsPart {...props} />
        <SpeedPart {...props} />
        <OverduePart {...props} />
      </Fragment>
      <h2 className="settings-scope">{scope.all}</h2>
      <WhatPart {...props} />
      <TellingPart {...props} several />
      <CommandsPart commands={commands} />
    </>
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
