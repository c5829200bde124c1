/** Somebody else has changed the same lines: a person decides, and sees both before. */
import { useState } from 'react';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Notice } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { DiffLines } from './diff-lines';
import './save-dialog.css';

interface Props {
  mine: string;
  theirs: string;
  keepMine: () => void;
  takeTheirs: () => void;
}

export function ConflictNotice({ mine, theirs, keepMine, takeTheirs }: Props) {
  const { conflict } = useLanguage().words.excludes;
  const [both, showBoth] = useState(false);
  return (
    <Notice
      shape="attention"
      urgent
      title={conflict.title}
      actions={
        <>
          <Button onClick={keepMine}>{conflict.keepMine}</Button>
          <Button onClick={takeTheirs}>{conflict.takeTheirs}</Button>
          <Button
            onClick={() => {
              showBoth(true);
            }}
          >
            {conflict.seeBoth}
          </Button>
        </>
      }
    >
      <p>{conflict.meaning}</p>
      {both && (
        <Dialog
          title={conflict.bothTitle}
          close={() => {
            showBoth(false);
          }}
        >
          <div className="save-dialog">
            <p>{conflict.bothMeaning}</p>
            <DiffLines before={theirs} after={mine} />
          </div>
        </Dialog>
      )}
    </Notice>
  );
}
