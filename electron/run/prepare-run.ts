/** Reads and checks all that can be known before anything is opened to the outside. */
import { runProgram } from '../../process/run-program';
import { success, type Result } from '../../shared/result';
import { checkRsyncTakes, readListOfRun, rememberList, type ListPlaces } from '../exclude/list-of-run';
import { checkRoots } from '../settings/check-roots';
import { checkLocalStore } from './check-store';
import { findPrograms } from './programs';
import type { RunContext } from './run-context';

type Known = Omit<RunContext, 'excludeList' | 'programs' | 'rsyncVersion'>;

/** Fails with what is missing or does not fit: list, programs, roots, store. Warns of a store on the same disk. */
export async function prepareRun(known: Known, places: ListPlaces): Promise<Result<RunContext>> {
  const excludeList = readListOfRun(places);
  if (!excludeList.ok) return excludeList;
  const programs = findPrograms();
  if (!programs.ok) return programs;
  const taken = await checkRsyncTakes(programs.value.rsync, excludeList.value, places.excludeFile);
  if (!taken.ok) return taken;
  const { roots, host } = known.settings;
  const readable = checkRoots(roots);
  if (!readable.ok) return readable;
  if (host.kind === 'local') {
    const store = await checkLocalStore({
      directory: host.directory,
      roots,
      excludeList: excludeList.value,
      rsync: programs.value.rsync,
    });
    if (!store.ok) return store;
    for (const root of store.value.sameDisk) {
      const message = `${host.directory} is on the same disk as ${root}: if that disk breaks, both are gone.`;
      known.emit({ type: 'warning', message });
    }
  }
  if (known.purpose === 'backup') rememberList(places);
  return success({
    ...known,
    excludeList: excludeList.value,
    programs: programs.value,
    rsyncVersion: await versionOfRsync(programs.value.rsync),
  });
}

/** Such as "3.5.0"; the guard needs it to know what its rsync says at the start of a connection. */
async function versionOfRsync(rsync: string): Promise<string> {
  const { stdout } = await runProgram({ file: rsync, args: ['--version'], timeoutMs: 10_000 });
  return /version v?(\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? '0.0.0';
}
