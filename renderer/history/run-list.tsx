/** The runs, newest first. A list of a thousand has as many elements in the page as fit on the screen. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { ageOf, type Outcome } from '../../shared/outcome';
import type { Language } from '../../shared/words/language';
import { nameOfPlace, useSeveral } from '../destinations/use-several';
import { useNow } from '../engine/use-now';
import { remInPixels } from '../ui/rem';
import { Shape } from '../ui/shape';
import { shapeOf } from '../ui/shape-name';
import { useLanguage } from '../ui/language';
import { walkList } from '../ui/walk-list';

/** As in history.css. */
const ITEM_REM = 3.25;
const PAGE = 8;

interface Props {
  runs: readonly Outcome[];
  chosen: string | undefined;
  choose: (id: string) => void;
}

export function RunList({ runs, chosen, choose }: Props) {
  const { words } = useLanguage();
  const frame = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- what it gives is used in this component alone
  const virtual = useVirtualizer({
    count: runs.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ITEM_REM * remInPixels(),
    getItemKey: (index) => runs[index]?.id ?? index,
    overscan: 6,
  });
  const index = runs.findIndex(({ id }) => id === chosen);
  const scrollTo = virtual.scrollToIndex;
  useEffect(() => {
    if (index >= 0) scrollTo(index);
  }, [index, scrollTo]);

  const walk = (event: KeyboardEvent): void => {
    const wanted = walkList(event.key, index, runs.length, PAGE);
    if (wanted === undefined) return;
    event.preventDefault();
    const next = runs[wanted];
    if (next !== undefined) choose(next.id);
  };

  return (
    <div
      ref={frame}
      className="runs"
      role="listbox"
      aria-label={words.history.list}
      aria-activedescendant={chosen === undefined ? undefined : itemId(chosen)}
      tabIndex={0}
      onKeyDown={walk}
    >
      <div role="presentation" style={{ blockSize: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index: place, start }) => {
          const run = runs[place];
          return (
            run !== undefined && (
              <div
                key={run.id}
                role="presentation"
                style={{ position: 'absolute', insetInline: 0, insetBlockStart: start }}
              >
                <RunItem
                  run={run}
                  place={place}
                  of={runs.length}
                  chosen={run.id === chosen}
                  choose={choose}
                />
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

interface ItemProps {
  run: Outcome;
  place: number;
  of: number;
  chosen: boolean;
  choose: (id: string) => void;
}

function RunItem({ run, place, of, chosen, choose }: ItemProps) {
  const language = useLanguage();
  const now = useNow();
  const to = nameOfPlace(useSeveral(), run.host);
  return (
    <div
      id={itemId(run.id)}
      className="run-item"
      role="option"
      aria-selected={chosen}
      aria-posinset={place + 1}
      aria-setsize={of}
      onClick={() => {
        choose(run.id);
      }}
    >
      <Shape shape={shapeOf(run)} size={0.875} />
      <span>{language.words.history.results[run.result]}</span>
      <time
        className="quiet"
        dateTime={run.finishedAt}
        title={language.formats.exact(new Date(run.finishedAt))}
      >
        {language.formats.age(ageOf(run, now))}
      </time>
      <span className="run-item-sub">
        {to !== undefined && (
          <>
            <bdi>{to}</bdi>
            {' · '}
          </>
        )}
        {summaryOf(language, run)}
      </span>
    </div>
  );
}

function itemId(id: string): string {
  return `run-${id}`;
}

/** One line about a run: what it moved, or why it did not. */
function summaryOf({ words, formats }: Language, run: Outcome): string {
  switch (run.result) {
    case 'completed':
    case 'partial': {
      if (run.acknowledged === undefined) return words.home.noDetails;
      const { totals } = run.acknowledged;
      return [
        formats.bytes(totals.transferredBytes),
        words.history.changedFiles(totals.transferredFiles),
        formats.duration(totals.seconds),
      ].join(' · ');
    }
    case 'failed':
      return words.failure(run.failure).sentence;
    case 'cancelled':
      return words.history.cancelReason(run.reason);
    case 'skipped':
      return words.skip(run.skip).because;
  }
}
