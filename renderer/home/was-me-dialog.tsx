/** "That was me": what it means, and the one press or the one command that says so to where the backups are. */
import { useState } from 'react';
import { RELEASE_COMMAND } from '../../shared/alarm';
import type { Outcome } from '../../shared/outcome';
import { useCommand } from '../engine/use-command';
import { Button } from '../ui/button';
import { CommandLine } from '../ui/command-line';
import { Dialog } from '../ui/dialog';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
import './alarm-dialogs.css';

interface Props {
  run: Outcome;
  /** Its name; null where the settings cannot be read. */
  destination: string | null;
  close: () => void;
}

export function WasMeDialog({ run, destination, close }: Props) {
  const { wasMeDialog: words } = useLanguage().words.alarm;
  // A store of this machine is on record by its directory.
  const isHere = run.host.startsWith('/');
  return (
    <Dialog title={words.title} close={close}>
      <div className="alarm-dialog">
        {isHere ? <Release destination={destination} close={close} /> : <CommandThere />}
      </div>
    </Dialog>
  );
}

function Release({ destination, close }: Omit<Props, 'run'>) {
  const { wasMeDialog: words } = useLanguage().words.alarm;
  const release = useCommand('alarm.release');
  return (
    <>
      <p>{words.means}</p>
      <p className="quiet">{words.notSure}</p>
      <div>
        <Button
          disabled={release.busy}
          onClick={() =>
            void release.send(destination).then((done) => {
              if (done) close();
            })
          }
        >
          {words.button}
        </Button>
      </div>
      <Refusal failure={release.failure} dismiss={release.forget} />
    </>
  );
}

function CommandThere() {
  const { wasMeDialog: words } = useLanguage().words.alarm;
  const copy = useCommand('alarm.copy');
  const [copied, setCopied] = useState(false);
  return (
    <>
      <p>{words.there}</p>
      <CommandLine text={RELEASE_COMMAND} />
      <div className="alarm-dialog-foot">
        <Button disabled={copy.busy} onClick={() => void copy.send(null).then(setCopied)}>
          {words.copy}
        </Button>
        <span role="status" className="quiet">
          {copied && words.copied}
        </span>
      </div>
      <Refusal failure={copy.failure} dismiss={copy.forget} />
      <p className="quiet">
        {words.after} {words.notSure}
      </p>
    </>
  );
}
