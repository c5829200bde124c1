/** Whether the rail is icons only. The same width as in rail.css; in rem, so that larger letters count. */
import { useSyncExternalStore } from 'react';

const NARROW = window.matchMedia('(max-width: 51.25rem)');

export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => NARROW.matches);
}

function subscribe(listener: () => void): () => void {
  NARROW.addEventListener('change', listener);
  return () => {
    NARROW.removeEventListener('change', listener);
  };
}
