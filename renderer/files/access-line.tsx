/** Where the files are read from, and for a host until when. */
import type { FilesAccess } from '../../shared/ipc-files';
import { useCommand } from '../engine/use-command';
import { Button } from '../ui/button';
import { useLanguage } from '../ui/language';
import type { SayDay } from './snapshot-days';

interface Props {
  access: Extract<FilesAccess, { is: 'open' }>;
  sayDay: SayDay;
  closed: () => void;
}

export function AccessLine({ access: { name, until, only }, sayDay, closed }: Props) {
  const { words, formats } = useLanguage();
  const { files } = words;
  const lock = useCommand('files.lock');
  return (
    <div className="files-access quiet">
      <p className="path">
        {until === null ? files.readFrom(name) : files.openUntil(name, formats.clock(new Date(until)))}
        {only !== null && ` · ${files.onlyOne(sayDay(only))}`}
      </p>
      {until !== null && (
        <Button disabled={lock.busy} onClick={() => void lock.send(null).then(closed)}>
          {files.close}
        </Button>
      )}
    </div>
  );
}
