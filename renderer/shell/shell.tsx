/** The window: the rail, the view that is shown, and what holds in every view. */
import { useCallback, useState } from 'react';
import { useAppState } from '../engine/app-state';
import { useNow } from '../engine/use-now';
import { headlineIn } from '../words/headline';
import { useLanguage } from '../words/language';
import { Guarded } from './guarded';
import { KeysDialog } from './keys-dialog';
import { usePlace } from './place';
import { Rail } from './rail';
import { useKeys } from './use-keys';
import { SCREENS } from './views';
import './shell.css';

export function Shell() {
  const { place } = usePlace();
  const [keysShown, setKeysShown] = useState(false);
  useKeys(
    useCallback(() => {
      setKeysShown(true);
    }, []),
  );
  const Screen = SCREENS[place.view];
  return (
    <div className="shell">
      <WindowTitle />
      <Rail />
      <main className="screen">
        <Guarded key={place.view}>
          <Screen />
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
