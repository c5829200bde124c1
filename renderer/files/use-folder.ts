/** A folder as it was in one snapshot. Of a large one only the parts that are looked at are asked for. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Failure } from '../../shared/failures';
import type { FileRow, Folder, FolderRequest } from '../../shared/ipc-files';
import { request } from '../engine/client';
import { useLatest } from '../engine/use-latest';

const PART = 200;

export type WantedFolder = Omit<FolderRequest, 'from' | 'most'>;

export interface OpenFolder {
  /** The last one that there is; undefined: none yet, or it was refused. */
  folder: Pick<Folder, 'way' | 'count' | 'place'> | undefined;
  failure: Failure | undefined;
  /** It is the one that is wanted now. */
  current: boolean;
  /** Differs with all that makes a row stand elsewhere. */
  key: string;
  /** undefined: not asked for yet. */
  rowAt: (index: number) => FileRow | undefined;
  /** Asks for what is missing from the one row to the other. */
  want: (from: number, to: number) => Promise<void>;
  /** The rows from one to the other, asked for where they are missing; undefined: the folder is another one by now. */
  rowsIn: (from: number, to: number) => Promise<FileRow[] | undefined>;
  askAgain: () => void;
}

export function useFolder(wanted: WantedFolder, occasion: string): OpenFolder {
  const first = useLatest('files.folder', { input: { ...wanted, from: 0, most: PART }, occasion });
  const { answers, value } = first;
  const parts = useRef({
    of: '',
    rows: new Map<number, FileRow[]>(),
    asked: new Map<number, Promise<void>>(),
  });
  useEffect(() => {
    parts.current = { of: answers, rows: new Map(), asked: new Map() };
    if (value !== undefined) parts.current.rows.set(0, value.rows);
  }, [answers, value]);

  // What is in parts, as it may be shown.
  const [seen, setSeen] = useState<{ of: string; rows: ReadonlyMap<number, FileRow[]> }>();
  const want = useCallback(
    async (from: number, to: number) => {
      const known = parts.current;
      if (known.of !== answers || answers === '') return;
      const ask = async (part: number): Promise<void> => {
        const input = { ...(JSON.parse(answers) as FolderRequest), from: part * PART };
        const given = await request('files.folder', input);
        // What was refused is asked for again when it is looked at again.
        known.asked.delete(part);
        if (!given.ok) return;
        known.rows.set(part, given.value.rows);
        if (parts.current !== known) return;
        setSeen({ of: answers, rows: new Map(known.rows) });
      };
      const missing: Promise<void>[] = [];
      for (let part = Math.floor(from / PART); part <= Math.floor(to / PART); part += 1) {
        if (known.rows.has(part)) continue;
        const asked = known.asked.get(part) ?? ask(part);
        known.asked.set(part, asked);
        missing.push(asked);
      }
      await Promise.all(missing);
    },
    [answers],
  );
  const rowsIn = useCallback(
    async (from: number, to: number) => {
      const known = parts.current;
      await want(from, to);
      if (parts.current !== known) return undefined;
      const rows: FileRow[] = [];
      for (let index = from; index <= to; index += 1) {
        const row = known.rows.get(Math.floor(index / PART))?.[index % PART];
        if (row !== undefined) rows.push(row);
      }
      return rows;
    },
    [want],
  );
  const rowAt = useCallback(
    (index: number) => {
      if (index < PART) return value?.rows[index];
      return seen?.of === answers ? seen.rows.get(Math.floor(index / PART))?.[index % PART] : undefined;
    },
    [value, seen, answers],
  );
  const { failure, current, askAgain } = first;
  return useMemo(
    () => ({ folder: value, failure, current, key: answers, rowAt, want, rowsIn, askAgain }),
    [value, failure, current, answers, rowAt, want, rowsIn, askAgain],
  );
}
