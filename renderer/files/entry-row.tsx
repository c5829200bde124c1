/** One entry as it was then, and what has become of it since. */
import type { MouseEvent } from 'react';
import type { FileRow } from '../../shared/ipc-files';
import { useNow } from '../engine/use-now';
import { useLanguage } from '../ui/language';
import { KindIcon } from './kind-icon';
import { NowMark } from './now-mark';

interface Props {
  id: string;
  /** undefined: it is being asked for. */
  row: FileRow | undefined;
  index: number;
  count: number;
  atCursor: boolean;
  ticked: boolean;
  chosen: boolean;
  click: (event: MouseEvent, index: number) => void;
  enter: (row: FileRow) => void;
}

export function EntryRow({ id, row, index, count, atCursor, ticked, chosen, click, enter }: Props) {
  const { words, formats } = useLanguage();
  const { files } = words;
  const now = new Date(useNow());
  return (
    <div
      id={id}
      className="entry"
      role="option"
      aria-selected={chosen}
      aria-posinset={index + 1}
      aria-setsize={count}
      data-cursor={atCursor || undefined}
      data-now={row?.now}
      onClick={(event) => {
        click(event, index);
      }}
      onDoubleClick={() => {
        if (row !== undefined) enter(row);
      }}
    >
      {row === undefined ? (
        <span className="entry-waiting quieter">…</span>
      ) : (
        <>
          <span className="entry-box" data-ticked={ticked} aria-hidden="true" />
          <KindIcon kind={row.kind} />
          <span className="entry-name" title={row.name}>
            <bdi>{row.name}</bdi>
            {row.target !== null && <span className="quieter"> {files.leadsTo(row.target)}</span>}
          </span>
          <NowMark now={row.now} />
          <span className="entry-size">{row.kind === 'file' ? formats.bytes(row.size) : ''}</span>
          <time className="entry-time" dateTime={new Date(row.mtimeMs).toISOString()}>
            {formats.day(new Date(row.mtimeMs), now)}
          </time>
        </>
      )}
    </div>
  );
}
