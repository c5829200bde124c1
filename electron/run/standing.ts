/** How things stand, from the files that every run of this user writes: what `--status`, the tray and the bus say. */
import { ageOf, alarmOf, type Outcome } from '../../shared/outcome';
import type { Result } from '../../shared/result';
import { nameOfHost, type Settings } from '../../shared/settings';
import { historyFor, lastGoodOf, lastMadeOf, readHistory } from '../history/history';
import { nextDue } from '../schedule/due';
import { readInstalledSchedules } from '../schedule/install-schedule';
import type { InstalledSchedule } from '../schedule/installed-schedule';
import { overdueDays } from '../schedule/overdue';
import { readPause } from '../schedule/pause';
import { readEachDestination } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { readCurrentRun, type CurrentRun } from './current-run';

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

export interface Standing {
  now: Date;
  settings: Result<Settings[]>;
  /** As in the settings; one at least. */
  destinations: readonly [DestinationStanding, ...DestinationStanding[]];
  running: CurrentRun | undefined;
  pausedUntil: Date | undefined;
  /** What starts backups; nothing where they are made by hand alone. */
  installed: readonly InstalledSchedule[];
}

export async function readStanding(paths: UserPaths): Promise<Standing> {
  const now = new Date();
  const { settings, destinations } = readDestinations(paths, now);
  const isScheduled = settings.ok && settings.value.some(({ schedule }) => schedule.kind !== 'off');
  return {
    ...{ now, settings, destinations, running: readCurrentRun(paths) },
    pausedUntil: readPause(paths, now),
    installed: isScheduled ? await readInstalledSchedules() : [],
  };
}

export function readDestinations(
  paths: Pick<UserPaths, 'settingsFile' | 'historyFile'>,
  now: Date,
): Pick<Standing, 'settings' | 'destinations'> {
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
    overdueDays: settings === undefined ? null : overdueDays(settings, history, now),
  };
}

/** As `--status --json` says it; what is not known is null. What is of no destination alone is of the newest, next or worst of them. */
export function standingAsJson({ now, running, destinations, settings, pausedUntil, installed }: Standing) {
  const each = destinations.map((destination) => destinationAsJson(destination, now));
  const newest = <T extends { finishedAt: string }>(found: readonly (T | null)[]): T | null =>
    found.reduce((one, other) => (isNewer(other, one) ? other : one), null);
  return {
    running: running ?? null,
    lastGood: newest(each.map(({ lastGood }) => lastGood)),
    last: newest(each.map(({ last }) => last)),
    alarm: each.find(({ alarm }) => alarm !== null)?.alarm ?? null,
    nextDue: each.flatMap(({ nextDue: due }) => due ?? []).sort()[0] ?? null,
    pausedUntil: pausedUntil?.toISOString() ?? null,
    overdueDays: each.reduce<number | null>(
      (worst, { overdueDays: days }) => (days === null ? worst : Math.max(days, worst ?? 0)),
      null,
    ),
    startedBy: [...installed],
    destinations: settings.ok ? each : [],
  };
}

function destinationAsJson(
  { settings, history, lastGood, lastMade, nextDue: next, overdueDays: days }: DestinationStanding,
  now: Date,
) {
  return {
    name: settings?.destination ?? '',
    host: settings === undefined ? '' : nameOfHost(settings),
    lastGood:
      lastGood === undefined ? null : { ...lastGood, ageSeconds: Math.round(ageOf(lastGood, now.getTime())) },
    last: history.at(-1) ?? null,
    alarm: alarmOf(lastMade) ?? null,
    nextDue: next?.toISOString() ?? null,
    overdueDays: days,
  };
}

function isNewer(one: { finishedAt: string } | null, other: { finishedAt: string } | null): boolean {
  return one !== null && (other === null || Date.parse(one.finishedAt) > Date.parse(other.finishedAt));
}
