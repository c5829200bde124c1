/** The window: the rail, the view that is shown, and what holds in every view. */
import { Suspense, useCallback, useEffect, useState } from 'react';
import { useAppState } from '../engine/app-state';
import { useNow } from '../engine/use-now';
import { headlineIn } from '../../shared/words/headline';
import { useLanguage } from '../ui/language';
import { Frame } from './frame';
import { Guarded } from './guarded';
import { KeysDialog } from './keys-dialog';
import { usePlace } from './place';
import { useKeys } from './use-keys';
import { loadTheOthers, SCREENS } from './views';

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
