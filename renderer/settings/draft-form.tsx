/** Fields with a draft: Save and Discard are there while it differs from what is saved. */
import { useEffect, useState, type ReactNode } from 'react';
import type { Failure } from '../../shared/failures';
import { Button } from '../ui/button';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { follow, isOutdated, type Held } from './draft';
import type { PartName } from './part-names';

/** Of each part, as it was last shown. */
const heldDrafts = new Map<PartName, unknown>();

interface Props<D> {
  /** A part has one such form. */
  part: PartName;
  saved: D;
  /** What it comes to; undefined while a field holds what cannot be saved. */
  meaning: (draft: D) => unknown;
  save: (draft: D) => void;
  saving: { busy: boolean; failure: Failure | undefined; forget: () => void };
  fields: (draft: D, change: (draft: D) => void) => ReactNode;
  /** Shown while nothing is being changed. */
  children?: ReactNode;
}

export function DraftForm<D>({ part, saved, meaning, save, saving, fields, children }: Props<D>) {
  const { settings } = useLanguage().words;
  const identity = (draft: D): string => JSON.stringify(meaning(draft) ?? { draft });
  const [kept, setHeld] = useHeld(part, saved);
  const held = follow(kept, saved, identity);
  if (held !== kept) setHeld(held);
  const { draft } = held;
  const changed = identity(draft) !== identity(saved);
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

/**
 * What is being written in each part: it outlives turning to another view, and goes with the window.
 * As useState: what the part held when it was last shown, else the same as `saved`.
 */
function useHeld<D>(part: PartName, saved: D): [Held<D>, (held: Held<D>) => void] {
  // A part has one form, so what it finds is what it kept.
  const [held, setHeld] = useState(
    () => (heldDrafts.get(part) as Held<D> | undefined) ?? { base: saved, draft: saved },
  );
  useEffect(() => {
    heldDrafts.set(part, held);
  }, [part, held]);
  return [held, setHeld];
}
