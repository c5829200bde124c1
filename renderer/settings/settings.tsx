/** Settings: how is it set up? What concerns backups is kept by the engine, the window's own look by the window. */
import { useAppState } from '../engine/app-state';
import { useRunControls } from '../engine/run-controls';
import { useNow } from '../engine/use-now';
import { PauseControl } from '../home/pause-control';
import { VERSION } from '../../shared/version';
import { Refusal } from '../ui/notice';
import { Page } from '../ui/page';
import { useLanguage } from '../words/language';
import { whenIn } from '../words/when';
import { AutostartPart } from './autostart-part';
import { FilesPart } from './files-part';
import { LookPart } from './look-part';
import { Part } from './part';
import { SchedulePart } from './schedule-part';
import './settings.css';

export function Settings() {
  const { words } = useLanguage();
  return (
    <Page title={words.settings.title}>
      <SchedulePart />
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
    <Part title={pause.title}>
      <p>{until === null ? pause.none : pause.until(whenIn(language, new Date(until), now))}</p>
      <PauseControl state={known.state} />
      <Refusal failure={controls.pause.failure} dismiss={controls.pause.forget} />
    </Part>
  );
}

function AboutPart() {
  const { about } = useLanguage().words.settings;
  return (
    <Part title={about.title}>
      <p>{about.version(VERSION)}</p>
      <p className="quiet">{about.what}</p>
    </Part>
  );
}
