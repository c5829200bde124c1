/** One part of the settings file in a form: saved for the version of the file that this window has seen. */
import type { ReactNode } from 'react';
import type { Output } from '../../shared/ipc';
import type { Settings } from '../../shared/settings';
import { useCommand } from '../engine/use-command';
import { DraftForm } from './draft-form';
import type { PartName } from './part-names';
import { readChange, type Reading, type Written } from './read-change';

export interface ToldSettings {
  told: Output<'settings.get'>;
  askAgain: () => void;
}

interface Props<D> extends ToldSettings {
  part: PartName;
  draftOf: (settings: Settings) => D;
  writtenIn: (draft: D) => Written;
  /** Where a draft holds tokens: what they stand for. */
  meaning?: (draft: D) => unknown;
  fields: (draft: D, change: (draft: D) => void, isWrong: Reading['isWrong']) => ReactNode;
}

export function SettingsForm<D>({
  part,
  told,
  askAgain,
  draftOf,
  writtenIn,
  meaning = writtenIn,
  fields,
}: Props<D>) {
  const set = useCommand('settings.change');
  const save = async (draft: D): Promise<void> => {
    const { change } = readChange(writtenIn(draft));
    if (change === undefined) return;
    await set.send({ version: told.version, change });
    // Refused or not: what the file says now is what counts.
    askAgain();
  };
  return (
    <DraftForm
      part={part}
      saved={draftOf(told.settings)}
      meaning={(draft) => (readChange(writtenIn(draft)).change === undefined ? undefined : meaning(draft))}
      saving={set}
      save={(draft) => void save(draft)}
      fields={(draft, change) => fields(draft, change, readChange(writtenIn(draft)).isWrong)}
    />
  );
}
