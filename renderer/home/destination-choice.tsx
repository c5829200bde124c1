/** Where there are several destinations: how each stands, each with a backup of its own; Home is about the one that is chosen. */
import type { AppState, DestinationState } from '../../shared/app-state';
import { healthOfDestination } from '../../shared/health';
import { shortStandingIn } from '../../shared/words/headline';
import type { Language } from '../../shared/words/language';
import { whenIn } from '../../shared/words/when';
import { DestinationList } from '../destinations/destination-list';
import { useRunControls } from '../engine/run-controls';
import { useNow } from '../engine/use-now';
import { Button } from '../ui/button';
import { useLanguage } from '../ui/language';

interface Props {
  state: AppState;
  chosen: string;
  choose: (name: string) => void;
}

export function DestinationChoice({ state, chosen, choose }: Props) {
  const language = useLanguage();
  const { home } = language.words;
  const now = useNow();
  const { start } = useRunControls();
  const { running, pausedUntil } = state;
  return (
    <DestinationList
      legend={home.destinations.choose}
      chosen={chosen}
      choose={choose}
      rows={state.destinations.map((each) => {
        const { name, host } = each;
        const isRunning = running?.to === name && running.backsUp;
        return {
          ...{ name, host },
          shape: isRunning ? 'running' : healthOfDestination(each),
          standing: isRunning ? home.destinations.running : shortStandingIn(language, each, now),
          ...(!isRunning && { more: nextIn(language, each, { pausedUntil, now }) }),
          ...(running === null && {
            action: (
              <Button
                aria-label={home.destinations.backUpNowTo(name)}
                disabled={start.busy}
                onClick={() => void start.send(name)}
              >
                {home.backUpNow}
              </Button>
            ),
          }),
        };
      })}
    />
  );
}

function nextIn(
  language: Language,
  { nextDue }: DestinationState,
  { pausedUntil, now }: { pausedUntil: string | null; now: number },
): string {
  const { home } = language.words;
  if (nextDue === null) return home.destinations.byHand;
  if (pausedUntil !== null) return home.nextPaused(whenIn(language, new Date(pausedUntil), now));
  const due = new Date(nextDue);
  return due.getTime() <= now ? home.nextDue : home.destinations.next(whenIn(language, due, now));
}
