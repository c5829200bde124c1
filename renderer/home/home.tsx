/** Home: am I safe? */
import { Fragment, lazy, useState } from 'react';
import type { AppState } from '../../shared/app-state';
import { useAppState } from '../engine/app-state';
import { useRunControls } from '../engine/run-controls';
import { Button } from '../ui/button';
import { Afterword } from '../setup/afterword';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { aboutDestination } from './about-destination';
import { AgeBlock } from './age-block';
import { AlarmBlock } from './alarm-block';
import { Coming } from './coming';
import { DestinationChoice } from './destination-choice';
import { RunBars } from './run-bars';
import { RunBlock } from './run-block';
import { Trouble } from './trouble';
import './home.css';

/** Needed once. */
const Wizard = lazy(async () => ({ default: (await import('../setup/wizard')).Wizard }));

export function Home() {
  const known = useAppState();
  const { words } = useLanguage();
  switch (known.is) {
    case 'refused':
      return (
        <div className="home">
          <Refusal failure={known.failure} />
          <div>
            <Button onClick={known.askAgain}>{words.shell.askAgain}</Button>
          </div>
        </div>
      );
    case 'known':
      return <KnownHome state={known.state} />;
  }
}

function KnownHome({ state: told }: { state: AppState }) {
  const { words } = useLanguage();
  const [chosen, setChosen] = useState<string>();
  const state = aboutDestination(told, chosen);
  const { start, cancel, pause } = useRunControls();
  const { running, setUp, lastGood } = state;
  // Also while its own test of the way runs.
  if (!setUp.ok && setUp.failure.code === 'settings-missing') return <Wizard />;
  return (
    <div className="home">
      {running === null ? (
        <AgeBlock state={state} />
      ) : (
        <RunBlock state={aboutDestination(told, running.to)} running={running} />
      )}
      {setUp.ok && state.destinations.length > 1 && (
        <DestinationChoice state={state} chosen={setUp.destination} choose={setChosen} />
      )}
      <Refusal failure={start.failure} dismiss={start.forget} />
      <Refusal failure={cancel.failure} dismiss={cancel.forget} />
      <Refusal failure={pause.failure} dismiss={pause.forget} />
      {/* What is open, asked or tried out is of that one. */}
      <Fragment key={setUp.ok ? setUp.destination : ''}>
        {running?.backsUp !== true && state.alarmed !== null && (
          <AlarmBlock
            run={state.alarmed}
            lastGood={lastGood}
            destination={setUp.ok ? setUp.destination : null}
          />
        )}
        {running?.backsUp !== true && <Trouble state={state} />}
      </Fragment>
      {setUp.ok && <Afterword beforeFirst={lastGood === null} />}
      <Coming state={state} />
      {(setUp.ok || lastGood !== null) && <RunBars state={state} />}
      {state.tray === 'no-place' && <p className="quiet">{words.home.noTray}</p>}
    </div>
  );
}
