/** What the window may ask to add a further destination to the settings that there are. */
import { homedir } from 'node:os';
import { success, type Result } from '../../shared/result';
import type { Failure } from '../../shared/failures';
import type { Place, SetupInput, SetupOutput, Where } from '../../shared/ipc-setup';
import { nameOfHost, type Schedule } from '../../shared/settings';
import { addDestination, suggestName } from '../settings/change-destinations';
import { readEachDestination } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { storeIn } from '../setup/draft-settings';
import { describePlace, findDisks } from '../setup/find-disks';
import { prepareStore } from '../setup/prepare-store';
import { keepMachineName } from '../store/known-stores';
import type { RunStarter } from './run-starter';

type AddChannel = 'setup.add' | 'setup.suggest-name';
type AddHandlers = { [C in AddChannel]: (input: SetupInput<C>) => Promise<Result<SetupOutput<C>>> };

interface Parts {
  paths: UserPaths;
  runs: Pick<RunStarter, 'startNow'>;
  setSchedule: (schedule: Schedule, which?: { to?: string }) => Promise<Result<unknown>>;
  /** As the settings have it. */
  hostFor: (where: Where) => Promise<Result<Record<string, unknown>>>;
}

export function createAddHandlers({ paths, runs, setSchedule, hostFor }: Parts): AddHandlers {
  return {
    'setup.suggest-name': async (where) => {
      const host = await hostFor(where);
      return host.ok ? suggestName(paths.settingsFile, host.value) : host;
    },
    'setup.add': async ({ where, name, schedule }) => {
      const host = await hostFor(where);
      if (!host.ok) return host;
      const named = keepMachineName(paths);
      if (!named.ok) return named;
      const { directory } = host.value;
      const added = addDestination(paths.settingsFile, host.value, {
        name: name ?? undefined,
        prepare: () => (typeof directory === 'string' ? prepareStore(paths, directory) : success(undefined)),
      });
      if (!added.ok) return added;
      const problems: Failure[] = [];
      const note = (result: Result<unknown>): void => {
        if (!result.ok) problems.push(result.failure);
      };
      note(await runs.startNow(added.value));
      if (schedule.kind !== 'off') note(await setSchedule(schedule, { to: added.value }));
      return success({ name: added.value, problems });
    },
  };
}

/** The disks, and one folder, as a destination may be there: not where there is one already. */
export function placesFor({ settingsFile }: Pick<UserPaths, 'settingsFile'>): {
  disks: () => Omit<Place, 'token'>[];
  folder: (path: string) => Omit<Place, 'token'> | undefined;
} {
  const withTaken = <P extends Omit<Place, 'token'>>(place: P): P => {
    const each = readEachDestination(settingsFile);
    const isTaken = each.ok && each.value.some((one) => nameOfHost(one) === storeIn(place.path));
    return isTaken && place.problem === null ? { ...place, problem: 'taken' } : place;
  };
  return {
    disks: () => findDisks(homedir()).map(withTaken),
    folder: (path) => {
      const place = describePlace(path, homedir());
      return place && withTaken(place);
    },
  };
}
