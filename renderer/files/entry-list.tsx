/** The entries of a folder. One of a hundred thousand has as many elements in the page as fit on the screen. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent, type MouseEvent, type Ref } from 'react';
import type { FileRow } from '../../shared/ipc-files';
import { remInPixels } from '../ui/rem';
import { useLanguage } from '../ui/language';
import { walkList } from '../ui/walk-list';
import { EntryRow } from './entry-row';
import type { OpenFolder } from './use-folder';
import type { Picked } from './use-picked';
import './entry-list.css';

/** As in entry-list.css. */
const ROW_REM = 2;
const PAGE = 10;
/** So long the list has to stand still until what is in sight is asked for. */
const STILL_MS = 40;

interface Props {
  list: Ref<HTMLDivElement>;
  open: OpenFolder;
  picked: Picked;
  enter: (row: FileRow) => void;
  up: () => void;
}

export function EntryList({ list, open, picked, enter, up }: Props) {
  const { files: words } = useLanguage().words;
  const frame = useRef<HTMLDivElement>(null);
  const count = open.folder?.count ?? 0;
  const { cursor, ticked } = picked;
  // eslint-disable-next-line react-hooks/incompatible-library -- what it gives is used in this component alone
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_REM * remInPixels(),
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { want, key } = open;
  useEffect(() => {
    const timer = setTimeout(() => void want(first, last), STILL_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [want, first, last]);
  const scrollTo = virtual.scrollToIndex;
  useEffect(() => {
    // Another folder begins at its top, unless the cursor is further down.
    if (cursor >= 0) scrollTo(cursor);
    else frame.current?.scrollTo(0, 0);
  }, [key, cursor, scrollTo]);
  useEffect(() => {
    // Keys act on it, and its versions are shown, wherever the list stands.
    if (cursor >= 0) void want(cursor, cursor);
  }, [cursor, want]);

  const press = (event: KeyboardEvent): void => {
    const row = cursor < 0 ? undefined : open.rowAt(cursor);
    const act = actOf(event, { count, picked, row, enter, up });
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  const click = (event: MouseEvent, index: number): void => {
    const onBox = event.target instanceof Element && event.target.closest('.entry-box') !== null;
    if (event.shiftKey) picked.tickTo(index);
    else if (onBox || event.ctrlKey) picked.tick(index, !onBox);
    else picked.take(index);
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
      aria-multiselectable="true"
      aria-label={words.entries}
      aria-busy={!open.current}
      aria-activedescendant={cursor < 0 ? undefined : entryId(cursor)}
      tabIndex={0}
      onKeyDown={press}
    >
      <div role="presentation" style={{ blockSize: virtual.getTotalSize(), position: 'relative' }}>
        {items.map(({ index, start }) => {
          const row = open.rowAt(index);
          return (
            <div
              key={index}
              role="presentation"
              style={{ position: 'absolute', insetInline: 0, insetBlockStart: start }}
            >
              <EntryRow
                id={entryId(index)}
                {...{ row, index, count }}
                atCursor={index === cursor}
                ticked={row !== undefined && ticked.has(row.path)}
                chosen={row !== undefined && (ticked.size > 0 ? ticked.has(row.path) : index === cursor)}
                click={click}
                enter={enter}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface Acting extends Pick<Props, 'picked' | 'enter' | 'up'> {
  count: number;
  row: FileRow | undefined;
}

function actOf(
  { key, ctrlKey, shiftKey, altKey, metaKey }: KeyboardEvent,
  { count, picked, row, enter, up }: Acting,
): (() => void) | undefined {
  if (altKey || metaKey) return undefined;
  const { cursor } = picked;
  if (ctrlKey && key.toLowerCase() === 'a') return picked.tickAll;
  const next = walkList(key, cursor, count, PAGE);
  if (next !== undefined && count > 0) {
    return () => {
      if (shiftKey) picked.tickTo(next);
      else picked.moveTo(next);
    };
  }
  if (ctrlKey) return undefined;
  if (key === 'Backspace') return up;
  if (key === 'Escape' && picked.ticked.size > 0) return picked.none;
  if (row === undefined) return undefined;
  if (key === 'Enter') {
    return () => {
      enter(row);
    };
  }
  if (key === ' ') {
    return () => {
      picked.tick(cursor);
    };
  }
  return undefined;
}

function entryId(index: number): string {
  return `entry-${index}`;
}
