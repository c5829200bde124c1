/** The folder of the backups on a disk of this laptop, chosen in a dialog. */
import { Button } from '../ui/button';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { useFolderDialog } from './use-folder-dialog';
import type { WhereDraft } from './where-draft';

export function StoreFolder({ draft, change }: { draft: WhereDraft; change: (draft: WhereDraft) => void }) {
  const { where } = useLanguage().words.settings;
  const dialog = useFolderDialog('store');
  const choose = async (): Promise<void> => {
    const folder = await dialog.choose();
    if (folder !== undefined) change({ ...draft, folder });
  };
  return (
    <>
      {draft.folder === null ? (
        <p className="field-wrong" role="alert">
          {where.noFolder}
        </p>
      ) : (
        <bdi className="path">{draft.folder.path}</bdi>
      )}
      <Button disabled={dialog.busy} onClick={() => void choose()}>
        {where.chooseFolder}
      </Button>
      <Refusal failure={dialog.failure} dismiss={dialog.forget} />
    </>
  );
}
