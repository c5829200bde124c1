/** "It was not me": calm steps, the most likely cause first. */
import type { Outcome } from '../../shared/outcome';
import { usePlace } from '../shell/place';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { useLanguage } from '../ui/language';
import './alarm-dialogs.css';

interface Props {
  isHeld: boolean;
  lastGood: Outcome | null;
  close: () => void;
}

export function NotMeDialog({ isHeld, lastGood, close }: Props) {
  const { notMeDialog: words } = useLanguage().words.alarm;
  const { go } = usePlace();
  return (
    <Dialog title={words.title} close={close}>
      <div className="alarm-dialog">
        <p>
          {words.calm} {isHeld && words.stays}
        </p>
        <ul>
          {[words.mounted, words.excludes, words.offline, words.back, words.wait].map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
        <div className="alarm-dialog-foot">
          {lastGood !== null && (
            <Button
              onClick={() => {
                go('history', lastGood.id);
              }}
            >
              {words.goBack}
            </Button>
          )}
          <Button
            onClick={() => {
              go('excludes');
            }}
          >
            {words.goExcludes}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
