/**
 * What the window may ask where this laptop takes the place of another one, from a disk or from a host by a code: to go on as
 * that one, and to get its home back.
 */
import { homedir } from 'node:os';
import type { AdoptedSaid, KeptMachineSaid, SetupInput, SetupOutput } from '../../shared/ipc-setup';
import { failure, success, type Result } from '../../shared/result';
import { parseSnapshotName } from '../../shared/snapshot-name';
import { USUAL_PRESETS } from '../exclude/first-list';
import type { Access } from '../files/access';
import type { Restoring } from '../files/restoring';
import { restore } from '../restore/restore';
import type { StoreHere } from '../restore/source';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { adoptMachine, hostOfDisk, missingRoots, type Adopted } from '../setup/adopt-machine';
import type { provideCallKey } from '../setup/call-key';
import { findMachinesOn, type KnownMachine } from '../setup/find-machines';
import { forgetTakenOver, readTakenOver, requestHome, type TakenOver } from '../setup/home-to-come';
import { adoptCommands, hostOfLost, openLostMachine, type LostMachine } from '../setup/lost-machine';
import type { ChosenFolders } from './chosen-folders';
import { refused } from './refused';

type AdoptChannel =
  | ('setup.machines' | 'setup.adopt' | 'setup.lost-lines' | 'setup.open-lost' | 'setup.adopt-lost')
  | ('setup.adopted' | 'setup.bring-back' | 'setup.put-aside');

type AdoptHandlers = { [C in AdoptChannel]: (input: SetupInput<C>) => Promise<Result<SetupOutput<C>>> };

interface AdoptParts {
  paths: UserPaths;
  programs: { runtime: string; host: string };
  access: Pick<Access, 'take' | 'granted' | 'source'>;
  restoring: Pick<Restoring, 'begin'>;
  folders: Pick<ChosenFolders, 'chosen'>;
  keyOfCalls: () => Promise<ReturnType<typeof provideCallKey>>;
  /** What the window may have copied, by its name. */
  copies: Map<SetupInput<'setup.copy'>, string>;
}

/** Two small files of a disk. */
const ADOPT_LIMIT_MS = 10 * 60_000;

export function createAdoptHandlers(parts: AdoptParts): AdoptHandlers {
  const { paths, programs, access, restoring, folders, keyOfCalls, copies } = parts;
  let lost: LostMachine | undefined;
  /** Settings that were made anew since, under another name, are another machine's. */
  const takenOver = (): TakenOver | undefined => {
    const taken = readTakenOver(paths.adoptedFile);
    const settings = readSettings(paths.settingsFile);
    return settings.ok && settings.value.machine === taken?.machine ? taken : undefined;
  };

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
      return adopted.ok ? success(describeAdopted(kept, adopted.value)) : adopted;
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
      return adopted.ok ? success(describeAdopted(kept, adopted.value)) : adopted;
    },
    'setup.adopted': () => {
      const taken = takenOver();
      const settings = readSettings(paths.settingsFile);
      const missing = settings.ok ? missingRoots(settings.value) : [];
      return Promise.resolve(success(taken === undefined ? null : describeTaken(taken, missing)));
    },
    'setup.bring-back': async ({ how }) => {
      const taken = takenOver();
      if (taken === undefined) return refused('nothing was taken over that is not known already');
      const source = access.source();
      if (!source.ok) return source;
      const request = await requestHome(source.value, taken, how);
      if (!request.ok) return request;
      return restoring.begin('restore', taken.snapshot, (context) => restore(request.value, context));
    },
    'setup.put-aside': () => {
      forgetTakenOver(paths.adoptedFile);
      return Promise.resolve(success(null));
    },
  };
}

function describeAdopted(kept: KnownMachine, { homeThen, missing, ...adopted }: Adopted): AdoptedSaid {
  const { latest, files = null, bytes = null } = kept;
  const taken = { machine: kept.machine, snapshot: latest, files, bytes, homeThen: homeThen ?? null };
  return describeTaken({ ...adopted, ...taken }, missing);
}

function describeTaken(taken: Omit<TakenOver, 'rootsThen'>, missing: string[]): AdoptedSaid {
  const { machine, snapshot, files, bytes, homeThen, found, hadCommands } = taken;
  const movedFrom = homeThen === homedir() ? null : homeThen;
  const latest = timeOf(snapshot);
  return { machine, latest, files, bytes, movedFrom, found, hadCommands, missing };
}

function describeMachine({ machine, snapshots, latest, files, bytes }: KnownMachine): KeptMachineSaid {
  return { machine, snapshots, latest: timeOf(latest), files: files ?? null, bytes: bytes ?? null };
}

/** ISO 8601. */
function timeOf(snapshot: string): string {
  return (parseSnapshotName(snapshot) ?? new Date(0)).toISOString();
}
