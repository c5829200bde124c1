/** Another name for a destination, and one destination less: asked before it is done. */
import { useState } from 'react';
import type { Output } from '../../shared/ipc';
import { destinationNameSchema } from '../../shared/settings';
import { useCommand } from '../engine/use-command';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { Field } from './field';

interface Props {
  told: Output<'settings.get'>;
  close: () => void;
}

export function RenameDialog({ told, close, renamed }: Props & { renamed: (to: string) => void }) {
  const { destinations: words } = useLanguage().words.settings;
  const { version, settings, destinations } = told;
  const { destination } = settings;
  const rename = useCommand('destinations.rename');
  const [written, setWritten] = useState<string>(destination);
  const to = written.trim();
  const isTaken = to !== destination && destinations.some(({ name }) => name === to);
  const isName = destinationNameSchema.safeParse(to).success;
  const wrong = isTaken ? words.taken(to) : isName ? undefined : words.wrongName;
  const send = async (): Promise<void> => {
    if (wrong !== undefined) return;
    if (to !== destination) {
      if (!(await rename.send({ version, name: destination, to }))) return;
      renamed(to);
    }
    close();
  };
  return (
    <Dialog title={words.rename(destination)} close={close}>
      <form
        className="settings-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Field
          label={words.name}
          type="text"
          value={written}
          hint={words.nameHint}
          wrong={wrong}
          change={setWritten}
        />
        <Button kind="main" type="submit" disabled={wrong !== undefined || rename.busy}>
          {words.renameButton}
        </Button>
        <Refusal failure={rename.failure} dismiss={rename.forget} />
      </form>
    </Dialog>
  );
}

export function RemoveDialog({ told, close, removed }: Props & { removed: () => void }) {
  const { destinations: words } = useLanguage().words.settings;
  const { version, settings, destinations } = told;
  const { destination } = settings;
  const remove = useCommand('destinations.remove');
  const host = destinations.find(({ name }) => name === destination)?.host ?? '';
  return (
    <Dialog title={words.removeTitle(destination)} close={close}>
      <div className="settings-form">
        <p>{words.removeMeans}</p>
        <p className="path">{words.removeStays(host)}</p>
        <Button
          disabled={remove.busy}
          onClick={() =>
            void remove.send({ version, name: destination }).then((done) => {
              if (!done) return;
              removed();
              close();
            })
          }
        >
          {words.removeButton(destination)}
        </Button>
        <Refusal failure={remove.failure} dismiss={remove.forget} />
      </div>
    </Dialog>
  );
}
