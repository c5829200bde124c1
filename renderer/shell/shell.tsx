/** The window: the rail, the view that is shown, and what holds in every view. */
import { Component, Suspense, useCallback, useEffect, useState, type ReactNode } from 'react';
import { useAppState } from '../engine/app-state';
import { useRunControls } from '../engine/run-controls';
import { useNow } from '../engine/use-now';
import { VIEWS } from '../../shared/views';
import { headlineIn } from '../../shared/words/headline';
import { Button } from '../ui/button';
import { useLanguage } from '../ui/language';
import { Notice } from '../ui/notice';
import { Frame } from './frame';
import { KeysDialog } from './keys-dialog';
import { usePlace } from './place';
import { loadTheOthers, SCREENS } from './views';
import '../ui/page.css';

export function Shell() {
  const { place } = usePlace();
  const [keysShown, setKeysShown] = useState(false);
  useKeys(
    useCallback(() => {
      setKeysShown(true);
    }, []),
  );
  useEffect(() => {
    const idle = requestIdleCallback(loadTheOthers);
    return () => {
      cancelIdleCallback(idle);
    };
  }, []);
  const Screen = SCREENS[place.view];
  return (
    <Frame
      above={
        keysShown && (
          <KeysDialog
            close={() => {
              setKeysShown(false);
            }}
          />
        )
      }
    >
      <WindowTitle />
      <Guarded key={place.view}>
        <Suspense>
          <Screen />
        </Suspense>
      </Guarded>
    </Frame>
  );
}

/** The headline, as the window list shows it. */
function WindowTitle() {
  const known = useAppState();
  const language = useLanguage();
  const now = useNow();
  const name = 'Latchkey';
  return <title>{known.is === 'known' ? `${headlineIn(language, known.state, now)} – ${name}` : name}</title>;
}

/** The keys that work in every view. */
function useKeys(showKeys: () => void): void {
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

/** A defect in one view does not take the window with it: it says so, and the rail still leads elsewhere. */
class Guarded extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <Defect
        again={() => {
          this.setState({ failed: false });
        }}
      />
    );
  }
}

function Defect({ again }: { again: () => void }) {
  const { defect } = useLanguage().words.shell;
  return (
    <div className="page">
      <Notice shape="failed" title={defect.title} actions={<Button onClick={again}>{defect.again}</Button>}>
        <p>{defect.meaning}</p>
      </Notice>
    </div>
  );
}
