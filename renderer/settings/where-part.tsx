/** Where the backups go: another machine, and how it comes back; or a disk of this one. */
import type { WhereDraft } from '../../shared/settings-parts/where';
import { splitPort } from '../../shared/ssh-arguments';
import { CheckPanel } from '../check/check-panel';
import { Button } from '../ui/button';
import { useLanguage } from '../ui/language';
import { Refusal } from '../ui/notice';
import { AddDestination } from './add-destination';
import { Check, Choice } from './choices';
import { HostFields } from './host-fields';
import { KeepFields } from './keep-fields';
import { Part } from './part';
import { SettingsForm, type ToldSettings } from './settings-form';
import { useFolderDialog } from './use-folder-dialog';

/** `another`: it is the only one, and a further one can be added. */
export function WherePart({ told, askAgain, another = false }: ToldSettings & { another?: boolean }) {
  const { where, destinations } = useLanguage().words.settings;
  const { host } = told.settings;
  const otherArguments = host.kind === 'ssh' ? splitPort(host.sshArgs).others : [];
  return (
    <Part name="where" title={where.title}>
      <SettingsForm
        part="where"
        told={told}
        askAgain={askAgain}
        fields={(draft, change, isWrong) => (
          <>
            <Choice
              legend={where.title}
              value={draft.kind}
              options={{ ssh: { label: where.ssh }, local: { label: where.local } }}
              choose={(kind) => {
                change({ ...draft, kind });
              }}
            />
            {draft.kind === 'ssh' ? (
              <HostFields draft={draft} change={change} isWrong={isWrong} otherArguments={otherArguments} />
            ) : (
              <>
                <StoreFolder draft={draft} change={change} />
                <Check
                  label={where.unmountWhenDone}
                  checked={draft.unmountWhenDone}
                  change={(unmountWhenDone) => {
                    change({ ...draft, unmountWhenDone });
                  }}
                />
                <KeepFields
                  draft={draft.keep}
                  previews={host.kind === 'local' && draft.folder?.token === null}
                  change={(keep) => {
                    change({ ...draft, keep });
                  }}
                />
              </>
            )}
          </>
        )}
      />
      <CheckPanel to={told.settings.destination} />
      {another && (
        <>
          <p className="quiet">{destinations.rule}</p>
          <AddDestination />
        </>
      )}
    </Part>
  );
}

/** The folder of the backups on a disk of this laptop, chosen in a dialog. */
function StoreFolder({ draft, change }: { draft: WhereDraft; change: (draft: WhereDraft) => void }) {
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
