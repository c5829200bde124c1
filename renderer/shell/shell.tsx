/** The window: the rail, the view that is shown, and what holds in every view. */
import { Suspense, useCallback, useEffect, useState } from 'react';
import { useAppState } from '../engine/app-state';
import { useNow } from '../engine/use-now';
import { headlineIn } from '../words/headline';
import { useLanguage } from '../words/language';
import { Guarded } from './guarded';
import { KeysDialog } from './keys-dialog';
import { usePlace } from './place';
import { Rail } from './rail';
import { useKeys } from './use-keys';
import { loadTheOthers, SCREENS } from './views';
import './shell.css';

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
    <div className="shell">
      <WindowTitle />
      <Rail />
      <main className="screen">
        <Guarded key={place.view}>
          <Suspense>
            <Screen />
          </Suspense>
        </Guarded>
      </main>
      {keysShown && (
        <KeysDialog
          close={() => {
            setKeysShown(false);
          }}
        />
      )}
    </div>
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
