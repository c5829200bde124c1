/** What the owner of a disk does with a snapshot on it: pin it, or delete it. */
import { useId, useState } from 'react';
import type { Outcome } from '../../shared/outcome';
import { useAnswer } from '../engine/use-answer';
import { useCommand } from '../engine/use-command';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';

const MOST_LETTERS = 200;

export function OwnSnapshot({ run }: { run: Outcome }) {
  const { own } = useLanguage().words.history;
  const { answer, askAgain } = useAnswer('store.snapshot', { run: run.id }, run.id);
  const pin = useCommand('store.pin');
  const drop = useCommand('store.drop');
  const [deleting, setDeleting] = useState(false);
  const [deleted, setDeleted] = useState(false);
  if (deleted) return <p role="status">{own.deleted}</p>;
  if (answer.is !== 'known' || answer.value === null) return null;
  const { pinned } = answer.value;
  const setPin = (label: string | null): void => {
    void pin.send({ run: run.id, label }).then(askAgain);
  };
  return (
    <>
      {pinned === null ? (
        <PinForm busy={pin.busy} pin={setPin} />
      ) : (
        <p>
          {own.pinned(pinned)}{' '}
          <Button
            disabled={pin.busy}
            onClick={() => {
              setPin(null);
            }}
          >
            {own.unpin}
          </Button>
        </p>
      )}
      <Refusal failure={pin.failure} dismiss={pin.forget} />
      {pinned === null && (
        <div>
          <Button
            disabled={drop.busy}
            onClick={() => {
              setDeleting(true);
            }}
          >
            {own.delete}
          </Button>
        </div>
      )}
      <Refusal failure={drop.failure} dismiss={drop.forget} />
      {deleting && (
        <Dialog
          title={own.deleteTitle}
          close={() => {
            setDeleting(false);
          }}
        >
          <p>{own.deleteMeans}</p>
          <div>
            <Button
              disabled={drop.busy}
              onClick={() => {
                void drop.send({ run: run.id }).then((done) => {
                  setDeleting(false);
                  setDeleted(done);
                });
              }}
            >
              {own.deleteIt}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}

function PinForm({ busy, pin }: { busy: boolean; pin: (label: string) => void }) {
  const { own } = useLanguage().words.history;
  const explainId = useId();
  const [label, setLabel] = useState('');
  return (
    <form
      className="pin-form"
      onSubmit={(event) => {
        event.preventDefault();
        pin(label.trim());
      }}
    >
      <label className="field">
        <span>{own.label}</span>
        <input
          type="text"
          value={label}
          maxLength={MOST_LETTERS}
          autoComplete="off"
          aria-describedby={explainId}
          onChange={({ target }) => {
            setLabel(target.value);
          }}
        />
      </label>
      <Button type="submit" disabled={busy}>
        {own.pin}
      </Button>
      <span className="quiet" id={explainId}>
        {own.pinMeans}
      </span>
    </form>
  );
}
