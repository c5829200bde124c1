/** Where the backups go: another machine, and how it comes back; or a disk of this one. */
import { splitPort } from '../../shared/ssh-arguments';
import { CheckPanel } from '../check/check-panel';
import { useLanguage } from '../ui/language';
import { Choice } from './choices';
import { HostFields } from './host-fields';
import { KeepFields } from './keep-fields';
import { Part } from './part';
import { SettingsForm, type ToldSettings } from './settings-form';
import { StoreFolder } from './store-folder';
import { whereDraftOf, whereIn, whereMeant } from './where-draft';

export function WherePart({ told, askAgain }: ToldSettings) {
  const { where } = useLanguage().words.settings;
  const { host } = told.settings;
  const otherArguments = host.kind === 'ssh' ? splitPort(host.sshArgs).others : [];
  return (
    <Part name="where" title={where.title}>
      <SettingsForm
        part="where"
        told={told}
        askAgain={askAgain}
        draftOf={whereDraftOf}
        writtenIn={whereIn}
        meaning={whereMeant}
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
      <CheckPanel />
    </Part>
  );
}
