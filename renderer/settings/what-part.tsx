/** The folders that are backed up. New ones are chosen in a dialog; the window itself names none. */
import type { Folder } from '../../shared/settings-parts/what';
import { Button } from '../ui/button';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { Part } from './part';
import { SettingsForm, type ToldSettings } from './settings-form';
import { useFolderDialog } from './use-folder-dialog';

export function WhatPart({ told, askAgain }: ToldSettings) {
  const { what } = useLanguage().words.settings;
  return (
    <Part name="what" title={what.title}>
      <p className="quiet">{what.explain}</p>
      <SettingsForm
        part="what"
        told={told}
        askAgain={askAgain}
        fields={(folders, change) => <Folders folders={folders} change={change} />}
      />
    </Part>
  );
}

function Folders({ folders, change }: { folders: Folder[]; change: (folders: Folder[]) => void }) {
  const { what } = useLanguage().words.settings;
  const dialog = useFolderDialog('root');
  const add = async (): Promise<void> => {
    const chosen = await dialog.choose();
    if (chosen !== undefined && !folders.some(({ path }) => path === chosen.path))
      change([...folders, chosen]);
  };
  return (
    <>
      <ul className="settings-list">
        {folders.map(({ path }) => (
          <li key={path}>
            <bdi className="path">{path}</bdi>
            <Button
              aria-label={what.removeOne(path)}
              onClick={() => {
                change(folders.filter((other) => other.path !== path));
              }}
            >
              {what.remove}
            </Button>
          </li>
        ))}
      </ul>
      {folders.length === 0 && (
        <p className="field-wrong" role="alert">
          {what.noneLeft}
        </p>
      )}
      <Button disabled={dialog.busy} onClick={() => void add()}>
        {what.add}
      </Button>
      <Refusal failure={dialog.failure} dismiss={dialog.forget} />
    </>
  );
}
