/** What went wrong in the last run: a sentence, what it means for the backups, and the next step as a button. */
import type { AppState } from '../../shared/app-state';
import { describeFailure } from '../../shared/describe-failure';
import type { Failure } from '../../shared/failures';
import type { Outcome } from '../../shared/outcome';
import { doubtsOf } from '../../shared/trust';
import { CheckPanel } from '../check/check-panel';
import { useAppState } from '../engine/app-state';
import { useCommand } from '../engine/use-command';
import { GapsSaid } from '../history/gaps-said';
import { stillKept } from '../history/group-by-folder';
import { LeaveOutButton } from '../history/leave-out-button';
import { useGaps } from '../history/use-gaps';
import { usePlace } from '../shell/place';
import { Button } from '../ui/button';
import { Notice, Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { DoubtfulFiles } from './doubtful-files';
import { FILE_TO_OPEN, SAYS_WHAT_IS_KEPT, TESTED_BY_THE_CHECK, VIEW_TO_OPEN } from './next-steps';

export function Trouble({ state }: { state: AppState }) {
  if (!state.setUp.ok) {
    return state.setUp.failure.code === 'settings-missing' ? null : (
      <UnusableSettings failure={state.setUp.failure} />
    );
  }
  const doubts = doubtsOf(state.lastGood);
  return (
    <>
      {doubts !== undefined && state.lastGood !== null && (
        <DoubtfulFiles doubts={doubts} actions={<SeeThem outcome={state.lastGood} />} />
      )}
      {state.lastTry?.result === 'failed' && (
        <FailedRun outcome={state.lastTry} to={state.setUp.destination} />
      )}
      {state.lastTry?.result === 'partial' && <RunWithGaps outcome={state.lastTry} />}
    </>
  );
}

function UnusableSettings({ failure }: { failure: Failure }) {
  const { words } = useLanguage();
  const known = useAppState();
  const { sentence, nextStep } = words.failure(failure);
  return (
    <Notice
      shape="failed"
      title={words.home.settingsUnusable}
      actions={
        <>
          <OpenFile failure={failure} />
          {known.is === 'known' && <Button onClick={known.askAgain}>{words.shell.askAgain}</Button>}
        </>
      }
    >
      <p>{sentence}</p>
      <p>{words.run.nothingUntilUsable}</p>
      <p className="quiet">{nextStep}</p>
    </Notice>
  );
}

interface FailedRunProps {
  outcome: Extract<Outcome, { result: 'failed' }>;
  /** The destination's name. */
  to: string;
}

function FailedRun({ outcome, to }: FailedRunProps) {
  const { words, formats } = useLanguage();
  const { go } = usePlace();
  const { failure } = outcome;
  const { sentence, nextStep } = words.failure(failure);
  const view = VIEW_TO_OPEN[failure.code];
  const isTested = TESTED_BY_THE_CHECK.has(failure.code);
  const buttons = (
    <>
      {view !== undefined && (
        <Button
          onClick={() => {
            go(view, view === 'settings' ? to : undefined);
          }}
        >
          {words.run.goTo[view]}
        </Button>
      )}
      <OpenFile failure={failure} />
      <AcceptStore failure={failure} to={to} />
      <Button
        onClick={() => {
          go('history', outcome.id);
        }}
      >
        {words.run.openLog}
      </Button>
    </>
  );
  return (
    <Notice
      shape={describeFailure(failure).severity}
      title={words.run.failedAt(formats.moment(new Date(outcome.startedAt)))}
      // The check's result stands below the one row of buttons, and so brings that row along.
      actions={isTested ? undefined : buttons}
    >
      <p>
        {sentence} {!SAYS_WHAT_IS_KEPT.has(failure.code) && words.run.earlierKept}
      </p>
      <p className="quiet">{nextStep}</p>
      {isTested && <CheckPanel to={to} beside={buttons} />}
    </Notice>
  );
}

function RunWithGaps({ outcome }: { outcome: Extract<Outcome, { result: 'partial' }> }) {
  const { words, formats } = useLanguage();
  const { go } = usePlace();
  const gaps = useGaps(outcome.id);
  const known = gaps.known.is === 'known' ? gaps.known.value.gaps : [];
  const unreadable = outcome.acknowledged?.unreadable.count;
  // What is not named in the record cannot be left out from here.
  const isWhole = known.length > 0 && known.length === unreadable;
  const allLeftOut = isWhole && stillKept(known).length === 0;
  return (
    <Notice
      shape="attention"
      title={words.run.partialAt(formats.moment(new Date(outcome.startedAt)))}
      actions={
        <>
          {isWhole && <LeaveOutButton gaps={known} of={gaps} />}
          <SeeThem outcome={outcome} />
          <Button
            onClick={() => {
              go('excludes');
            }}
          >
            {words.home.whatIsLeftOut}
          </Button>
        </>
      }
    >
      <p>{words.run.gapsMean(unreadable)}</p>
      <p className="quiet">{allLeftOut ? words.gaps.allLeftOut : words.run.gapsNext}</p>
      <GapsSaid of={gaps} />
    </Notice>
  );
}

function SeeThem({ outcome: { id } }: { outcome: Outcome }) {
  const { run } = useLanguage().words;
  const { go } = usePlace();
  return (
    <Button
      onClick={() => {
        go('history', id);
      }}
    >
      {run.seeThem}
    </Button>
  );
}

function OpenFile({ failure }: { failure: Failure }) {
  const { words } = useLanguage();
  const open = useCommand('desktop.open');
  const file = FILE_TO_OPEN[failure.code];
  if (file === undefined) return null;
  return (
    <>
      <Button disabled={open.busy} onClick={() => void open.send(file)}>
        {file === 'exclude-file' ? words.run.openExcludes : words.run.openSettings}
      </Button>
      <Refusal failure={open.failure} dismiss={open.forget} />
    </>
  );
}

/** The store is another one than before: a person may say that it is meant. The backup is then made at once. */
function AcceptStore({ failure, to }: { failure: Failure; to: string }) {
  const { run } = useLanguage().words;
  const accept = useCommand('store.accept');
  if (failure.code !== 'store-not-the-one') return null;
  return (
    <>
      <Button disabled={accept.busy} onClick={() => void accept.send({ to, instead: false })}>
        {run.useStoreAsWell}
      </Button>
      <Button disabled={accept.busy} onClick={() => void accept.send({ to, instead: true })}>
        {run.useStoreInstead}
      </Button>
      <Refusal failure={accept.failure} dismiss={accept.forget} />
    </>
  );
}
