/** One part of the settings file in a form: saved for the version of the file that this window has seen. */
import type { ReactNode } from 'react';
import type { Output } from '../../shared/ipc';
import {
  SETTINGS_PARTS,
  type Drafts,
  type SettingsChange,
  type SettingsPart,
} from '../../shared/settings-parts/parts';
import { useCommand } from '../engine/use-command';
import { DraftForm } from './draft-form';
import { SHARED } from './held-drafts';
import { OF_ALL } from './part-names';

export interface ToldSettings {
  told: Output<'settings.get'>;
  askAgain: () => void;
}

/** Whether what is written in this field cannot be saved. */
export type IsWrong = (field: string) => boolean;

interface Props<P extends SettingsPart> extends ToldSettings {
  part: P;
  /** What is saved, as this language writes it. */
  localised?: (draft: Drafts[P]) => Drafts[P];
  fields: (draft: Drafts[P], change: (draft: Drafts[P]) => void, isWrong: IsWrong) => ReactNode;
  /** Shown while nothing is being changed. */
  below?: (saveAgain: () => void, busy: boolean) => ReactNode;
}

export function SettingsForm<P extends SettingsPart>(props: Props<P>) {
  const { part, told, askAgain, localised, fields, below } = props;
  const { draftOf, read, meant } = SETTINGS_PARTS[part];
  const set = useCommand('settings.change');
  const save = async (draft: Drafts[P]): Promise<void> => {
    const { data: value } = read(draft);
    if (value === undefined) return;
    const { version, settings } = told;
    const change = { part, value } as SettingsChange;
    await set.send({ version, destination: settings.destination, change });
    // Refused or not: what the file says now is what counts.
    askAgain();
  };
  const meaning = (draft: Drafts[P]): unknown => {
    const { data: value } = read(draft);
    return value === undefined || meant === undefined ? value : meant(draft);
  };
  const saved = draftOf(told.settings);
  return (
    <DraftForm
      owner={OF_ALL.has(part) ? SHARED : told.settings.destination}
      part={part}
      saved={localised?.(saved) ?? saved}
      meaning={meaning}
      saving={set}
      save={(draft) => void save(draft)}
      fields={(draft, change) => {
        const wrong = new Set(read(draft).error?.issues.map(({ path }) => path[0]));
        return fields(draft, change, (field) => wrong.has(field));
      }}
    >
      {below?.(() => void save(saved), set.busy)}
    </DraftForm>
  );
}
