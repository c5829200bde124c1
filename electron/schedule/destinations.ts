/** How each destination stands: what is on record of it, when it is due, and whether it is overdue. */
import type { Outcome } from '../../shared/outcome';
import type { Result } from '../../shared/result';
import { nameOfHost, type Settings } from '../../shared/settings';
import { historyFor, lastGoodOf, lastMadeOf, readHistory } from '../history/history';
import { readEachDestination } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { nextDue } from './due';
import { overdueDays } from './overdue';

/** How one destination stands. */
export interface DestinationStanding {
  /** Undefined where the settings cannot be read: all that is on record is taken together then. */
  settings: Settings | undefined;
  /** To this one, the oldest first. */
  history: readonly Outcome[];
  lastGood: Outcome | undefined;
  /** Where there is none: the last good one at a place that is no destination any more. */
  goodElsewhere: Outcome | undefined;
  lastMade: Outcome | undefined;
  nextDue: Date | undefined;
  overdueDays: number | null;
}

export interface Destinations {
  settings: Result<Settings[]>;
  /** As in the settings; one at least. */
  destinations: readonly [DestinationStanding, ...DestinationStanding[]];
}

export function readDestinations(
  paths: Pick<UserPaths, 'settingsFile' | 'historyFile'>,
  now: Date,
): Destinations {
  const settings = readEachDestination(paths.settingsFile);
  const all = readHistory(paths.historyFile);
  const known: readonly (Settings | undefined)[] = settings.ok ? settings.value : [];
  const [first, ...others] = known.map((each) => standingOf(each, all, settings, now));
  return { settings, destinations: [first ?? standingOf(undefined, all, settings, now), ...others] };
}

function standingOf(
  settings: Settings | undefined,
  all: readonly Outcome[],
  each: Result<Settings[]>,
  now: Date,
): DestinationStanding {
  const history = settings === undefined ? all : historyFor(settings, all);
  const lastGood = lastGoodOf(history);
  const lastMade = lastMadeOf(history);
  const places = new Set(each.ok ? each.value.map(nameOfHost) : []);
  return {
    ...{ settings, history, lastGood, lastMade },
    goodElsewhere:
      lastGood === undefined ? lastGoodOf(all.filter(({ host }) => !places.has(host))) : undefined,
    nextDue: settings && nextDue(settings.schedule, lastMade, now),
    // A record without a place, of settings that could not be read, may be older than the destination.
    overdueDays:
      settings === undefined
        ? null
        : overdueDays(
            settings,
            history.filter(({ host }) => host !== ''),
            now,
          ),
  };
}
