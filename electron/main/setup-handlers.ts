/** What the first-run wizard may ask. Paths and keys stay here, behind tokens. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { homedir, hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Failure } from '../../shared/failures';
import type {
  HostWhere,
  KeptMachineSaid,
  SetupChannel,
  SetupInput,
  SetupOutput,
  What,
} from '../../shared/ipc-setup';
import type { KeepPolicy } from '../../shared/keep-policy';
import { failure, success, type Result } from '../../shared/result';
import { parseSnapshotName } from '../../shared/snapshot-name';
import type { Schedule } from '../../shared/settings';
import { USUAL_PRESETS } from '../exclude/first-list';
import { findSshPrograms } from '../run/programs';
import type { UserPaths } from '../settings/user-paths';
import { provideCallKey } from '../setup/call-key';
import { machineNameFrom } from '../settings/machine-name';
import { hostSettings, storeIn } from '../setup/draft-settings';
import { adoptMachine } from '../setup/adopt-machine';
import { describePlace, findDisks, placeOfDisks } from '../setup/find-disks';
import { findMachinesOn, type KeptMachine } from '../setup/find-machines';
import { writeFirstFiles } from '../setup/first-files';
import { identifyHost, trustHost } from '../setup/host-identity';
import { authorizedKeysLine, installCommand } from '../setup/host-lines';
import { knownHostsFile } from '../setup/known-hosts-file';
import { readSshHosts } from '../setup/ssh-hosts';
import type { ConnectionCheck } from './connection-check';
import type { RunStarter } from './run-starter';
import type { DraftScans } from './usage-handlers';

export type SetupHandlers = {
  [C in SetupChannel]: (input: SetupInput<C>) => Promise<Result<SetupOutput<C>>>;
};

interface Parts {
  paths: UserPaths;
  /** `host`: latchkey-host.mjs, as a file outside of any archive. */
  programs: { runtime: string; host: string };
  scans: DraftScans;
  check: ConnectionCheck;
  runs: Pick<RunStarter, 'startNow'>;
  schedule: { set: (schedule: Schedule) => Promise<Result<null>> };
  autostart: { set: (on: boolean) => void };
  desktop: {
    chooseFolder: (start?: string) => Promise<string | undefined>;
    copyText: (text: string) => void;
  };
}

/** Two small files of a disk. */
const ADOPT_LIMIT_MS = 10 * 60_000;

export function createSetupHandlers(parts: Parts): SetupHandlers {
  const { paths, programs, scans, check, desktop } = parts;
  // ssh goes by the user database, whatever $HOME says.
  const sshDirectory = join(userInfo().homedir, '.ssh');
  const folders = new Map<string, string>();
  const identities = new Map<string, { destination: string; lines: string }>();
  const copies = new Map<SetupInput<'setup.copy'>, string>();

  const tokenFor = (path: string): string => {
    const known = [...folders].find(([, each]) => each === path)?.[0];
    const token = known ?? randomUUID();
    folders.set(token, path);
    return token;
  };
  const folderOf = (token: string): Result<string> => {
    const path = folders.get(token);
    return path === undefined ? refused('no such folder was chosen') : success(path);
  };
  const rootsOf = (what: What): Result<string[]> => {
    if (what.kind === 'home') return success([homedir()]);
    if (what.kind === 'system') return success(['/']);
    const chosen = what.tokens.map(folderOf);
    const missing = chosen.find((one) => !one.ok);
    if (missing !== undefined) return missing;
    return success([...new Set(chosen.flatMap((one) => (one.ok ? [one.value] : [])))]);
  };
  const keyOfCalls = async (): Promise<ReturnType<typeof provideCallKey>> => {
    const ssh = findSshPrograms();
    if (!ssh.ok) return ssh;
    return provideCallKey(ssh.value.sshKeygen, sshDirectory, `latchkey@${hostname()}`);
  };
  const hostOf = async (where: HostWhere): Promise<Result<Record<string, unknown>>> => {
    const key = await keyOfCalls();
    return key.ok ? success(hostSettings(where, key.value.path)) : key;
  };

  return {
    'setup.look': () =>
      Promise.resolve(
        success({
          home: homedir(),
          disks: findDisks(homedir()).map((disk) => ({ ...disk, token: tokenFor(disk.path) })),
          sshHosts: readSshHosts(join(sshDirectory, 'config')),
          machine: machineNameFrom(hostname()),
          keepsExcludeList: existsSync(paths.excludeFile),
        }),
      ),
    'setup.choose-folder': async (purpose) => {
      // GTK's dialog would begin at "Recent", which is empty for folders.
      const path = await desktop.chooseFolder(purpose === 'root' ? homedir() : placeOfDisks());
      const place = path === undefined ? undefined : describePlace(path, homedir());
      return success(place === undefined ? null : { ...place, token: tokenFor(place.path) });
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
      return roots.ok ? scans.scan(roots.value) : roots;
    },
    'setup.weigh': (input) => scans.weigh(input),
    'setup.finish': async ({ where, what, presets, schedule, autostart }) => {
      const roots = rootsOf(what);
      if (!roots.ok) return roots;
      const host = await (where.kind === 'host'
        ? hostOf(where)
        : localHost(folderOf(where.token), where.keep));
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
      if (schedule.kind !== 'off') note(await parts.schedule.set(schedule));
      note(setAutostart(parts.autostart, autostart));
      return success({ keptExcludeList: written.value.keptExcludeList, problems });
    },
    'setup.machines': async ({ token }) => {
      const folder = folderOf(token);
      if (!folder.ok) return folder;
      const found = await findMachinesOn(programs, folder.value);
      return found.ok ? success(found.value.map(describeMachine)) : found;
    },
    'setup.adopt': async ({ token, machine }) => {
      const folder = folderOf(token);
      if (!folder.ok) return folder;
      const found = await findMachinesOn(programs, folder.value);
      if (!found.ok) return found;
      const kept = found.value.find((one) => one.machine === machine);
      if (kept === undefined) return refused('that machine has no backups there');
      const home = homedir();
      const signal = AbortSignal.timeout(ADOPT_LIMIT_MS);
      const adopted = await adoptMachine({ paths, programs, kept, home, presets: USUAL_PRESETS, signal });
      if (!adopted.ok) return adopted;
      const { homeThen, found: of, hadCommands, missing } = adopted.value;
      const movedFrom = homeThen === undefined || homeThen === home ? null : homeThen;
      return success({ machine, movedFrom, found: of, hadCommands, missing });
    },
    'check.run': async (input) => {
      if (input.of === 'saved') return check.run();
      const roots = rootsOf(input.what);
      if (!roots.ok) return roots;
      const host = await hostOf(input.where);
      if (!host.ok) return host;
      return check.run({ settings: { host: host.value, roots: roots.value }, presets: new Set() });
    },
    'check.cancel': () => {
      check.cancel('cancelled by you');
      return Promise.resolve(success(null));
    },
  };
}

function localHost(folder: Result<string>, keep: KeepPolicy | undefined): Result<Record<string, unknown>> {
  return folder.ok ? success({ kind: 'local', directory: storeIn(folder.value), keep }) : folder;
}

function describeMachine({ machine, snapshots, latest, files, bytes }: KeptMachine): KeptMachineSaid {
  const time = parseSnapshotName(latest) ?? new Date(0);
  return { machine, snapshots, latest: time.toISOString(), files: files ?? null, bytes: bytes ?? null };
}

function setAutostart({ set }: Parts['autostart'], on: boolean): Result<null> {
  try {
    set(on);
    return success(null);
  } catch (error) {
    return failure({ code: 'autostart-unwritable', detail: (error as Error).message });
  }
}

function refused(detail: string): Result<never, Extract<Failure, { code: 'request-refused' }>> {
  return failure({ code: 'request-refused', detail });
}
