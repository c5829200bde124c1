/** Step 1: where do the backups go? A disk that is plugged in, a folder, or another machine. */
import { useId, useState, type ReactNode } from 'react';
import type { Failure } from '../../shared/failures';
import type { Place } from '../../shared/ipc-setup';
import { firstKeep } from '../../shared/settings-parts/keep';
import { request } from '../engine/client';
import { KeepFields } from '../settings/keep-fields';
import { Button } from '../ui/button';
import { Notice, Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { AdoptOffer } from './adopt-offer';
import { Choice } from './choice';
import { TextField } from './text-field';
import { NEW_STORE } from './setup-draft';
import { useSetup } from './setup-provider';
import type { StepProps } from './wizard-step';
import './line.css';

/** A configuration may name dozens; the others can be typed. */
const MOST_HOSTS = 4;

export function WhereStep({ look, draft, change, wrong, pressed }: StepProps) {
  const { setup } = useLanguage().words;
  const group = useId();
  const { where } = draft;
  return (
    <fieldset className="choices">
      <legend className="unseen">{setup.where.title}</legend>
      {look.disks.map((disk) => (
        <DiskChoice
          key={disk.token}
          group={group}
          disk={disk}
          checked={where.kind === 'disk' && where.token === disk.token}
          choose={() => {
            change({ where: { kind: 'disk', token: disk.token }, keep: firstKeep(disk) });
          }}
        >
          <KeepOf place={disk} draft={draft} change={change} />
        </DiskChoice>
      ))}
      {look.lockedDisks.map((name, index) => (
        <p key={index} className="quiet">
          {setup.where.locked(name)}
        </p>
      ))}
      {wrong === 'disk' && pressed && (
        <p className="field-wrong" role="alert">
          {setup.where.diskGone}
        </p>
      )}
      {look.sshHosts.slice(0, MOST_HOSTS).map((name) => (
        <Choice
          key={name}
          group={group}
          label={name}
          explain={setup.where.sshHost}
          checked={where.kind === 'ssh-host' && where.name === name}
          choose={() => {
            change({ where: { kind: 'ssh-host', name }, keep: firstKeep(NEW_STORE) });
          }}
        >
          <HasLost draft={draft} change={change} />
        </Choice>
      ))}
      <Choice
        group={group}
        label={setup.where.typed}
        explain={setup.where.typedExplain}
        checked={where.kind === 'typed'}
        choose={() => {
          change({ where: { kind: 'typed' }, keep: firstKeep(NEW_STORE) });
        }}
      >
        <TextField
          label={setup.where.address}
          placeholder={setup.where.example}
          value={draft.typed}
          wrong={wrong === 'typed' ? setup.where.wrongAddress : undefined}
          pressed={pressed}
          change={(typed) => {
            change({ typed });
          }}
        />
        <HasLost draft={draft} change={change} />
      </Choice>
      <Choice
        group={group}
        label={setup.where.folder}
        explain={setup.where.folderExplain}
        checked={where.kind === 'folder'}
        choose={() => {
          change({ where: { kind: 'folder' }, keep: firstKeep(draft.folder ?? NEW_STORE) });
        }}
      >
        <FolderOf draft={draft} change={change} wrong={wrong} pressed={pressed} />
      </Choice>
    </fieldset>
  );
}

function HasLost({ draft, change }: Pick<StepProps, 'draft' | 'change'>) {
  const { lost } = useLanguage().words.setup;
  const { adding } = useSetup();
  // This laptop has its backups and its name already.
  if (adding) return null;
  return (
    <label className="switch">
      <input
        type="checkbox"
        checked={draft.adopting}
        onChange={({ target }) => {
          change({ adopting: target.checked });
        }}
      />
      {lost.hasBackups}
    </label>
  );
}

interface DiskProps {
  group: string;
  disk: Place;
  checked: boolean;
  choose: () => void;
  children: ReactNode;
}

function DiskChoice({ group, disk, checked, choose, children }: DiskProps) {
  const { words, formats } = useLanguage();
  const { where } = words.setup;
  return (
    <Choice
      group={group}
      label={where.disk(disk.name)}
      figure={where.free(formats.bytes(disk.freeBytes), formats.bytes(disk.totalBytes))}
      explain={disk.path}
      impossible={
        disk.problem === null ? undefined : where.problems[disk.problem](disk.fileSystem, disk.path)
      }
      checked={checked}
      choose={choose}
    >
      {children}
    </Choice>
  );
}

function KeepOf({ place, draft, change }: Pick<StepProps, 'draft' | 'change'> & { place: Place }) {
  const { where } = useLanguage().words.setup;
  const { adding } = useSetup();
  return (
    <>
      {place.hasBackups && <p>{where.hasBackups}</p>}
      {place.hasBackups && !adding && <AdoptOffer key={place.token} token={place.token} />}
      <KeepFields
        draft={draft.keep}
        change={(keep) => {
          change({ keep });
        }}
      />
    </>
  );
}

function FolderOf({ draft, change, wrong, pressed }: Omit<StepProps, 'look'>) {
  const { words, formats } = useLanguage();
  const { where } = words.setup;
  const [failure, setFailure] = useState<Failure>();
  const { folder } = draft;
  const folderProblem =
    typeof folder?.problem === 'string'
      ? where.problems[folder.problem](folder.fileSystem, folder.path)
      : undefined;
  const pick = async (): Promise<void> => {
    const answer = await request('setup.choose-folder', 'store');
    setFailure(answer.ok ? undefined : answer.failure);
    if (answer.ok && answer.value !== null) {
      change({ folder: answer.value, keep: firstKeep(answer.value) });
    }
  };
  return (
    <>
      <div className="setup-line">
        <Button data-wrong={wrong === 'folder'} onClick={() => void pick()}>
          {folder === null ? where.choose : where.chooseAnother}
        </Button>
        {folder !== null && (
          <span className="path">
            {folder.path} <span className="quiet">{where.freeOnly(formats.bytes(folder.freeBytes))}</span>
          </span>
        )}
      </div>
      <Refusal failure={failure} />
      {folderProblem !== undefined && (
        <p className="field-wrong" role="alert">
          {folderProblem}
        </p>
      )}
      {folder === null && pressed && wrong === 'folder' && (
        <p className="field-wrong" role="alert">
          {where.chooseFirst}
        </p>
      )}
      {folder?.problem === null && folder.sameDisk && (
        <Notice shape="attention">
          <p>{where.sameDisk}</p>
        </Notice>
      )}
      {folder?.problem === null && <KeepOf place={folder} draft={draft} change={change} />}
    </>
  );
}
