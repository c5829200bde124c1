/** Reads and checks all that can be known before anything is opened to the outside. */
import { existsSync } from 'node:fs';
import { askRsyncVersion } from '../../process/program-version';
import { success, type Result } from '../../shared/result';
import { checkRsyncTakes, readListOfRun, rememberList, type ListPlaces } from '../exclude/list-of-run';
import { historyFor, readHistory } from '../history/history';
import { timesSentAway } from '../schedule/come-back';
import { checkRoots } from '../settings/check-roots';
import { machineNameOf } from '../settings/machine-name';
import { nameOfHost, type Settings } from '../../shared/settings';
import { readMovedRoots } from '../settings/moved-roots';
import { readEachDestination } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { checkLocalStore, checkOutsideRoots } from '../store/check-store';
import { findPrograms } from '../ssh/programs';
import { askStore } from '../store/known-stores';
import { isExcluded } from '../exclude/is-excluded';
import { placeInside } from '../settings/place-inside';
import { checkMounted } from './seen-roots';
import type { RunContext } from './run-context';

type Known = Omit<
  RunContext,
  'excludeList' | 'programs' | 'rsyncVersion' | 'machine' | 'store' | 'movedRoots' | 'sentAwayBefore'
>;

/** Fails with what is missing or does not fit: list, programs, roots, store. Warns of a store on the same disk. */
export async function prepareRun(
  known: Known,
  paths: ListPlaces &
    Pick<
      UserPaths,
      'settingsFile' | 'seenRootsFile' | 'movedRootsFile' | 'historyFile' | 'storesFile' | 'acceptStoreFile'
    >,
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
      known.emit({ type: 'warning', warning: { kind: 'same-disk', store: host.directory, root } });
    }
  }
  const rsync = programs.value.rsync;
  for (const directory of otherStoresHere(paths.settingsFile, known.settings)) {
    const outside = await checkOutsideRoots({ directory, roots, excludeList: excludeList.value, rsync });
    if (!outside.ok) return outside;
  }
  for (const { inner, outer } of await findNestedRoots({ roots, excludeList: excludeList.value, rsync })) {
    known.emit({ type: 'warning', warning: { kind: 'nested-roots', inner, outer } });
  }
  if (known.purpose === 'backup') {
    try {
      rememberList(paths);
    } catch (error) {
      const detail = (error as Error).message;
      known.emit({ type: 'warning', warning: { kind: 'list-not-noted', detail } });
    }
  }
  return success({
    ...known,
    excludeList: excludeList.value,
    programs: programs.value,
    ...{ machine, store: meant, movedRoots: readMovedRoots(paths.movedRootsFile, roots) },
    sentAwayBefore: timesSentAway(historyFor(known.settings, readHistory(paths.historyFile))),
    // The guard needs it to know what its rsync says at the start of a connection.
    rsyncVersion: (await askRsyncVersion(rsync))?.numbers ?? '0.0.0',
  });
}

/** Of the other destinations, those that are there. */
function otherStoresHere(settingsFile: string, settings: Settings): string[] {
  const each = readEachDestination(settingsFile);
  return (each.ok ? each.value : []).flatMap(({ destination, host }) =>
    host.kind === 'local' && destination !== settings.destination && existsSync(host.directory)
      ? host.directory
      : [],
  );
}

interface NestedRoot {
  inner: string;
  outer: string;
}

/** Roots inside of other ones, by whatever way, that the exclude list does not leave out there: they are read twice. */
async function findNestedRoots(question: {
  roots: readonly string[];
  excludeList: string;
  rsync: string;
}): Promise<NestedRoot[]> {
  const nested: NestedRoot[] = [];
  for (const outer of question.roots) {
    for (const inner of question.roots) {
      const directory = inner === outer ? undefined : placeInside(inner, outer);
      if (directory === undefined) continue;
      const left = directory !== outer && (await isExcluded({ ...question, root: outer, directory }));
      if (!left) nested.push({ inner, outer });
    }
  }
  return nested;
}
