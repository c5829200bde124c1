/** What the first-run wizard may ask where this laptop takes the place of another one: from a disk, or from a host by a code. */
import { homedir } from 'node:os';
import type { AdoptedSaid, KeptMachineSaid, SetupInput, SetupOutput } from '../../shared/ipc-setup';
import { failure, success, type Result } from '../../shared/result';
import { parseSnapshotName } from '../../shared/snapshot-name';
import { USUAL_PRESETS } from '../exclude/first-list';
import type { Access } from '../files/access';
import type { StoreHere } from '../restore/source';
import type { UserPaths } from '../settings/user-paths';
import { adoptMachine, hostOfDisk, type Adopted } from '../setup/adopt-machine';
import type { provideCallKey } from '../setup/call-key';
import { findMachinesOn, type KnownMachine } from '../setup/find-machines';
import { adoptCommands, hostOfLost, openLostMachine, type LostMachine } from '../setup/lost-machine';
import type { ChosenFolders } from './chosen-folders';
import { refused } from './refused';

type AdoptChannel =
  'setup.machines' | 'setup.adopt' | 'setup.lost-lines' | 'setup.open-lost' | 'setup.adopt-lost';

type AdoptHandlers = { [C in AdoptChannel]: (input: SetupInput<C>) => Promise<Result<SetupOutput<C>>> };

interface AdoptParts {
  paths: UserPaths;
  programs: { runtime: string; host: string };
  access: Pick<Access, 'take' | 'granted'>;
  folders: Pick<ChosenFolders, 'chosen'>;
  keyOfCalls: () => Promise<ReturnType<typeof provideCallKey>>;
  /** What the window may have copied, by its name. */
  copies: Map<SetupInput<'setup.copy'>, string>;
}

/** Two small files of a disk. */
const ADOPT_LIMIT_MS = 10 * 60_000;

export function createAdoptHandlers(parts: AdoptParts): AdoptHandlers {
  const { paths, programs, access, folders, keyOfCalls, copies } = parts;
  let lost: LostMachine | undefined;

  return {
    'setup.machines': async ({ token }) => {
      const folder = folders.chosen(token);
      if (!folder.ok) return folder;
      const found = await findMachinesOn(programs, folder.value);
      return found.ok ? success(found.value.map(describeMachine)) : found;
    },
    'setup.adopt': async ({ token, machine }) => {
      const folder = folders.chosen(token);
      if (!folder.ok) return folder;
      const found = await findMachinesOn(programs, folder.value);
      if (!found.ok) return found;
      const kept = found.value.find((one) => one.machine === machine);
      if (kept === undefined) return refused('that machine has no backups there');
      const home = homedir();
      const signal = AbortSignal.timeout(ADOPT_LIMIT_MS);
      const source: StoreHere = { ...programs, kind: 'here', store: kept.store, machine: kept.machine };
      const adopted = await adoptMachine({
        ...{ paths, source, kept, home, presets: USUAL_PRESETS, signal },
        host: (old) => hostOfDisk(kept.store, old),
      });
      return adopted.ok ? success(describeAdopted(machine, adopted.value)) : adopted;
    },
    'setup.lost-lines': async ({ machine }) => {
      const key = await keyOfCalls();
      if (!key.ok) return key;
      const [login, account, installed] = adoptCommands(machine, key.value.publicKey);
      copies.set('adopt-login', login).set('adopt-account', account).set('adopt-installed', installed);
      return success({ login, account, installed });
    },
    'setup.open-lost': async ({ destination, code }) => {
      const key = await keyOfCalls();
      if (!key.ok) return key;
      const way = { destination, keyPath: key.value.path };
      const opened = await openLostMachine(way, code, programs, new AbortController().signal);
      if (!opened.ok) return opened;
      lost = opened.value;
      await access.take(lost.source);
      return success(describeMachine(lost.kept));
    },
    'setup.adopt-lost': async () => {
      if (lost === undefined) return refused('no host has taken a code yet');
      const { kept, source, host } = lost;
      if (access.granted() !== source) {
        const detail = 'it ended before this laptop took over';
        return failure({ code: 'restore-connection-lost', host: host.destination, detail });
      }
      const adopted = await adoptMachine({
        ...{ paths, source, kept, home: homedir(), presets: USUAL_PRESETS },
        ...{ signal: AbortSignal.timeout(ADOPT_LIMIT_MS), host: (old) => hostOfLost(host, old) },
      });
      return adopted.ok ? success(describeAdopted(kept.machine, adopted.value)) : adopted;
    },
  };
}

function describeAdopted(machine: string, { homeThen, found, hadCommands, missing }: Adopted): AdoptedSaid {
  const movedFrom = homeThen === undefined || homeThen === homedir() ? null : homeThen;
  return { machine, movedFrom, found, hadCommands, missing };
}

function describeMachine({ machine, snapshots, latest, files, bytes }: KnownMachine): KeptMachineSaid {
  const time = parseSnapshotName(latest) ?? new Date(0);
  return { machine, snapshots, latest: time.toISOString(), files: files ?? null, bytes: bytes ?? null };
}
