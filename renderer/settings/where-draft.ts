/** Where the backups go, while it is being written. Pure. */
import type { HostSettings, Settings } from '../../shared/settings';
import { splitPort } from '../../shared/ssh-arguments';
import { readDestination } from '../../shared/ssh-destination';
import { keepDraftOf, keepIn, type KeepDraft } from './keep-draft';
import { textOrNone, wholeNumber, type Written } from './read-change';
import type { ChosenFolder } from './use-folder-dialog';

/** Both kinds keep their fields while the other one is looked at: nothing written is lost. */
export interface WhereDraft {
  kind: HostSettings['kind'];
  destination: string;
  reach: 'direct' | 'tunnel';
  port: string;
  callbackAddress: string;
  callbackPort: string;
  /** Separated by spaces or commas. */
  allowFrom: string;
  /** Token null: the one that is in the settings. */
  folder: (Omit<ChosenFolder, 'token'> & { token: string | null }) | null;
  /** Of a disk; a host says so itself. */
  keep: KeepDraft;
}

const NOTHING: Omit<WhereDraft, 'kind'> = {
  destination: '',
  reach: 'direct',
  ...{ port: '', callbackAddress: '', callbackPort: '', allowFrom: '' },
  folder: null,
  // What lies in the folder that will be chosen is not known here.
  keep: keepDraftOf(undefined),
};

export function whereDraftOf({ host }: Settings): WhereDraft {
  if (host.kind === 'local') {
    const folder = { path: host.directory, token: null };
    return { ...NOTHING, kind: host.kind, folder, keep: keepDraftOf(host.keep) };
  }
  return {
    kind: host.kind,
    destination: host.destination,
    reach: host.reach,
    port: String(splitPort(host.sshArgs).port ?? ''),
    callbackAddress: host.callbackAddress ?? '',
    callbackPort: host.callbackPort === 0 ? '' : String(host.callbackPort),
    allowFrom: (host.allowFrom ?? []).join(' '),
    folder: null,
    keep: NOTHING.keep,
  };
}

export function whereIn(draft: WhereDraft): Written {
  return { part: 'host', value: draft.kind === 'local' ? localIn(draft) : sshIn(draft) };
}

/** With what is meant in place of tokens. */
export function whereMeant(draft: WhereDraft): unknown {
  return draft.kind === 'local' ? { ...localIn(draft), folder: draft.folder?.path } : sshIn(draft);
}

function localIn({ kind, folder, keep }: WhereDraft): Written['value'] {
  // Undefined, which cannot be saved, as long as none was chosen.
  return { kind, folder: folder === null ? undefined : folder.token, keep: keepIn(keep) };
}

function sshIn(draft: WhereDraft): Written['value'] {
  const allowed = draft.allowFrom.split(/[\s,]+/).filter((address) => address !== '');
  const read = readDestination(draft.destination);
  const ownPort = draft.port.trim() === '' ? null : wholeNumber(draft.port);
  // Written with its port: that goes where ports are, unless another one is there.
  const apart = read !== undefined && read.port !== null && (ownPort === null || ownPort === read.port);
  return {
    kind: draft.kind,
    destination: apart ? read.destination : draft.destination.trim(),
    reach: draft.reach,
    port: apart ? read.port : ownPort,
    callbackAddress: textOrNone(draft.callbackAddress),
    callbackPort: draft.callbackPort.trim() === '' ? 0 : wholeNumber(draft.callbackPort),
    allowFrom: allowed.length === 0 ? undefined : allowed,
  };
}
