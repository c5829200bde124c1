/** A look at a file as it was: text and pictures here, all else as a copy in the program for it. */
import type { LookedAt } from '../../shared/ipc-files';
import { useAnswer } from '../engine/use-answer';
import { useCommand } from '../engine/use-command';
import { useState } from 'react';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { useLanguage } from '../ui/language';
import { nameIn } from './names';
import { Refused } from './refused';
import type { SayDay } from './snapshot-days';
import type { Looked } from './versions-pane';
import './look-dialog.css';

export function LookDialog({ at, sayDay, close }: { at: Looked; sayDay: SayDay; close: () => void }) {
  const { files } = useLanguage().words;
  const { snapshot, path, name } = at;
  const { answer } = useAnswer('files.look', { snapshot, path }, '');
  const copy = useCommand('files.open-copy');
  const [opened, setOpened] = useState(false);
  const isFile = answer.is !== 'known' || answer.value.as !== 'nothing' || answer.value.why !== 'no-file';
  return (
    <Dialog wide title={files.lookTitle(nameIn(name), sayDay(snapshot))} close={close}>
      <div className="look">
        {answer.is === 'asking' && <p role="status">{files.lookAsking}</p>}
        {answer.is === 'refused' && <Refused failure={answer.failure} />}
        {answer.is === 'known' && <Seen looked={answer.value} name={name} />}
        {isFile && (
          <div className="files-buttons">
            <Button
              disabled={copy.busy}
              onClick={() =>
                void copy.send({ snapshot, path }).then((done) => {
                  setOpened(done);
                })
              }
            >
              {files.openCopy}
            </Button>
          </div>
        )}
        <p role="status" className="quiet">
          {opened && files.copyOpened}
        </p>
        <Refused failure={copy.failure} dismiss={copy.forget} />
      </div>
    </Dialog>
  );
}

function Seen({ looked, name }: { looked: LookedAt; name: string }) {
  const { files } = useLanguage().words;
  switch (looked.as) {
    case 'text':
      return (
        <>
          <pre className="look-text" dir="auto" tabIndex={0} aria-label={name}>
            {looked.text}
          </pre>
          {looked.cut && <p className="quiet">{files.cut}</p>}
        </>
      );
    case 'picture':
      return <img className="look-picture" src={`data:${looked.type};base64,${looked.base64}`} alt={name} />;
    case 'nothing':
      return <p>{files.lookNothing[looked.why]}</p>;
  }
}
