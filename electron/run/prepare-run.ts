/** Reads and checks all that can be known before anything is opened to the outside. */
import { runProgram } from '../../process/run-program';
import { success, type Result } from '../../shared/result';
import { checkRsyncTakes, readListOfRun, rememberList, type ListPlaces } from '../exclude/list-of-run';
import { checkRoots } from '../settings/check-roots';
import { machineNameOf } from '../settings/machine-name';
import type { UserPaths } from '../settings/user-paths';
import { checkLocalStore } from './check-store';
import { checkMounted } from './seen-roots';
import { findPrograms } from './programs';
import { askStore } from './known-stores';
import { nameOfHost } from './name-of-host';
import { findNestedRoots } from './nested-roots';
import type { RunContext } from './run-context';

type Known = Omit<RunContext, 'excludeList' | 'programs' | 'rsyncVersion' | 'machine' | 'store'>;

/** Fails with what is missing or does not fit: list, programs, roots, store. Warns of a store on the same disk. */
export async function prepareRun(
  known: Known,
  paths: ListPlaces & Pick<UserPaths, 'seenRootsFile' | 'historyFile' | 'storesFile' | 'acceptStoreFile'>,
): Promise<Result<RunContext>> {
  const excludeList = readListOfRun(paths);
  if (!excludeList.ok) return excludeList;
  const programs = findPrograms(known.settings.host.kind);
  if (!programs.ok) return programs;
  const taken = await checkRsyncTakes(programs.value.rsync, excludeList.value, paths.excludeFile);
  if (!taken.ok) return taken;
  const { roots, host } = known.settings;
  const readable = checkRoots(roots);
  if (!readable.ok) return readable;
  const mounted = checkMounted(paths.seenRootsFile, roots);
  if (!mounted.ok) return mounted;
  const meant = askStore(paths, nameOfHost(known.settings));
  const machine = machineNameOf(known.settings, meant.last);
  if (host.kind === 'local') {
    const store = await checkLocalStore({
      directory: host.directory,
      ...{ machine, meant },
      roots,
      excludeList: excludeList.value,
      rsync: programs.value.rsync,
    });
    if (!store.ok) return store;
    for (const root of store.value.sameDisk) {
      const message = `${host.directory} is on the same disk as ${root}: if that disk breaks, both are gone.`;
      known.emit({ type: 'warning', about: 'same-disk', message });
    }
  }
  const rsync = programs.value.rsync;
  for (const { inner, outer } of await findNestedRoots({ roots, excludeList: excludeList.value, rsync })) {
    const message = `${inner} lies inside ${outer}, which is backed up as well: it is read twice.`;
    known.emit({ type: 'warning', about: 'nested-roots', message });
  }
  if (known.purpose === 'backup') {
    try {
      rememberList(paths);
    } catch (error) {
      const message = `That there is an exclude list could not be noted: ${(error as Error).message}`;
      known.emit({ type: 'warning', message });
    }
  }
  return success({
    ...known,
    excludeList: excludeList.value,
    programs: programs.value,
    ...{ machine, store: meant },
    rsyncVersion: await versionOfRsync(programs.value.rsync),
  });
}

/** Such as "3.5.0"; the guard needs it to know what its rsync says at the start of a connection. */
async function versionOfRsync(rsync: string): Promise<string> {
  const { stdout } = await runProgram({ file: rsync, args: ['--version'], timeoutMs: 10_000 });
  return /version v?(\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? '0.0.0';
}
