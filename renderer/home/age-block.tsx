/** Am I safe? The age of the last good backup is the largest thing in the window. */
import type { AppState } from '../../shared/app-state';
import { healthOf } from '../../shared/health';
import { ageOf, type Outcome } from '../../shared/outcome';
import { useAnswer } from '../engine/use-answer';
import { useNow } from '../engine/use-now';
import { useRunControls } from '../engine/run-controls';
import { usePlace } from '../shell/place';
import { Button, LinkButton } from '../ui/button';
import { Shape } from '../ui/shape';
import { Tooltip } from '../ui/tooltip';
import { useLanguage } from '../ui/language';
import { MEANING_SHAPE, meaningOf } from './meaning';

export function AgeBlock({ state }: { state: AppState }) {
  const { words } = useLanguage();
  const now = useNow();
  const { start } = useRunControls();
  const health = healthOf(state);
  const { lastGood, lastTry, setUp, destinations } = state;
  const meaning = meaningOf(state, now);
  return (
    <section className="age" aria-label={words.home.lastGood}>
      <Shape shape={health} size={2.5} label={words.shell.health[health]} />
      <div className="age-words">
        <h1 className="age-label">{setUp.ok || lastGood !== null ? <Label state={state} /> : 'Latchkey'}</h1>
        <p className="age-main">
          {lastGood !== null ? <Age outcome={lastGood} now={now} /> : <NoAge state={state} />}
          {setUp.ok && lastGood !== null && (
            <span className="age-meaning" data-shape={meaning === 'failed' ? health : MEANING_SHAPE[meaning]}>
              {words.home.meaning[meaning]}
            </span>
          )}
        </p>
        <p className="quiet path">
          {lastGood !== null ? <Figures outcome={lastGood} /> : setUp.ok && <NothingHere state={state} />}
          {lastGood !== null && <FilesBack outcome={lastGood} />}
        </p>
      </div>
      {setUp.ok && (
        <Button kind="main" disabled={start.busy} onClick={() => void start.send(null)}>
          {destinations.length > 1
            ? words.home.destinations.backUpAll
            : lastTry?.result === 'failed'
              ? words.run.tryAgain
              : words.home.backUpNow}
        </Button>
      )}
    </section>
  );
}

function Label({ state: { setUp, destinations } }: { state: AppState }) {
  const { home } = useLanguage().words;
  return setUp.ok && destinations.length > 1 ? home.destinations.lastGood(setUp.destination) : home.lastGood;
}

/** What all of it is for, one press away when it is needed. */
function FilesBack({ outcome }: { outcome: Outcome }) {
  const { home } = useLanguage().words;
  const { go } = usePlace();
  if (!('acknowledged' in outcome) || outcome.acknowledged === undefined) return null;
  return (
    <>
      {' · '}
      <LinkButton
        onClick={() => {
          go('files');
        }}
      >
        {home.getFilesBack}
      </LinkButton>
    </>
  );
}

function NoAge({ state }: { state: AppState }) {
  const { home } = useLanguage().words;
  if (state.setUp.ok) return home.noneYet;
  return state.setUp.failure.code === 'settings-missing' ? home.notSetUp : home.settingsUnusable;
}

function NothingHere({ state: { goodElsewhere, destinations } }: { state: AppState }) {
  const { words, formats } = useLanguage();
  const now = useNow();
  const { answer } = useAnswer('setup.adopted', null, '');
  if (answer.is === 'known' && answer.value !== null) {
    const { machine, latest } = answer.value;
    return words.home.noneSinceTakenOver(machine, formats.age((now - Date.parse(latest)) / 1000));
  }
  if (destinations.some((each) => each.lastGood !== null)) return words.home.destinations.noneThere;
  return goodElsewhere === undefined
    ? words.home.meaning.never
    : words.home.noneHereYet(formats.age(ageOf(goodElsewhere, now)), goodElsewhere.host);
}

function Age({ outcome, now }: { outcome: Outcome; now: number }) {
  const { formats } = useLanguage();
  const age = formats.age(ageOf(outcome, now));
  return (
    <Tooltip text={formats.exact(new Date(outcome.finishedAt))}>
      <time dateTime={outcome.finishedAt} tabIndex={0}>
        {/* Only English has ages that begin with a small letter, and here the age begins the line. */}
        {age.charAt(0).toLocaleUpperCase(formats.locale) + age.slice(1)}
      </time>
    </Tooltip>
  );
}

function Figures({ outcome }: { outcome: Outcome }) {
  const { words, formats } = useLanguage();
  const totals = 'acknowledged' in outcome ? outcome.acknowledged?.totals : undefined;
  const parts =
    totals === undefined
      ? [words.home.noDetails]
      : [
          words.home.changed(formats.bytes(totals.transferredBytes)),
          words.home.took(formats.duration(totals.seconds)),
        ];
  return [words.home.to(outcome.host), ...parts].join(' · ');
}
