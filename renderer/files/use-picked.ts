/** Which entries of a folder are chosen: those that were ticked, or else the one that the cursor is at. */
import { useState } from 'react';
import { MOST_RESTORED_AT_ONCE, type FileRow } from '../../shared/ipc-files';
import type { OpenFolder } from './use-folder';

export interface Picked {
  /** The entry that keys act on; -1: none yet. */
  cursor: number;
  /** Ticked, by their paths. */
  ticked: ReadonlyMap<string, FileRow>;
  /** What is to come back. */
  chosen: readonly FileRow[];
  /** More were wanted than can be. */
  tooMany: boolean;
  moveTo: (index: number) => void;
  /** This one alone. */
  take: (index: number) => void;
  /** Or takes its tick away. `too`: as well as the one at the cursor, where none is ticked yet. */
  tick: (index: number, too?: boolean) => void;
  /** From where the last one was taken or ticked. */
  tickTo: (index: number) => void;
  tickAll: () => void;
  none: () => void;
}

interface Held {
  key: string;
  cursor: number;
  anchor: number;
  ticked: ReadonlyMap<string, FileRow>;
  tooMany: boolean;
}

/**
 * Begins at the entry whose place was asked for with the folder.
 *
 * @param changed told of each change that a person makes
 */
export function usePicked(open: OpenFolder, changed: () => void): Picked {
  const { key, rowAt, rowsIn, folder } = open;
  const [held, setHeld] = useState<Held>();
  const begun = held?.key === key ? held : beginAt(key, folder?.place ?? -1);
  const { cursor, ticked, anchor, tooMany } = begun;
  const change = (to: Partial<Held>): void => {
    changed();
    setHeld({ ...begun, tooMany: false, ...to });
  };
  const set = (rows: readonly FileRow[], to: Partial<Held>): void => {
    const map = new Map(rows.filter(({ above }) => !above).map((row) => [row.path, row]));
    if (map.size > MOST_RESTORED_AT_ONCE) change({ tooMany: true });
    else change({ ticked: map, ...to });
  };
  const rowAtCursor = cursor < 0 ? undefined : rowAt(cursor);
  const chosen = ticked.size > 0 ? [...ticked.values()] : rowAtCursor === undefined ? [] : [rowAtCursor];
  const tickRange = (from: number, to: number, moved: Partial<Held>): void => {
    if (to - from >= MOST_RESTORED_AT_ONCE) change({ tooMany: true });
    else
      void rowsIn(from, to).then((rows) => {
        if (rows !== undefined) set(rows, moved);
      });
  };
  return {
    ...{ cursor, ticked, chosen, tooMany },
    moveTo: (index) => {
      change({ cursor: index, ...(ticked.size === 0 && { anchor: index }) });
    },
    take: (index) => {
      change({ cursor: index, anchor: index, ticked: new Map() });
    },
    tick: (index, too = false) => {
      const row = rowAt(index);
      if (row === undefined) return;
      const before = too ? chosen : [...ticked.values()];
      const others = before.filter(({ path }) => path !== row.path);
      set(ticked.has(row.path) ? others : [...others, row], { cursor: index, anchor: index });
    },
    tickTo: (index) => {
      const from = anchor < 0 ? index : anchor;
      tickRange(Math.min(from, index), Math.max(from, index), { cursor: index });
    },
    tickAll: () => {
      tickRange(0, (folder?.count ?? 0) - 1, {});
    },
    none: () => {
      change({ ticked: new Map() });
    },
  };
}

function beginAt(key: string, cursor: number): Held {
  return { key, cursor, anchor: cursor, ticked: new Map(), tooMany: false };
}
