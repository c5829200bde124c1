/** Holds scheduled backups back for a while, or goes on. */
import type { AppState } from '../../shared/app-state';
import { useRunControls } from '../engine/run-controls';
import { Button } from '../ui/button';
import { MenuButton } from '../ui/menu';
import { useLanguage } from '../ui/language';

export function PauseControl({ state }: { state: AppState }) {
  const { home } = useLanguage().words;
  const { pause } = useRunControls();
  if (state.pausedUntil !== null) {
    return (
      <Button disabled={pause.busy} onClick={() => void pause.send('off')}>
        {home.goOn}
      </Button>
    );
  }
  return (
    <MenuButton
      label={home.pause}
      items={[
        { label: home.pauseHour, choose: () => void pause.send('hour') },
        { label: home.pauseTomorrow, choose: () => void pause.send('tomorrow') },
      ]}
    />
  );
}
