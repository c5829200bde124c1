/** Where one is: in which snapshot, and in which folder of it. Kept while the window is open, whatever view is shown. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Backups, FileOrder } from '../../shared/ipc-files';
import { usePlace } from '../shell/place';

export interface Where {
  snapshot: string;
  path: string;
  /** The entry that one was at last, or came for. */
  at?: string;
}

export interface Browse {
  where: Where;
  order: FileOrder;
  descending: boolean;
  /** What is not named stays, but for the entry that one was at. */
  go: (to: Partial<Where>) => void;
  /** The same once more turns it around. */
  sortBy: (order: FileOrder) => void;
}

let kept: Where | undefined;

/** Where it begins the next time that backups are opened. */
export function beginAt(where: Where): void {
  kept = where;
}

export function useBrowse({ snapshots, start }: Backups): Browse {
  const { place } = usePlace();
  const newest = snapshots[0]?.snapshot ?? '';
  const [where, setWhere] = useState<Where>(() => ({
    path: start,
    snapshot: newest,
    ...kept,
    ...(place.snapshot !== undefined && { snapshot: place.snapshot }),
    ...(place.file !== undefined && { snapshot: newest, ...beside(place.file.path) }),
  }));
  const [sorted, setSorted] = useState<{ order: FileOrder; descending: boolean }>({
    order: 'name',
    descending: false,
  });
  useEffect(() => {
    kept = where;
  }, [where]);
  const go = useCallback((to: Partial<Where>) => {
    setWhere((before) => ({ snapshot: before.snapshot, path: before.path, ...to }));
  }, []);
  const sortBy = useCallback((order: FileOrder) => {
    setSorted((before) => ({
      order,
      descending: before.order === order ? !before.descending : order === 'size' || order === 'time',
    }));
  }, []);
  // It may have been deleted since.
  const known = snapshots.some(({ snapshot }) => snapshot === where.snapshot);
  const snapshot = known ? where.snapshot : newest;
  return useMemo(
    () => ({ where: { ...where, snapshot }, ...sorted, go, sortBy }),
    [where, snapshot, sorted, go, sortBy],
  );
}

/** The folder it lies in, with it at the cursor. */
function beside(path: string): Omit<Where, 'snapshot'> {
  return { path: parentOf(path), at: path };
}

export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}
