/** What was found in all backups, in the folder's place. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent, type Ref } from 'react';
import type { FoundFile } from '../../shared/ipc-files';
import { remInPixels } from '../ui/rem';
import { useLanguage } from '../ui/language';
import { walkList } from '../ui/walk-list';
import { KindIcon } from './kind-icon';
import { NowMark } from './now-mark';
import { Refused } from './refused';
import type { SayDay } from './snapshot-days';
import type { Search } from './use-search';
import './found-pane.css';

/** As in found-pane.css. */
const ROW_REM = 2.75;
const PAGE = 8;

interface Props {
  list: Ref<HTMLDivElement>;
  search: Search;
  sayDay: SayDay;
  /** -1: none. */
  cursor: number;
  moveTo: (index: number) => void;
  /** Shows it in its folder. */
  enter: (found: FoundFile) => void;
  leave: () => void;
}

export function FoundPane({ list, search, sayDay, cursor, moveTo, enter, leave }: Props) {
  const { files } = useLanguage().words;
  const { value, failure, current } = search.answer;
  const said =
    !current || value === undefined
      ? files.searching
      : value.found.length > 0
        ? files.found(value.found.length, value.more)
        : search.onlyGone
          ? files.foundNothingGone
          : files.foundNothing;
  return (
    <section className="files-middle" aria-label={files.results}>
      {failure === undefined || !current ? (
        <p className="found-count quiet" role="status">
          {said}
        </p>
      ) : (
        <div className="files-none">
          <Refused failure={failure} />
        </div>
      )}
      {value !== undefined && value.found.length > 0 && (
        <FoundList {...{ list, found: value.found, busy: !current, sayDay, cursor, moveTo, enter, leave }} />
      )}
    </section>
  );
}

interface ListProps extends Omit<Props, 'search'> {
  found: readonly FoundFile[];
  busy: boolean;
}

function FoundList({ list, found, busy, sayDay, cursor, moveTo, enter, leave }: ListProps) {
  const { files } = useLanguage().words;
  const frame = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- what it gives is used in this component alone
  const virtual = useVirtualizer({
    count: found.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_REM * remInPixels(),
    overscan: 8,
  });
  const scrollTo = virtual.scrollToIndex;
  useEffect(() => {
    if (cursor >= 0) scrollTo(cursor);
  }, [cursor, scrollTo]);
  const press = (event: KeyboardEvent): void => {
    const wanted = walkList(event.key, cursor, found.length, PAGE);
    const at = found[cursor];
    if (wanted !== undefined) moveTo(wanted);
    else if (event.key === 'Enter' && at !== undefined) enter(at);
    else if (event.key === 'Escape' || event.key === 'Backspace') leave();
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={(element) => {
        frame.current = element;
        if (typeof list === 'function') list(element);
        else if (list !== null) list.current = element;
      }}
      className="entries"
      role="listbox"
      aria-label={files.results}
      aria-busy={busy}
      aria-activedescendant={cursor < 0 ? undefined : `found-${cursor}`}
      tabIndex={0}
      onKeyDown={press}
    >
      <div role="presentation" style={{ blockSize: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const one = found[index];
          return (
            one !== undefined && (
              <div
                key={index}
                role="presentation"
                style={{ position: 'absolute', insetInline: 0, insetBlockStart: start }}
              >
                <div
                  id={`found-${index}`}
                  className="found"
                  role="option"
                  aria-selected={index === cursor}
                  aria-posinset={index + 1}
                  aria-setsize={found.length}
                  data-cursor={index === cursor || undefined}
                  onClick={() => {
                    moveTo(index);
                  }}
                  onDoubleClick={() => {
                    enter(one);
                  }}
                >
                  <KindIcon kind={one.directory ? 'directory' : 'file'} />
                  <span className="found-name" title={one.name}>
                    <bdi>{one.name}</bdi>
                  </span>
                  {one.gone ? <NowMark now="gone" /> : <span />}
                  <span className="found-folder quiet" title={one.folder}>
                    <bdi>{one.folder}</bdi>
                  </span>
                  <span className="found-day quiet">
                    {one.elsewhere === null ? files.lastOn(sayDay(one.last)) : files.foundAt(one.elsewhere)}
                  </span>
                </div>
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}
