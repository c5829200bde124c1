/** Before anything is written: what changes in the file, and what that does to the backup. */
import { useState } from 'react';
import type { ListSums } from '../../shared/ipc-excludes';
import { useAnswer } from '../engine/use-answer';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { useLanguage } from '../words/language';
import { DiffLines } from './diff-lines';
import { diffRows } from './merge-lines';
import './save-dialog.css';

/** For showModal(), which otherwise takes the first button; React has no attribute for it. */
function focusFirst(button: HTMLButtonElement | null): void {
  button?.setAttribute('autofocus', '');
}

interface Props {
  before: string;
  after: string;
  /** rsync would refuse the list as it is. */
  refused: boolean;
  save: () => Promise<unknown>;
  close: () => void;
}

export function SaveDialog({ before, after, refused, save, close }: Props) {
  const { excludes } = useLanguage().words;
  const [busy, setBusy] = useState(false);
  const rows = diffRows(before, after);
  const count = (kind: string): number => rows.filter((row) => row.kind === kind).length;
  return (
    <Dialog title={excludes.save.title} close={close}>
      <div className="save-dialog">
        <p>{excludes.save.lines(count('added'), count('removed'))}</p>
        <DiffLines before={before} after={after} />
        <SumsMoved before={before} after={after} />
        {refused && (
          <p className="save-refused" role="alert">
            {excludes.save.refused}
          </p>
        )}
        <div className="save-buttons">
          <Button
            kind="main"
            ref={focusFirst}
            disabled={busy || refused}
            onClick={() => {
              setBusy(true);
              void save().then(close);
            }}
          >
            {excludes.save.button}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function SumsMoved({ before, after }: { before: string; after: string }) {
  const was = useSum(before);
  const willBe = useSum(after);
  const { words, formats } = useLanguage();
  if (was === undefined || willBe === undefined) return null;
  const [from, to] = [formats.bytes(was.backedUp), formats.bytes(willBe.backedUp)];
  return (
    <p className="save-sums">
      {from === to ? words.excludes.save.sameSum(to) : words.excludes.save.sum(from, to)}
    </p>
  );
}

function useSum(text: string): ListSums | undefined {
  const { answer } = useAnswer('excludes.sum', { text }, '');
  return answer.is === 'known' ? (answer.value ?? undefined) : undefined;
}
