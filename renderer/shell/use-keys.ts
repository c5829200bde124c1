/** The keys that work in every view. */
import { useEffect } from 'react';
import { VIEWS } from '../../shared/views';
import { useRunControls } from '../engine/run-controls';
import { usePlace } from './place';

export function useKeys(showKeys: () => void): void {
  const { go } = usePlace();
  const start = useRunControls().start.send;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.altKey || event.metaKey || event.defaultPrevented) return;
      if (event.ctrlKey) {
        const view = VIEWS[Number(event.key) - 1];
        if (view !== undefined) go(view);
        else if (event.key.toLowerCase() === 'b' && !event.repeat) {
          // Home says what comes of it, a refusal included.
          go('home');
          void start(null);
        } else return;
        event.preventDefault();
      } else if (event.key === '?' && !isTyping(event.composedPath()[0])) {
        event.preventDefault();
        showKeys();
      }
    };
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', press);
    };
  }, [go, showKeys, start]);
}

/** @param target where the key went, also inside of a shadow root, which the editor is in */
function isTyping(target: EventTarget | undefined): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  );
}
