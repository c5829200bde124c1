/** The button that leads to the wizard's way for a further destination. */
import { useSetup } from '../setup/setup-provider';
import { usePlace } from '../shell/place';
import { Button } from '../ui/button';
import { useLanguage } from '../ui/language';

export function AddDestination() {
  const { destinations } = useLanguage().words.settings;
  const { beginAdding } = useSetup();
  const { go } = usePlace();
  return (
    <Button
      onClick={() => {
        beginAdding();
        go('settings');
      }}
    >
      {destinations.add}
    </Button>
  );
}
