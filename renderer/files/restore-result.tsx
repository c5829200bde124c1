/** What came of a restore: what is back and where, what is not and why, and how to take it back. */
import { useState } from 'react';
import type { Failure } from '../../shared/failures';
import type { RestoreRecord, Undone } from '../../shared/ipc-files';
import { request } from '../engine/client';
import { useCommand } from '../engine/use-command';
import { useNow } from '../engine/use-now';
import { Button } from '../ui/button';
import { Shape } from '../ui/shape';
import type { ShapeName } from '../ui/shape-name';
import { useLanguage } from '../ui/language';
import type { Words } from '../../shared/words/catalogue';
import { nameIn } from './names';
import { Refused } from './refused';
import { NamedList, UndoneSaid } from './restore-lists';
import { sayFailure } from './say-failure';
import type { SayDay } from './snapshot-days';
import './restore-result.css';

interface Props {
  record: RestoreRecord;
  sayDay: SayDay;
  /** Puts it aside; absent: it stands where it belongs. */
  close?: () => void;
  /** It was cut short, and can be gone on with. */
  resumable?: boolean;
}

export function RestoreResult({ record, sayDay, close, resumable = false }: Props) {
  const { words, formats } = useLanguage();
  const { files } = words;
  const age = Math.max(0, (useNow() - Date.parse(record.at)) / 1000);
  const show = useCommand('files.show');
  const resume = useCommand('files.resume');
  const [busy, setBusy] = useState(false);
  const [undone, setUndone] = useState<Undone>();
  const [failure, setFailure] = useState<Failure>();
  const isUndone = record.undone || undone !== undefined;
  const undo = (): void => {
    setBusy(true);
    void request('files.undo', null).then((answer) => {
      setBusy(false);
      setUndone(answer.ok ? answer.value : undefined);
      setFailure(answer.ok ? undefined : answer.failure);
    });
  };
  return (
    <section className="restore-result">
      <div className="result-head">
        <Shape shape={shapeOfRestore(record)} size={1.25} />
        <div role="status">
          <h2>{isUndone ? files.result.undone : titleOf(words, record)}</h2>
        </div>
        <div className="result-buttons">
          {!isUndone && record.placedCount > 0 && (
            <Button
              {...(close !== undefined && !resumable && { kind: 'main' as const })}
              disabled={show.busy}
              onClick={() => void show.send({ id: record.id })}
            >
              {files.show}
            </Button>
          )}
          {resumable && (
            <Button kind="main" disabled={resume.busy} onClick={() => void resume.send(null)}>
              {files.unfinished.go}
            </Button>
          )}
          {!isUndone && record.undoable && (
            <Button disabled={busy} onClick={undo}>
              {files.undo}
            </Button>
          )}
          {close !== undefined && <Button onClick={close}>{files.done}</Button>}
        </div>
      </div>
      <p className="quiet">{files.resultFrom(sayDay(record.snapshot), formats.age(age))}</p>
      {isUndone ? <UndoneSaid undone={undone} /> : <CameBack record={record} sayDay={sayDay} />}
      <Refused
        failure={show.failure ?? resume.failure ?? failure}
        dismiss={() => {
          show.forget();
          resume.forget();
          setFailure(undefined);
        }}
      />
    </section>
  );
}

function CameBack({ record, sayDay }: Pick<Props, 'record' | 'sayDay'>) {
  const { words } = useLanguage();
  const { files } = words;
  const { placed, placedCount, left, refused, followed, entered, failure } = record;
  const { rotten, replaced, lost, notInFull, notInFullCount } = record;
  const said = failure === null ? undefined : sayFailure(words, failure);
  return (
    <>
      {said !== undefined && (
        <div>
          <p>{said.sentence}</p>
          <p className="quiet">{said.nextStep}</p>
        </div>
      )}
      {record.result === 'cancelled' && <p>{files.cancelledMeans}</p>}
      <NamedList
        title={placedCount > 0 ? files.placed : undefined}
        count={placedCount}
        lines={placed.map(({ as, aside }) => ({
          shown: as,
          more: aside === null ? undefined : files.aside(nameIn(aside)),
        }))}
      />
      {left > 0 && <p>{files.left(left)}</p>}
      <NamedList
        title={followed.length > 0 ? files.followed(followed.length) : undefined}
        count={followed.length}
        lines={followed.map(({ from, to }) => ({ shown: from, more: files.leadsTo(to) }))}
      />
      <NamedList
        title={entered.length > 0 ? files.entered(entered.length) : undefined}
        count={entered.length}
        lines={entered.map((shown) => ({ shown, more: undefined }))}
      />
      <NamedList
        title={refused.length > 0 ? files.refused(refused.length) : undefined}
        count={refused.length}
        lines={refused.map(({ name, why }) => ({ shown: name, more: words.refusal(why) }))}
      />
      <NamedList
        title={rotten.length > 0 ? files.rotten(rotten.length) : undefined}
        count={rotten.length}
        lines={rotten.map((shown) => ({ shown, more: undefined }))}
      />
      <NamedList
        title={replaced.length > 0 ? files.replaced(replaced.length) : undefined}
        count={replaced.length}
        lines={replaced.map(({ name, snapshot }) => ({ shown: name, more: sayDay(snapshot) }))}
      />
      <NamedList
        title={lost.length > 0 ? files.lost(lost.length) : undefined}
        count={lost.length}
        lines={lost.map((shown) => ({ shown, more: undefined }))}
      />
      <NamedList
        title={notInFullCount > 0 ? files.notInFull(notInFullCount) : undefined}
        count={notInFullCount}
        lines={notInFull.map((shown) => ({ shown, more: undefined }))}
      />
    </>
  );
}

export function titleOf({ files }: Words, { how, result, placedCount, left, undone }: RestoreRecord): string {
  if (undone) return files.result.undone;
  if (result !== 'completed') return files.result[result];
  if (how === 'archive') return files.result.archived;
  return placedCount === 0 && left > 0 ? files.result.nothing : files.result.completed(placedCount);
}

export function shapeOfRestore({ result, undone }: RestoreRecord): ShapeName {
  if (undone) return 'cancelled';
  return ({ completed: 'good', partial: 'attention', failed: 'failed', cancelled: 'cancelled' } as const)[
    result
  ];
}
