/** What a backup is for: its files are found in the Files view. One on a disk here can also be copied whole. */
import { useState } from 'react';
import type { Failure } from '../../shared/failures';
import type { CopyOutput } from '../../shared/ipc-copy';
import type { Outcome } from '../../shared/outcome';
import { useSeveral } from '../destinations/use-several';
import { request } from '../engine/client';
import { usePlace } from '../shell/place';
import { Button } from '../ui/button';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { OwnSnapshot } from './own-snapshot';

export function FilesBack({ run }: { run: Outcome }) {
  const { filesBack } = useLanguage().words.history;
  const { go } = usePlace();
  const destination = useSeveral().find(({ host }) => host === run.host);
  const snapshot = 'acknowledged' in run ? run.acknowledged?.snapshot : undefined;
  if (snapshot === undefined) return null;
  return (
    <section className="files-back">
      <h2>{filesBack.title}</h2>
      <div>
        <Button
          onClick={() => {
            const turned = destination === undefined ? undefined : request('files.turn-to', destination.name);
            // Refused or not: the Files view says which one it shows.
            void Promise.resolve(turned).then(() => {
              go('files', snapshot);
            });
          }}
        >
          {filesBack.find}
        </Button>
      </div>
      {run.host.startsWith('/') && (
        <>
          <CopyFiles key={run.id} run={run.id} />
          <OwnSnapshot run={run} />
        </>
      )}
    </section>
  );
}

function CopyFiles({ run }: { run: string }) {
  const { filesBack } = useLanguage().words.history;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [copied, setCopied] = useState<CopyOutput>(null);
  const copy = async (): Promise<void> => {
    setBusy(true);
    setCopied(null);
    setFailure(undefined);
    const answer = await request('snapshot.copy', { run });
    setBusy(false);
    if (answer.ok) setCopied(answer.value);
    else setFailure(answer.failure);
  };
  return (
    <>
      <p className="quiet">{filesBack.here}</p>
      <div>
        <Button disabled={busy} onClick={() => void copy()}>
          {filesBack.copy}
        </Button>
        {busy && (
          <Button onClick={() => void request('snapshot.copy-cancel', null)}>{filesBack.cancel}</Button>
        )}
      </div>
      <p role="status" className="path">
        {busy && filesBack.copying}
        {copied !== null && filesBack.copied(copied.place)}
        {copied?.incomplete === true && ` ${filesBack.incomplete}`}
      </p>
      <Refusal
        failure={failure}
        dismiss={() => {
          setFailure(undefined);
        }}
      />
    </>
  );
}
