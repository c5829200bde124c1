/** What a backup is for. A snapshot on a disk here can be opened; one on a host is reached there, not from here. */
import type { Outcome } from '../../shared/outcome';
import { useCommand } from '../engine/use-command';
import { Button } from '../ui/button';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../words/language';
import { OwnSnapshot } from './own-snapshot';

export function FilesBack({ run }: { run: Outcome }) {
  const { filesBack } = useLanguage().words.history;
  const open = useCommand('snapshot.open');
  const snapshot = 'acknowledged' in run ? run.acknowledged?.snapshot : undefined;
  if (snapshot === undefined) return null;
  return (
    <section className="files-back">
      <h2>{filesBack.title}</h2>
      {run.host.startsWith('/') ? (
        <>
          <p className="quiet">{filesBack.here}</p>
          <div>
            <Button disabled={open.busy} onClick={() => void open.send({ run: run.id })}>
              {filesBack.open}
            </Button>
          </div>
          <Refusal failure={open.failure} dismiss={open.forget} />
          <OwnSnapshot run={run} />
        </>
      ) : (
        <p className="quiet">{filesBack.there(run.host, snapshot)}</p>
      )}
    </section>
  );
}
