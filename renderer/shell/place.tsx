/** Which view is shown, and which run or line in it. The only state that is the window's own. */
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { AskedFile, View } from '../../shared/views';
import { listen } from '../engine/client';

export interface Place {
  view: View;
  /** In the history: the run, or restore, that is looked at. */
  run?: string;
  /** Among the files: the snapshot that is looked into. */
  snapshot?: string;
  /** Among the files: the one that somebody asked for from outside of the window, and how often in a row that was so. */
  file?: AskedFile;
  asked?: number;
  /** In the settings: the destination that is looked at. */
  destination?: string;
  /** In the exclude list: the line that is looked at. */
  line?: number;
}

interface Places {
  place: Place;
  /** `at`: a run or a restore by its id, a snapshot or a destination by its name, or a line of the exclude list. */
  go: (view: View, at?: string | number) => void;
}

const PlaceContext = createContext<Places>({ place: { view: 'home' }, go: () => undefined });

export function PlaceProvider({ first, children }: { first: Place; children: ReactNode }) {
  const [place, setPlace] = useState(first);
  const go = useCallback((view: View, at?: string | number) => {
    setPlace({
      view,
      ...(typeof at === 'string' && meantBy(view, at)),
      ...(typeof at === 'number' && { line: at }),
    });
  }, []);
  useEffect(() => listen('view.show', go), [go]);
  useEffect(
    () =>
      listen('file.show', (file) => {
        setPlace(({ asked = 0 }) => ({ view: 'files', file, asked: asked + 1 }));
      }),
    [],
  );
  const places = useMemo(() => ({ place, go }), [place, go]);
  return <PlaceContext value={places}>{children}</PlaceContext>;
}

function meantBy(view: View, at: string): Partial<Place> {
  if (view === 'files') return { snapshot: at };
  return view === 'settings' ? { destination: at } : { run: at };
}

export function usePlace(): Places {
  return useContext(PlaceContext);
}
