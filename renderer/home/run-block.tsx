/** A run under way, in place of the age: how far it is, who can read, and how to end it. */
import type { AppState, Running } from '../../shared/app-state';
import { healthOf } from '../../shared/health';
import type { Outcome } from '../../shared/outcome';
import { useRunControls } from '../engine/run-controls';
import { useNow } from '../engine/use-now';
import { Button } from '../ui/button';
import { Shape } from '../ui/shape';
import { useLanguage } from '../ui/language';
import { RunSteps } from './run-steps';

export function RunBlock({ state, running }: { state: AppState; running: Running }) {
  const { words } = useLanguage();
  const { cancel } = useRunControls();
  const health = healthOf(state);
  const host = running.to ?? (state.setUp.ok ? state.setUp.host : words.headline.theHost);
  const percent = running.progress?.percent;
  return (
    <section className="run" aria-label={words.shell.health[health]}>
      <div className="age">
        <Shape shape={health} size={2.5} percent={percent} label={words.shell.health[health]} />
        <div className="age-words">
          <h1 className="age-label">
            {running.backsUp ? words.run.backingUpTo(host) : words.run.checkingHost(host)}
          </h1>
          <p className="age-main">
            <Main running={running} earlier={state.lastGood} />
          </p>
          <p className="quiet">
            <Figures running={running} />
          </p>
        </div>
        {running.own && running.phase !== 'cleaning-up' && (
          <Button disabled={cancel.busy} onClick={() => void cancel.send(null)}>
            {cancel.busy ? words.run.cancelling : words.home.cancel}
          </Button>
        )}
      </div>
      {running.phase === 'transferring' && (
        <progress
          className="run-bar"
          aria-label={words.run.progress}
          {...(percent !== undefined && { value: percent, max: 100 })}
        />
      )}
      <RunSteps running={running} />
      <Door running={running} />
      {!running.own && <p className="quiet">{words.run.elsewhere(running.pid)}</p>}
    </section>
  );
}

interface MainProps {
  running: Running;
  /** The last good backup. */
  earlier: Outcome | null;
}

/** The one large thing: the share that is done, or what happens before anything can be counted. */
function Main({ running: { phase, here, progress, secondsLeft, backsUp }, earlier }: MainProps) {
  const { words, formats } = useLanguage();
  switch (phase) {
    case 'preparing':
      return words.run.making;
    case 'listening':
    case 'calling':
      return words.run.waiting;
    case 'cleaning-up':
      return words.run.closing;
    case 'transferring': {
      if (progress === undefined) return here === true ? words.run.readingHere : words.run.reading;
      const done =
        progress.percent === undefined
          ? words.run.soFar(formats.bytes(progress.bytes))
          : formats.percent(progress.percent);
      const before =
        backsUp && earlier !== null && 'acknowledged' in earlier ? earlier.acknowledged?.totals : undefined;
      // What is left cannot be told yet; how long it took the last time can.
      const unknown =
        before === undefined
          ? words.run.timeLeftUnknown
          : words.run.tookLastTime(formats.duration(before.seconds));
      const left = secondsLeft === undefined ? unknown : words.headline.timeLeft(secondsLeft);
      return (
        <>
          <span>{done}</span>
          <span className="age-meaning">{left}</span>
        </>
      );
    }
  }
}

function Figures({ running: { progress, startedAt } }: { running: Running }) {
  const { words, formats } = useLanguage();
  const started = new Date(startedAt);
  const age = formats.age(Math.max(0, (useNow() - started.getTime()) / 1000));
  const start = words.run.startedAt(formats.clock(started), age);
  if (progress === undefined) return start;
  return (
    <>
      {progress.percent !== undefined && <Part text={formats.bytes(progress.bytes)} />}
      <Part text={words.run.files(progress.files)} />
      <Part text={words.run.rate(formats.bytes(progress.rate))} />
      <Part text={words.run.ofRoot(progress.root)} />
      <span className="whole">{start}</span>
    </>
  );
}

function Part({ text }: { text: string }) {
  return (
    <>
      <span className="path">{text}</span>
      {' · '}
    </>
  );
}

/** Who can come in now. The promise of the product, so it is always said. */
function Door({ running }: { running: Running }) {
  const { words, formats } = useLanguage();
  const { run } = words;
  const since = running.began?.transferring;
  const text = {
    preparing: run.doorClosed,
    listening: run.doorOpen,
    calling: run.doorOpen,
    transferring:
      running.here === true
        ? run.readsHere
        : run.canRead(
            running.peer,
            since === undefined ? undefined : formats.clockToTheSecond(new Date(since)),
          ),
    'cleaning-up': running.here === true ? run.doneHere : run.lockedOut,
  }[running.phase];
  return (
    <p className="run-door" role="status">
      {text}
    </p>
  );
}
