/** What the first-run wizard may ask. Paths and keys stay here, behind tokens. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { homedir, hostname, userInfo } from 'node:os';
import { basename, join } from 'node:path';
import type { Failure } from '../../shared/failures';
import type { SetupChannel, SetupInput, SetupOutput, What, Where } from '../../shared/ipc-setup';
import { failure, success, type Result } from '../../shared/result';
import { safeText } from '../../shared/safe-text';
import type { Schedule } from '../../shared/settings';
import { USUAL_PRESETS } from '../exclude/first-list';
import { findSshPrograms } from '../ssh/programs';
import type { UserPaths } from '../settings/user-paths';
import { provideCallKey } from '../setup/call-key';
import { findLockedDisks } from '../store/locked-disks';
import { machineNameFrom } from '../settings/machine-name';
import { readEachDestination, readSettingsFile } from '../settings/settings-file';
import { wayBackSheets } from '../setup/way-back-sheets';
import { replaceFile } from '../../process/write-state-file';
import type { Language } from '../../shared/words/language';
import { hostSettings, storeIn } from '../setup/draft-settings';
import type { Access } from '../files/access';
import type { Restoring } from '../files/restoring';
import { placeOfDisks } from '../setup/find-disks';
import { writeFirstFiles } from '../setup/first-files';
import { identifyHost, trustHost } from '../setup/host-identity';
import { authorizedKeysLine, installCommand } from '../setup/host-lines';
import { knownHostsFile } from '../setup/known-hosts-file';
import { readSshHosts } from '../setup/ssh-hosts';
import { createAddHandlers, placesFor } from './add-handlers';
import { createAdoptHandlers } from './adopt-handlers';
import { ChosenFolders } from './chosen-folders';
import type { ConnectionCheck } from './connection-check';
import { refused } from './refused';
import type { RunStarter } from './run-starter';

export type SetupHandlers = {
  [C in SetupChannel]: (input: SetupInput<C>) => Promise<Result<SetupOutput<C>>>;
};

interface Parts {
  paths: UserPaths;
  /** `host`: latchkey-host.mjs, as a file outside of any archive. */
  programs: { runtime: string; host: string };
  scanDraft: (roots: string[]) => Promise<Result<number>>;
  check: ConnectionCheck;
  runs: Pick<RunStarter, 'startNow' | 'current'>;
  setSchedule: (schedule: Schedule, which?: { to?: string }) => Promise<Result<unknown>>;
  language: () => Language;
  /** Holds the connection to a lost laptop's host, and ends it with the window. */
  access: Pick<Access, 'take' | 'granted' | 'source'>;
  restoring: Pick<Restoring, 'begin'>;
  autostart: { set: (on: boolean) => void };
  desktop: {
    chooseFolder: (start?: string) => Promise<string | undefined>;
    copyText: (text: string) => void;
    chooseFileToSave: (suggested: string) => Promise<string | undefined>;
  };
}

export function createSetupHandlers(parts: Parts): SetupHandlers {
  const { paths, programs, check, desktop } = parts;
  // ssh goes by the user database, whatever $HOME says.
  const sshDirectory = join(userInfo().homedir, '.ssh');
  const folders = new ChosenFolders();
  const identities = new Map<string, { destination: string; lines: string }>();
  const copies = new Map<SetupInput<'setup.copy'>, string>();

  const places = placesFor(paths);
  const rootsOf = (what: What | null): Result<string[]> => {
    if (what === null) {
      const file = readSettingsFile(paths.settingsFile);
      return file.ok ? success(file.value.roots) : file;
    }
    if (what.kind === 'home') return success([homedir()]);
    if (what.kind === 'system') return success(['/']);
    return folders.allChosen(what.tokens);
  };
  const keyOfCalls = async (): Promise<ReturnType<typeof provideCallKey>> => {
    const ssh = findSshPrograms();
    if (!ssh.ok) return ssh;
    return provideCallKey(ssh.value.sshKeygen, sshDirectory, `latchkey@${hostname()}`);
  };
  const hostFor = async (where: Where): Promise<Result<Record<string, unknown>>> => {
    if (where.kind === 'folder') {
      const folder = folders.chosen(where.token);
      const { keep } = where;
      return folder.ok ? success({ kind: 'local', directory: storeIn(folder.value), keep }) : folder;
    }
    const key = await keyOfCalls();
    return key.ok ? success(hostSettings(where, key.value.path)) : key;
  };
  const machineNow = (): string => {
    const file = readSettingsFile(paths.settingsFile);
    return (file.ok ? file.value.machine : undefined) ?? machineNameFrom(hostname());
  };

  return {
    ...createAdoptHandlers({ ...parts, folders, keyOfCalls, copies }),
    ...createAddHandlers({ ...parts, hostFor }),
    'setup.look': async () =>
      success({
        home: homedir(),
        disks: places.disks().map((disk) => ({ ...disk, token: folders.keep(disk.path) })),
        lockedDisks: (await findLockedDisks()).map((name) => safeText(name)),
        sshHosts: readSshHosts(join(sshDirectory, 'config')),
        machine: machineNow(),
        keepsExcludeList: existsSync(paths.excludeFile),
      }),
    'setup.choose-folder': async (purpose) => {
      // GTK's dialog would begin at "Recent", which is empty for folders.
      const path = await desktop.chooseFolder(purpose === 'root' ? homedir() : placeOfDisks());
      const place = path === undefined ? undefined : places.folder(path);
      return success(place === undefined ? null : { ...place, token: folders.keep(place.path) });
    },
    'setup.identify-host': async ({ destination }) => {
      const ssh = findSshPrograms();
      if (!ssh.ok) return ssh;
      const found = await identifyHost(ssh.value, destination, AbortSignal.timeout(90_000));
      if (!found.ok) return found;
      const compare = `ssh-keygen -lf /etc/ssh/ssh_host_${found.value.type.toLowerCase()}_key.pub`;
      copies.set('compare', compare);
      if (found.value.kind === 'changed') copies.set('forget', found.value.forget);
      if (found.value.kind !== 'new') return success(found.value);
      const { lines, ...shown } = found.value;
      const token = randomUUID();
      identities.set(token, { destination, lines });
      return success({ ...shown, compare, token });
    },
    'setup.trust-host': async ({ token }) => {
      const identity = identities.get(token);
      const ssh = findSshPrograms();
      if (!ssh.ok) return ssh;
      if (identity === undefined) return refused('no such host was asked for its key');
      const { destination, lines } = identity;
      trustHost(await knownHostsFile(ssh.value.ssh, sshDirectory, destination), lines);
      identities.delete(token);
      return success(null);
    },
    'setup.host-lines': async (where) => {
      const key = await keyOfCalls();
      if (!key.ok) return key;
      const keyLine = authorizedKeysLine(where, key.value.publicKey);
      const install = installCommand(where, key.value.publicKey, programs.host);
      copies.set('key-line', keyLine).set('install', install);
      return success({ keyLine, install });
    },
    'setup.copy': (what) => {
      const text = copies.get(what);
      if (text === undefined) return Promise.resolve(refused('there is nothing to copy yet'));
      desktop.copyText(text);
      return Promise.resolve(success(null));
    },
    'setup.scan': async (what) => {
      const roots = rootsOf(what);
      return roots.ok ? parts.scanDraft(roots.value) : roots;
    },
    'setup.finish': async ({ where, what, presets, schedule, autostart }) => {
      const roots = rootsOf(what);
      if (!roots.ok) return roots;
      const host = await hostFor(where);
      if (!host.ok) return host;
      const written = writeFirstFiles(paths, {
        settings: {
          host: host.value,
          machine: where.kind === 'host' ? where.machine : machineNameFrom(hostname()),
          roots: roots.value,
        },
        presets: presets === null ? USUAL_PRESETS : new Set(presets),
      });
      if (!written.ok) return written;
      const problems: Failure[] = [];
      const note = (result: Result<unknown>): void => {
        if (!result.ok) problems.push(result.failure);
      };
      note(await parts.runs.startNow());
      if (schedule.kind !== 'off') note(await parts.setSchedule(schedule));
      note(setAutostart(parts.autostart, autostart));
      return success({ keptExcludeList: written.value.keptExcludeList, problems });
    },
    'setup.sheet': async () => {
      const each = readEachDestination(paths.settingsFile);
      if (!each.ok) return each;
      const [first] = each.value;
      const machine = first?.machine ?? machineNameFrom(hostname());
      const file = await desktop.chooseFileToSave(`latchkey-${machine}.txt`);
      if (file === undefined) return success(null);
      try {
        replaceFile(file, wayBackSheets(paths, each.value, parts.language()));
        return success({ file: basename(file) });
      } catch (error) {
        return failure({ code: 'export-unwritable', path: file, detail: (error as Error).message });
      }
    },
    'check.run': async (input) => {
      if (input.of === 'saved') return check.run({ saved: input.to });
      const roots = rootsOf(input.what);
      if (!roots.ok) return roots;
      const host = await hostFor(input.where);
      if (!host.ok) return host;
      return check.run({ settings: { host: host.value, roots: roots.value }, presets: new Set() });
    },
    'check.cancel': () => {
      check.cancel('cancelled by you');
      return Promise.resolve(success(null));
    },
  };
}

function setAutostart({ set }: Parts['autostart'], on: boolean): Result<null> {
  try {
    set(on);
    return success(null);
  } catch (error) {
    return failure({ code: 'autostart-unwritable', detail: (error as Error).message });
  }
}
