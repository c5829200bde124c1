/** The picture as a table: the same nodes, for keys, for screen readers, and for who would rather read. */
import { useId, type KeyboardEvent } from 'react';
import type { ListKind } from '../../shared/ipc-space';
import { useLanguage } from '../ui/language';
import { GrownHead } from './grown';
import { ListRow, type RowActions } from './list-row';
import type { Rows } from './use-rows';
import './list.css';

interface Props extends RowActions {
  by: ListKind;
  tabs: readonly ListKind[];
  rows: Rows | undefined;
  judged: boolean;
  kept: readonly number[];
  since: number | null;
  compare: (since: number) => void;
  choose: (by: ListKind) => void;
}

export function LargestList(props: Props) {
  const { by, tabs, rows, judged, kept, since, compare, choose, ...actions } = props;
  const { words } = useLanguage();
  const { space } = words;
  const panel = useId();
  const { columnsOfList } = space;
  return (
    <section className="list" aria-label={space.lists.name}>
      <div role="tablist" aria-label={space.lists.name} className="list-tabs" onKeyDown={turnTabs}>
        {tabs.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            className="list-tab"
            aria-selected={each === by}
            aria-controls={panel}
            tabIndex={each === by ? 0 : -1}
            onClick={() => {
              choose(each);
            }}
          >
            {space.lists[each]}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={panel} className="list-panel" aria-label={space.lists[by]}>
        {rows !== undefined && by === 'grown' && (
          <GrownHead {...{ kept, since, choose: compare, grown: rows.grown, count: rows.all }} />
        )}
        {rows?.rows.length === 0 && by !== 'grown' && (
          <p className="list-nothing quiet">{by === 'found' ? space.nothingFound : space.nothingHere}</p>
        )}
        {rows !== undefined && rows.rows.length > 0 && (
          <table className="list-table" onKeyDown={walkRows}>
            <caption className="unseen">
              {space.listCaption(space.lists[by], rows.rows.length, rows.all)}
            </caption>
            <thead>
              <tr>
                <th scope="col">{columnsOfList.name}</th>
                <th scope="col" className="number">
                  {columnsOfList.size}
                </th>
                <th scope="col" className="number">
                  {by === 'grown' ? columnsOfList.growth : columnsOfList.files}
                </th>
                <th scope="col" className="list-age">
                  {columnsOfList.age}
                </th>
                {judged && <th scope="col">{columnsOfList.backup}</th>}
                <th scope="col">
                  <span className="unseen">{columnsOfList.action}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.rows.map((row) => (
                <ListRow
                  // Not by its number, which is another one when a part was looked at again.
                  key={row.path || row.kind}
                  {...{ row, by, judged, ...actions }}
                />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </section>
  );
}

function turnTabs(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step === undefined) return;
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')];
  const next = tabs[(tabs.indexOf(event.target as HTMLElement) + step + tabs.length) % tabs.length];
  event.preventDefault();
  next?.focus();
  next?.click();
}

/** Up and down in the same column of buttons. */
function walkRows(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const button = (event.target as HTMLElement).closest('button');
  if (step === undefined || button === null) return;
  event.preventDefault();
  const column = button.dataset.column ?? '';
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(`button[data-column="${column}"]`)];
  all[all.indexOf(button) + step]?.focus();
}
