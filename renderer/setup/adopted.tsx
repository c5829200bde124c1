/** What is to be said once this laptop goes on as another one: what came with it, and how the files do. */
import type { AdoptedSaid } from '../../shared/ipc-setup';
import { usePlace } from '../shell/place';
import { Button } from '../ui/button';
import { useLanguage } from '../ui/language';
import { Notice } from '../ui/notice';
import { SheetButton } from './sheet-button';

export function Adopted({ said, dismiss }: { said: AdoptedSaid; dismiss: () => void }) {
  const { words } = useLanguage();
  const { adopt } = words.setup;
  const { go } = usePlace();
  const { machine, movedFrom, found, hadCommands, missing } = said;
  return (
    <Notice
      shape="good"
      title={adopt.done(machine)}
      actions={
        <>
          <Button
            kind="main"
            onClick={() => {
              go('files');
            }}
          >
            {adopt.getFilesBack}
          </Button>
          <SheetButton />
          <Button onClick={dismiss}>{words.shell.dismiss}</Button>
        </>
      }
    >
      <p>{adopt.came(found.settings, found.excludeList)}</p>
      {movedFrom !== null && <p className="path">{adopt.moved(movedFrom)}</p>}
      {hadCommands && <p>{adopt.noCommands}</p>}
      {missing.length > 0 && <p className="path">{adopt.missing(missing)}</p>}
      <p className="quiet">{adopt.schedule}</p>
    </Notice>
  );
}
