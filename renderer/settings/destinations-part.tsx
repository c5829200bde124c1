/** Where there are several destinations: the one that the parts below are about, and what becomes of its name and place. */
import { useState } from 'react';
import { healthOfDestination } from '../../shared/health';
import { MOST_DESTINATIONS } from '../../shared/settings';
import { shortStandingIn } from '../../shared/words/headline';
import { DestinationList, type DestinationRow } from '../destinations/destination-list';
import { useAppState } from '../engine/app-state';
import { useNow } from '../engine/use-now';
import { Button } from '../ui/button';
import { useLanguage } from '../ui/language';
import { AddDestination } from './add-destination';
import { RemoveDialog, RenameDialog } from './destination-dialogs';
import { dropDrafts, moveDrafts, useUnsaved } from './held-drafts';
import { Part } from './part';
import type { ToldSettings } from './settings-form';

interface Props extends ToldSettings {
  /** The one that is wanted, which the parts below turn to; null: the first. */
  shown: string | null;
  show: (destination: string | null) => void;
}

export function DestinationsPart({ told, askAgain, shown, show }: Props) {
  const { destinations: words } = useLanguage().words.settings;
  const [asking, setAsking] = useState<'rename' | 'remove'>();
  const rows = useRows(told);
  const { destination: chosen } = told.settings;
  const marked = rows.find(({ name }) => name === shown)?.name ?? chosen;
  const close = (): void => {
    setAsking(undefined);
  };
  return (
    <Part name="destinations" title={words.title}>
      <DestinationList legend={words.choose} rows={rows} chosen={marked} choose={show} />
      <div className="settings-buttons">
        {rows.length < MOST_DESTINATIONS && <AddDestination />}
        <Button
          onClick={() => {
            setAsking('rename');
          }}
        >
          {words.rename(chosen)}
        </Button>
        <Button
          onClick={() => {
            setAsking('remove');
          }}
        >
          {words.remove(chosen)}
        </Button>
      </div>
      {asking === 'rename' && (
        <RenameDialog
          told={told}
          close={close}
          renamed={(to) => {
            moveDrafts(chosen, to);
            show(to);
            askAgain();
          }}
        />
      )}
      {asking === 'remove' && (
        <RemoveDialog
          told={told}
          close={close}
          removed={() => {
            dropDrafts(chosen);
            show(null);
            askAgain();
          }}
        />
      )}
    </Part>
  );
}

/** As the settings have them; how each stands is known a moment later where it has just come. */
function useRows({ destinations }: ToldSettings['told']): DestinationRow[] {
  const language = useLanguage();
  const known = useAppState();
  const now = useNow();
  const unsaved = useUnsaved();
  const standings = known.is === 'known' ? known.state.destinations : [];
  return destinations.map(({ name, host }) => {
    const standing = standings.find((each) => each.name === name);
    return {
      ...{ name, host },
      shape: standing === undefined ? 'never' : healthOfDestination(standing),
      standing: standing && shortStandingIn(language, standing, now),
      ...(unsaved.has(name) && { more: language.words.settings.destinations.unsaved }),
    };
  });
}
