/** What is to be said once this laptop goes on as another one: what came with it, and how the files do. */
import { useMemo } from 'react';
import type { AdoptedSaid } from '../../shared/ipc-setup';
import { useCommand } from '../engine/use-command';
import { Refused } from '../files/refused';
import { RestoreProgress } from '../files/restore-progress';
import { RestoreResult } from '../files/restore-result';
import { sayDays } from '../files/snapshot-days';
import { useRestoring } from '../files/use-restoring';
import { usePlace } from '../shell/place';
import { Button } from '../ui/button';
import { useLanguage } from '../ui/language';
import { Notice } from '../ui/notice';
import { SheetButton } from './sheet-button';
import '../files/files.css';
import './adopted.css';

export function Adopted({ said, dismiss }: { said: AdoptedSaid; dismiss: () => void }) {
  const { words, formats } = useLanguage();
  const { adopt } = words.setup;
  const { machine, movedFrom, found, hadCommands, missing, latest, files, bytes } = said;
  const size = files === null || bytes === null ? undefined : { files, bytes: formats.bytes(bytes) };
  return (
    <Notice shape="good" title={adopt.done(machine)}>
      <p>{adopt.came(found.settings, found.excludeList)}</p>
      {movedFrom !== null && <p className="path">{adopt.moved(movedFrom)}</p>}
      {hadCommands && <p>{adopt.noCommands}</p>}
      {missing.length > 0 && <p className="path">{adopt.missing(missing)}</p>}
      <p className="quiet">{adopt.schedule}</p>
      <p>{adopt.filesOf(formats.moment(new Date(latest)), size)}</p>
      <p className="quiet">{adopt.closePrograms}</p>
      <p className="quiet">{adopt.logInAgain}</p>
      <HomeBack dismiss={dismiss} />
    </Notice>
  );
}

/** What starts it, how far it is, and what came of it. */
function HomeBack({ dismiss }: { dismiss: () => void }) {
  const { words, formats } = useLanguage();
  const { adopt } = words.setup;
  const { go } = usePlace();
  const { state, news, putAside } = useRestoring();
  const bring = useCommand('setup.bring-back');
  const sayDay = useMemo(() => sayDays([], formats, words.files.at, new Date()), [formats, words]);
  if (state?.is === 'running') {
    return (
      <div className="home-back">
        <RestoreProgress running={state} sayDay={sayDay} />
      </div>
    );
  }
  const isBack = news?.result === 'completed' && !news.undone;
  const busy = bring.busy || state === undefined;
  return (
    <div className="home-back">
      {news !== undefined && (
        <RestoreResult
          key={news.id}
          record={news}
          resumable={(state?.unfinished ?? null) !== null}
          sayDay={sayDay}
          close={putAside}
        />
      )}
      <div className="home-back-buttons">
        <Button
          {...(!isBack && { kind: 'main' as const })}
          disabled={busy}
          onClick={() => void bring.send({ how: 'only-missing' })}
        >
          {adopt.missingBack}
        </Button>
        <Button disabled={busy} onClick={() => void bring.send({ how: 'beside' })}>
          {adopt.besideBack}
        </Button>
        <Button
          onClick={() => {
            go('files');
          }}
        >
          {adopt.chooseFiles}
        </Button>
        <SheetButton />
        <Button onClick={dismiss}>{words.shell.dismiss}</Button>
      </div>
      <Refused failure={bring.failure} dismiss={bring.forget} />
    </div>
  );
}
