/** History: what happened? The runs at one side, what happened in one of them at the other. */
import { useEffect, useMemo, useState } from 'react';
import type { RestoreRecord } from '../../shared/ipc-files';
import { alarmOf, isGood, type Outcome } from '../../shared/outcome';
import { useSeveral } from '../destinations/use-several';
import { useAnswer } from '../engine/use-answer';
import { useNewestRuns } from '../engine/use-newest-runs';
import { usePlace } from '../shell/place';
import { Button } from '../ui/button';
import { Refusal } from '../ui/notice';
import { Page } from '../ui/page';
import { Select } from '../ui/select';
import { useLanguage } from '../ui/language';
import { RestoreResult } from '../files/restore-result';
import { listen } from '../engine/client';
import { sayDays, type SayDay } from '../files/snapshot-days';
import { ExportButton } from './export-button';
import { RunDetails } from './run-details';
import { Restores } from './restores';
import { RunList } from './run-list';
import './history.css';

/** As many as the contract gives. */
const MOST = 1000;
const MOST_RESTORES = 100;

const FILTERS = {
  all: () => true,
  good: isGood,
  trouble: (run: Outcome) =>
    run.result === 'failed' || run.result === 'partial' || alarmOf(run) !== undefined,
  skipped: ({ result }: Outcome) => result === 'skipped',
};
type Filter = keyof typeof FILTERS;

/** No place is called that. */
const EVERYWHERE = '';

export function History() {
  const { words } = useLanguage();
  const newest = useNewestRuns();
  const { answer, askAgain } = useAnswer('history.list', { most: MOST }, newest);
  if (answer.is === 'known' && answer.value.length > 0) return <KnownHistory runs={answer.value} />;
  return (
    <Page title={words.history.title}>
      {answer.is === 'asking' && <p role="status">{words.history.asking}</p>}
      {answer.is === 'known' && <p>{words.history.empty}</p>}
      {answer.is === 'refused' && (
        <>
          <Refusal failure={answer.failure} />
          <div>
            <Button onClick={askAgain}>{words.shell.askAgain}</Button>
          </div>
        </>
      )}
    </Page>
  );
}

function KnownHistory({ runs }: { runs: readonly Outcome[] }) {
  const { words } = useLanguage();
  const { place, go } = usePlace();
  const restores = useRestores();
  const restore = restores.records.find(({ id }) => id === place.run);
  const [filter, setFilter] = useState<Filter>('all');
  const wanted = runs.find(({ id }) => id === place.run);
  // A run that was asked for is listed, whatever the filter says.
  const several = useSeveral();
  const [goneTo, setGoneTo] = useState(EVERYWHERE);
  const to = several.some(({ host }) => host === goneTo) ? goneTo : EVERYWHERE;
  const isShown = (run: Outcome): boolean => FILTERS[filter](run) && (to === EVERYWHERE || run.host === to);
  const shown = runs.filter((run) => run === wanted || isShown(run));
  const chosen = wanted ?? shown[0];
  return (
    <div className="history">
      <div className="history-list">
        <div className="history-head">
          <Select
            label={words.history.show}
            labelHidden
            value={filter}
            options={words.history.filters}
            choose={(next) => {
              setFilter(next);
              // The run that was looked at may not be of this kind.
              go('history');
            }}
          />
          {several.length > 0 && (
            <Select
              label={words.history.showDestination}
              labelHidden
              value={to}
              options={{
                [EVERYWHERE]: words.history.allDestinations,
                ...Object.fromEntries(several.map(({ host, name }) => [host, name])),
              }}
              choose={(next) => {
                setGoneTo(next);
                go('history');
              }}
            />
          )}
          <span className="quiet whole">{words.history.runs(shown.length)}</span>
          <ExportButton wanted={{ what: 'all' }} label={words.history.exportAll} />
          {runs.length === MOST && <span className="quieter">{words.history.newestOnly(MOST)}</span>}
        </div>
        {shown.length === 0 ? (
          <p className="history-none quiet">{words.history.nothingShown}</p>
        ) : (
          <RunList
            runs={shown}
            chosen={restore === undefined ? chosen?.id : undefined}
            choose={(id) => {
              go('history', id);
            }}
          />
        )}
        <Restores
          {...restores}
          chosen={restore?.id}
          choose={(id) => {
            go('history', id);
          }}
        />
      </div>
      {/* A part that scrolls can be reached by keyboard. */}
      <section className="history-details" tabIndex={0} aria-label={words.history.details}>
        {restore !== undefined ? (
          <article className="details">
            <h1>{words.files.history.title}</h1>
            <RestoreResult key={restore.id} record={restore} sayDay={restores.sayDay} />
          </article>
        ) : chosen === undefined ? (
          <p className="history-none quiet">{words.history.choose}</p>
        ) : (
          <RunDetails key={chosen.id} run={chosen} />
        )}
      </section>
    </div>
  );
}

/** What was put back from backups, asked for anew whenever a restore has come to its end. */
function useRestores(): { records: readonly RestoreRecord[]; sayDay: SayDay } {
  const { words, formats } = useLanguage();
  const [ended, setEnded] = useState(0);
  useEffect(
    () =>
      listen('files.restoring', ({ is }) => {
        if (is === 'idle') setEnded((times) => times + 1);
      }),
    [],
  );
  const { answer } = useAnswer('files.records', { most: MOST_RESTORES }, String(ended));
  const sayDay = useMemo(() => sayDays([], formats, words.files.at, new Date()), [formats, words]);
  return { records: answer.is === 'known' ? answer.value : [], sayDay };
}
