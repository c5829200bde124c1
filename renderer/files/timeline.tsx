/** The backups by day, the newest on top, with a mark where the chosen entry changed. */
import { memo, useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import type { FilesSnapshot } from '../../shared/ipc-files';
import type { Language } from '../../shared/words/language';
import { Shape } from '../ui/shape';
import { useLanguage } from '../ui/language';
import { walkList } from '../ui/walk-list';
import { groupByMonth, type TimelineItem } from './snapshot-days';
import './timeline.css';

const PAGE = 10;

interface Props {
  snapshots: readonly FilesSnapshot[];
  chosen: string;
  /** Snapshots in which the entry of that name was first as it is there. */
  changed: ReadonlySet<string>;
  changedName: string;
  choose: (snapshot: string) => void;
}

export function Timeline({ snapshots, chosen, changed, changedName, choose }: Props) {
  const { words, formats } = useLanguage();
  const months = useMemo(() => groupByMonth(snapshots, formats), [snapshots, formats]);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    frame.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const index = snapshots.findIndex(({ snapshot }) => snapshot === chosen);
  const walk = (event: KeyboardEvent): void => {
    const wanted = walkList(event.key, index, snapshots.length, PAGE);
    if (wanted === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const next = snapshots[wanted];
    if (next !== undefined) choose(next.snapshot);
  };
  return (
    <div
      ref={frame}
      className="timeline"
      role="listbox"
      aria-label={words.files.days}
      aria-activedescendant={itemId(chosen)}
      tabIndex={0}
      onKeyDown={walk}
    >
      {months.map(({ name, items }) => (
        <div key={name} role="group" aria-label={name}>
          <div className="timeline-month" aria-hidden="true">
            {name}
          </div>
          {items.map((item) => (
            <Day
              key={item.snapshot.snapshot}
              item={item}
              chosen={item.snapshot.snapshot === chosen}
              changedName={changed.has(item.snapshot.snapshot) ? changedName : ''}
              choose={choose}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

interface DayProps extends Pick<Props, 'changedName' | 'choose'> {
  item: TimelineItem;
  chosen: boolean;
}

/** Hundreds of them stand there, and few differ when another one is chosen. */
const Day = memo(function Day({ item, chosen, changedName, choose }: DayProps) {
  const language = useLanguage();
  const { formats } = language;
  const { snapshot, at, startsDay } = item;
  const marks = marksOf(language, snapshot, changedName);
  return (
    <div
      id={itemId(snapshot.snapshot)}
      className="timeline-day"
      role="option"
      aria-selected={chosen}
      data-starts={startsDay || undefined}
      title={[formats.exact(at), ...marks].join('\n')}
      onClick={() => {
        choose(snapshot.snapshot);
      }}
    >
      <span className={startsDay ? undefined : 'unseen'}>{formats.dayOfMonth(at)}</span>
      <time className="timeline-time" dateTime={snapshot.at}>
        {formats.clock(at)}
      </time>
      <span className="timeline-marks" aria-hidden="true">
        {changedName !== '' && <Mark d="M5 1.5L8.5 5L5 8.5L1.5 5z" name="changed" />}
        {snapshot.pinned !== null && <Mark d="M3 1h4l-.5 3L8 6H5.5v3h-1V6H2l1.5-2z" name="pinned" />}
        {snapshot.looksWrong && <Shape shape="attention" size={0.75} />}
      </span>
      <span className="unseen">{marks.map((mark) => `, ${mark}`).join('')}</span>
    </div>
  );
});

function Mark({ d, name }: { d: string; name: string }) {
  return (
    <svg className="timeline-mark" data-mark={name} width="0.75rem" height="0.75rem" viewBox="0 0 10 10">
      <path d={d} fill="currentColor" />
    </svg>
  );
}

function marksOf({ words }: Language, snapshot: FilesSnapshot, changedName: string): string[] {
  const said = words.files.snapshot;
  return [
    ...(snapshot.latest ? [said.latest] : []),
    ...(changedName === '' ? [] : [said.changed(changedName)]),
    ...(snapshot.pinned === null ? [] : [said.pinned(snapshot.pinned)]),
    ...(snapshot.looksWrong ? [said.looksWrong] : []),
    ...(snapshot.gaps !== null && snapshot.gaps > 0 ? [said.gaps(snapshot.gaps)] : []),
  ];
}

function itemId(snapshot: string): string {
  return `snapshot-${snapshot}`;
}
