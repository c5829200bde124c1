/** What comes next and why, what is kept, and of what. */
import type { ReactNode } from 'react';
import type { AppState } from '../../shared/app-state';
import { ageOf } from '../../shared/outcome';
import { useNow } from '../engine/use-now';
import { usePlace } from '../shell/place';
import { LinkButton } from '../ui/button';
import { useLanguage } from '../ui/language';
import { proofIn } from '../../shared/words/proof';
import { whenIn } from '../../shared/words/when';
import { PauseControl } from './pause-control';

export function Coming({ state }: { state: AppState }) {
  const { words } = useLanguage();
  const { go } = usePlace();
  if (!state.setUp.ok) return null;
  return (
    <dl className="rows">
      {state.running === null ? (
        <Row name={words.home.next} action={<PauseControl state={state} />}>
          <Next state={state} />
        </Row>
      ) : (
        <Row name={words.home.lastGood} action={null}>
          <LastGood state={state} />
        </Row>
      )}
      <Row
        name={words.home.kept}
        action={
          <LinkButton
            onClick={() => {
              go('space');
            }}
          >
            {words.home.whatTakesIt}
          </LinkButton>
        }
      >
        <Kept state={state} />
      </Row>
      <Proof state={state} />
      <Row
        name={words.home.what}
        action={
          <LinkButton
            onClick={() => {
              go('excludes');
            }}
          >
            {words.home.whatIsLeftOut}
          </LinkButton>
        }
      >
        <span className="path">{state.setUp.roots.join(' · ')}</span>
      </Row>
    </dl>
  );
}

function Row({ name, action, children }: { name: string; action: ReactNode; children: ReactNode }) {
  return (
    <div className="row">
      <dt>{name}</dt>
      <dd className="row-value">{children}</dd>
      <dd className="row-action">{action}</dd>
    </div>
  );
}

function Next({ state }: { state: AppState }) {
  const language = useLanguage();
  const { words } = language;
  const { go } = usePlace();
  const now = useNow();
  if (state.pausedUntil !== null) {
    return words.home.nextPaused(whenIn(language, new Date(state.pausedUntil), now));
  }
  if (state.last?.result === 'skipped') {
    const { because, until } = words.skip(state.last.skip);
    return (
      <>
        {until}
        <span className="quiet row-why">{words.home.nextBecause(because)}</span>
      </>
    );
  }
  if (state.nextDue === null) {
    return (
      <>
        {words.home.nextByHand}{' '}
        <LinkButton
          onClick={() => {
            go('settings', state.setUp.ok ? state.setUp.destination : undefined);
          }}
        >
          {words.home.setSchedule}
        </LinkButton>
      </>
    );
  }
  const due = new Date(state.nextDue);
  return due.getTime() <= now ? words.home.nextDue : whenIn(language, due, now);
}

function LastGood({ state: { lastGood } }: { state: AppState }) {
  const { words, formats } = useLanguage();
  const now = useNow();
  return lastGood === null ? words.home.noneYet : formats.age(ageOf(lastGood, now));
}

/** Nothing where the host tells nothing of it. */
function Proof({ state: { lastGood } }: { state: AppState }) {
  const language = useLanguage();
  const now = useNow();
  const proof = lastGood === null ? undefined : proofIn(language, lastGood, now);
  if (proof === undefined) return null;
  return (
    <Row name={language.words.home.proof} action={null}>
      {proof}
    </Row>
  );
}

function Kept({ state }: { state: AppState }) {
  const { words, formats } = useLanguage();
  const { lastGood } = state;
  const totals = lastGood !== null && 'acknowledged' in lastGood ? lastGood.acknowledged?.totals : undefined;
  return totals === undefined
    ? words.home.keptUnknown
    : words.home.keptSize(formats.bytes(totals.bytes), totals.files);
}
