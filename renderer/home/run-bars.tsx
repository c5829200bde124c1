/**
 * The last runs: the taller the bar, the more had changed; the higher the line, the longer it took; whatever did not end
 * well has its shape below.
 */
import { useRef, useState, type KeyboardEvent } from 'react';
import type { AppState } from '../../shared/app-state';
import type { Outcome } from '../../shared/outcome';
import { useAnswer } from '../engine/use-answer';
import { usePlace } from '../shell/place';
import { LinkButton } from '../ui/button';
import { Refusal } from '../ui/notice';
import { Shape } from '../ui/shape';
import { shapeOf } from '../ui/shape-name';
import { Tooltip } from '../ui/tooltip';
import { useLanguage } from '../ui/language';
import type { Language } from '../../shared/words/language';
import './run-bars.css';

const SHOWN = 30;
/** Enough to find that many runs among those that were held back. */
const ASKED = 200;
const MOST_ASKED = 1000;

export function RunBars({ state: { setUp, destinations, last } }: { state: AppState }) {
  const { words } = useLanguage();
  const { go } = usePlace();
  // Of several destinations, those to the one that all of Home is about.
  const host = setUp.ok && destinations.length > 1 ? setUp.host : undefined;
  const most = Math.min(MOST_ASKED, ASKED * Math.max(1, destinations.length));
  const { answer } = useAnswer('history.list', { most }, last?.id ?? '');
  const runs = answer.is === 'known' ? lastRuns(answer.value, host) : [];
  return (
    <section className="bars-block" aria-label={words.home.lastRuns(runs.length)}>
      <div className="bars-head">
        <h2>{words.home.lastRuns(runs.length)}</h2>
        {runs.length > 0 && <span className="quieter bars-mean">{words.home.barsMean}</span>}
        <LinkButton
          onClick={() => {
            go('history');
          }}
        >
          {words.home.allRuns}
        </LinkButton>
      </div>
      {answer.is === 'refused' && <Refusal failure={answer.failure} />}
      {answer.is === 'asking' && <p className="quiet bars-asking">{words.home.askingRuns}</p>}
      {answer.is === 'known' && runs.length === 0 && <p className="quiet">{words.home.noRuns}</p>}
      {runs.length > 0 && <Bars runs={runs} />}
    </section>
  );
}

/** Oldest first; what was held back is no run. */
function lastRuns(newestFirst: readonly Outcome[], to: string | undefined): Outcome[] {
  return newestFirst
    .filter(({ result, host }) => result !== 'skipped' && (to === undefined || host === to))
    .slice(0, SHOWN)
    .reverse();
}

/** One stop of the Tab key; the arrows walk from bar to bar. */
function Bars({ runs }: { runs: readonly Outcome[] }) {
  const language = useLanguage();
  const { go } = usePlace();
  const list = useRef<HTMLOListElement>(null);
  const [reached, setReached] = useState(runs.length - 1);
  const current = Math.min(reached, runs.length - 1);
  const most = Math.max(1, ...runs.map(changedBytes));
  const longest = Math.max(1, ...runs.map(secondsOf));

  const walk = (event: KeyboardEvent): void => {
    const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const steps: Record<string, number> = {
      ArrowLeft: forward === 'ArrowLeft' ? current + 1 : current - 1,
      ArrowRight: forward === 'ArrowRight' ? current + 1 : current - 1,
      Home: 0,
      End: runs.length - 1,
    };
    const wanted = steps[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(runs.length - 1, wanted));
    setReached(next);
    list.current?.querySelectorAll('button')[next]?.focus();
  };

  return (
    <ol className="bars" ref={list} onKeyDown={walk}>
      {runs.map((run, index) => (
        <li key={run.id}>
          <Tooltip text={describeRun(language, run)}>
            <button
              type="button"
              className="bar-slot"
              tabIndex={index === current ? 0 : -1}
              aria-label={describeRun(language, run)}
              onClick={() => {
                go('history', run.id);
              }}
            >
              <span className="bar-room">
                <span
                  className="bar"
                  data-result={run.result}
                  style={{ blockSize: heightOf(changedBytes(run), most) }}
                />
                <span className="bar-time" style={{ insetBlockEnd: heightOf(secondsOf(run), longest) }} />
              </span>
              <span className="bar-mark">
                {shapeOf(run) !== 'good' && <Shape shape={shapeOf(run)} size={0.625} />}
              </span>
            </button>
          </Tooltip>
        </li>
      ))}
    </ol>
  );
}

/** By the square root: a first, full backup must not make all others look alike. */
function heightOf(value: number, highest: number): string {
  return `${Math.round(100 * Math.sqrt(value / highest))}%`;
}

function secondsOf(run: Outcome): number {
  return Math.max(0, (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000);
}

function changedBytes(run: Outcome): number {
  return 'acknowledged' in run ? (run.acknowledged?.totals.transferredBytes ?? 0) : 0;
}

function describeRun({ words, formats }: Language, run: Outcome): string {
  const when = formats.moment(new Date(run.startedAt));
  const totals = 'acknowledged' in run ? run.acknowledged?.totals : undefined;
  return [
    when,
    words.history.results[run.result],
    ...(totals === undefined ? [] : [words.home.changed(formats.bytes(totals.transferredBytes))]),
    words.home.took(formats.duration(secondsOf(run))),
  ].join(' · ');
}
