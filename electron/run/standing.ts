/** How the backups stand just now, as every program of this user sees it in the files: `--status`, and the session bus. */
import { ageOf, alarmOf, type Outcome } from '../../shared/outcome';
import type { Result } from '../../shared/result';
import type { Settings } from '../../shared/settings';
import { historyFor, lastGoodOf, lastMadeOf, readHistory } from '../history/history';
import { nextDue } from '../schedule/due';
import { readInstalledSchedules } from '../schedule/install-schedule';
import type { InstalledSchedule } from '../schedule/installed-schedule';
import { overdueDays } from '../schedule/overdue';
import { readPause } from '../schedule/pause';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { readCurrentRun, type CurrentRun } from './current-run';

export interface Standing {
  now: Date;
  settings: Result<Settings>;
  /** To whatever destination. */
  all: readonly Outcome[];
  /** To the one that is set. */
  history: readonly Outcome[];
  running: CurrentRun | undefined;
  lastGood: Outcome | undefined;
  lastMade: Outcome | undefined;
  nextDue: Date | undefined;
  overdueDays: number | null;
  pausedUntil: Date | undefined;
  /** What starts backups; nothing where they are made by hand alone. */
  installed: readonly InstalledSchedule[];
}

export async function readStanding(paths: UserPaths): Promise<Standing> {
  const settings = readSettings(paths.settingsFile);
  const all = readHistory(paths.historyFile);
  const history = settings.ok ? historyFor(settings.value, all) : all;
  const running = readCurrentRun(paths);
  const lastMade = lastMadeOf(history);
  const now = new Date();
  const isScheduled = settings.ok && settings.value.schedule.kind !== 'off';
  return {
    ...{ now, settings, all, history, running, lastMade },
    lastGood: lastGoodOf(history),
    nextDue: settings.ok ? nextDue(settings.value.schedule, lastMade, now) : undefined,
    overdueDays: settings.ok ? overdueDays(settings.value, history, now) : null,
    pausedUntil: readPause(paths, now),
    installed: isScheduled ? await readInstalledSchedules() : [],
  };
}

/** As `--status --json` says it; what is not known is null. */
export function standingAsJson(standing: Standing) {
  const { now, running, history, lastGood, lastMade, nextDue: next, pausedUntil } = standing;
  return {
    running: running ?? null,
    lastGood:
      lastGood === undefined ? null : { ...lastGood, ageSeconds: Math.round(ageOf(lastGood, now.getTime())) },
    last: history.at(-1) ?? null,
    alarm: alarmOf(lastMade) ?? null,
    nextDue: next?.toISOString() ?? null,
    pausedUntil: pausedUntil?.toISOString() ?? null,
    overdueDays: standing.overdueDays,
    startedBy: [...standing.installed],
  };
}
