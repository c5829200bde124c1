/** A restore under way, or what came of the last one: asked for once and then told. */
import { useCallback, useEffect, useSyncExternalStore, useState } from 'react';
import type { RestoreRecord, RestoreState } from '../../shared/ipc-files';
import { listen, request } from '../engine/client';
import { useNow } from '../engine/use-now';

/** After that it is history, and stands there. */
const NEWS_MS = 60 * 60_000;

export interface Restoring {
  state: RestoreState | undefined;
  /** What has come of a restore, and was not put aside yet. */
  news: RestoreRecord | undefined;
  putAside: () => void;
  /** Differs whenever something here may have been changed by a restore. */
  occasion: string;
}

export function useRestoring(): Restoring {
  const [state, setState] = useState<RestoreState>();
  const now = useNow();
  useEffect(() => {
    let toldMeanwhile = false;
    const stop = listen('files.restoring', (told) => {
      toldMeanwhile = true;
      setState(told);
    });
    void request('files.state', null).then((answer) => {
      if (answer.ok && !toldMeanwhile) setState(answer.value);
    });
    return stop;
  }, []);
  const last = state?.is === 'idle' ? state.last : null;
  const aside = useSyncExternalStore(subscribe, () => asideId);
  const isNews = last !== null && last.id !== aside && now - Date.parse(last.at) < NEWS_MS;
  const id = last?.id;
  const putAside = useCallback(() => {
    if (id === undefined) return;
    asideId = id;
    for (const listener of listeners) listener();
  }, [id]);
  return {
    ...{ state, putAside },
    news: isNews ? last : undefined,
    occasion: last === null ? '' : `${last.id} ${last.undone}`,
  };
}

/** What was put aside stays so, whatever view is shown in between. */
let asideId: string | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
