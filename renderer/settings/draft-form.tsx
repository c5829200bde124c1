/** Fields with a draft: Save and Discard are there while it differs from what is saved. */
import { useEffect, useState, type ReactNode } from 'react';
import type { Failure } from '../../shared/failures';
import { Button } from '../ui/button';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { follow, isOutdated, type Held } from './draft';
import { heldDraft, holdDraft } from './held-drafts';

interface Props<D> {
  /** The destination that it is about, or SHARED: who shows another one's makes another form (key). */
  owner: string;
  /** Of each owner, a part has one such form. */
  part: string;
  saved: D;
  /** What it comes to; undefined while a field holds what cannot be saved. */
  meaning: (draft: D) => unknown;
  save: (draft: D) => void;
  saving: { busy: boolean; failure: Failure | undefined; forget: () => void };
  fields: (draft: D, change: (draft: D) => void) => ReactNode;
  /** Shown while nothing is being changed. */
  children?: ReactNode;
}

export function DraftForm<D>(props: Props<D>) {
  const { owner, part, saved, meaning, save, saving, fields, children } = props;
  const { settings } = useLanguage().words;
  const identity = (draft: D): string => JSON.stringify(meaning(draft) ?? { draft });
  const [kept, setHeld] = useState(
    // What is found there is of this form, and so of its kind.
    () => (heldDraft(owner, part) as Held<D> | undefined) ?? { base: saved, draft: saved },
  );
  const held = follow(kept, saved, identity);
  if (held !== kept) setHeld(held);
  const { draft } = held;
  const changed = identity(draft) !== identity(saved);
  useEffect(() => {
    holdDraft(owner, part, { held, isUnsaved: changed });
  }, [owner, part, held, changed]);
  const outdated = changed && isOutdated(held, saved, identity);
  const discard = (): void => {
    setHeld({ base: saved, draft: saved });
    saving.forget();
  };
  return (
    <>
      <form
        className="settings-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (changed && meaning(draft) !== undefined) save(draft);
        }}
      >
        {fields(draft, (next) => {
          setHeld({ ...held, draft: next });
        })}
        {outdated && (
          <p className="settings-outdated" role="status">
            {settings.outdated}
          </p>
        )}
        {changed && (
          <div className="settings-buttons">
            <Button kind="main" type="submit" disabled={meaning(draft) === undefined || saving.busy}>
              {settings.save}
            </Button>
            <Button onClick={discard}>{settings.discard}</Button>
          </div>
        )}
      </form>
      <Refusal failure={saving.failure} dismiss={saving.forget} />
      {!changed && children}
    </>
  );
}
