/** Before anything is written: what changes in the file, and what that does to the backup. */
import { useEffect, useRef, useState } from 'react';
import type { ListSums } from '../../shared/ipc-excludes';
import { useAnswer } from '../engine/use-answer';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { useLanguage } from '../ui/language';
import { DiffLines } from './diff-lines';
import { diffRows } from './merge-lines';
import './save-dialog.css';

/** Less than that share of what is backed up is left: nobody means that by a rule, and the next backup would look wrong. */
const NEARLY_NOTHING = 0.1;

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
  const was = useSum(before);
  const willBe = useSum(after);
  const isKnown = was.isKnown && willBe.isKnown;
  const emptied = leavesNearlyNothing(was.sums, willBe.sums);
  const saveButton = useRef<HTMLButtonElement>(null);
  // Enter saves, but not before it is known what that does, and not what has to be asked.
  useEffect(() => {
    if (isKnown && !emptied) saveButton.current?.focus();
  }, [isKnown, emptied]);
  const rows = diffRows(before, after);
  const count = (kind: string): number => rows.filter((row) => row.kind === kind).length;
  return (
    <Dialog title={excludes.save.title} close={close}>
      <div className="save-dialog">
        <p>{excludes.save.lines(count('added'), count('removed'))}</p>
        <DiffLines before={before} after={after} />
        <SumsMoved was={was.sums} willBe={willBe.sums} />
        {emptied && (
          <p className="save-refused" role="alert">
            {excludes.save.emptied}
          </p>
        )}
        {refused && (
          <p className="save-refused" role="alert">
            {excludes.save.refused}
          </p>
        )}
        <div className="save-buttons">
          <Button
            {...(!emptied && { kind: 'main' })}
            ref={saveButton}
            disabled={busy || refused}
            onClick={() => {
              setBusy(true);
              void save().then(close);
            }}
          >
            {emptied ? excludes.save.allTheSame : excludes.save.button}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function SumsMoved({ was, willBe }: { was: ListSums | undefined; willBe: ListSums | undefined }) {
  const { words, formats } = useLanguage();
  if (was === undefined || willBe === undefined) return null;
  const [from, to] = [formats.bytes(was.backedUp), formats.bytes(willBe.backedUp)];
  return (
    <p className="save-sums">
      {from === to ? words.excludes.save.sameSum(to) : words.excludes.save.sum(from, to)}
    </p>
  );
}

/** `isKnown`: the answer is there, be it that nothing was scanned that says it. */
function useSum(text: string): { isKnown: boolean; sums: ListSums | undefined } {
  const { answer } = useAnswer('excludes.sum', { text }, '');
  const sums = answer.is === 'known' ? (answer.value ?? undefined) : undefined;
  return { isKnown: answer.is !== 'asking', sums };
}

function leavesNearlyNothing(was: ListSums | undefined, willBe: ListSums | undefined): boolean {
  if (was === undefined || willBe === undefined || was.backedUp === 0) return false;
  return willBe.backedUp < was.backedUp * NEARLY_NOTHING;
}
