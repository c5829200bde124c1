/** Whether the rail is icons only. The same width as in rail.css; in rem, so that larger letters count. */
import { useSyncExternalStore } from 'react';

/** Where there is no window yet, it is taken for wide: the style sheet decides what is seen. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => narrow().matches,
    () => false,
  );
}

const narrow = (): MediaQueryList => window.matchMedia('(max-width: 51.25rem)');

function subscribe(listener: () => void): () => void {
  const query = narrow();
  query.addEventListener('change', listener);
  return () => {
    query.removeEventListener('change', listener);
  };
}
