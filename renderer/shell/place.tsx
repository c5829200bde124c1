/** Which view is shown, and which run in it. The only state that is the window's own. */
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { viewSchema, type View } from '../../shared/ipc';
import { listen } from '../engine/client';

export interface Place {
  view: View;
  /** In the history: the run that is looked at. */
  run?: string;
}

interface Places {
  place: Place;
  go: (view: View, run?: string) => void;
}

const PlaceContext = createContext<Places>({ place: { view: 'home' }, go: () => undefined });

export function PlaceProvider({ children }: { children: ReactNode }) {
  const [place, setPlace] = useState<Place>(placeInAddress);
  const go = useCallback((view: View, run?: string) => {
    setPlace({ view, ...(run !== undefined && { run }) });
  }, []);
  useEffect(() => listen('view.show', go), [go]);
  const places = useMemo(() => ({ place, go }), [place, go]);
  return <PlaceContext value={places}>{children}</PlaceContext>;
}

export function usePlace(): Places {
  return useContext(PlaceContext);
}

/** The main process opens the page at "#history", say. */
function placeInAddress(): Place {
  const named = viewSchema.safeParse(location.hash.slice(1));
  return { view: named.success ? named.data : 'home' };
}
