/** How things stand, from the files that every run of this user writes: what `--status`, the tray and the bus say. */
import { ageOf, alarmOf } from '../../shared/outcome';
import { nameOfHost } from '../../shared/settings';
import { readDestinations, type Destinations, type DestinationStanding } from '../schedule/destinations';
import { readInstalledSchedules } from '../schedule/install-schedule';
import type { InstalledSchedule } from '../schedule/installed-schedule';
import { readPause } from '../schedule/pause';
import type { UserPaths } from '../settings/user-paths';
import { readCurrentRun, type CurrentRun } from './current-run';

export interface Standing extends Destinations {
  now: Date;
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
