/**
 * What is true now, read from the files that every run of this user writes, whoever started it. Nothing here steers.
 * No polling: the kernel tells of changed files; once a minute what only time changes, or a file that the kernel
 * has no watch left for, is looked at again.
 */
import { dirname } from 'node:path';
import type { AppState, DestinationState } from '../../shared/app-state';
import { worstOf } from '../../shared/health';
import { alarmOf } from '../../shared/outcome';
import { estimateSecondsLeft } from '../../shared/seconds-left';
import { safeToShow } from '../../shared/safe-text';
import type { Running } from '../../shared/app-state';
import { readCurrentRun } from '../run/current-run';
import { readDestinations, type DestinationStanding } from '../schedule/destinations';
import { nameOfHost } from '../../shared/settings';
import { readPause } from '../schedule/pause';
import type { UserPaths } from '../settings/user-paths';
import { watchDirectory } from './watch-directory';

export interface AppStateKeeper {
  get: () => AppState;
  /** Gets each state that differs from the one before. Returns how to stop listening. */
  subscribe: (listener: (state: AppState) => void) => () => void;
  /** Looks again at once. */
  refresh: () => void;
  setTray: (tray: AppState['tray']) => void;
  setRestoring: (on: boolean) => void;
  close: () => void;
}

const TICK_MS = 60_000;
/** A run writes a few files within a blink: one look is enough. */
const SETTLE_MS = 50;

export function keepAppState(paths: UserPaths): AppStateKeeper {
  const listeners = new Set<(state: AppState) => void>();
  let tray: AppState['tray'] = 'looking';
  let restoring = false;
  let current = readAppState(paths, { tray, restoring });
  let pending: NodeJS.Timeout | undefined;

  const refresh = (): void => {
    clearTimeout(pending);
    pending = undefined;
    const next = readAppState(paths, { tray, restoring });
    // As text: what a listener could see of a difference, it would see there.
    if (JSON.stringify(next) === JSON.stringify(current)) return;
    current = next;
    for (const listener of listeners) listener(next);
  };
  const soon = (): void => {
    pending ??= setTimeout(refresh, SETTLE_MS);
  };
  const stopWatching = [paths.stateDirectory, dirname(paths.settingsFile)].map((directory) =>
    watchDirectory(directory, soon),
  );
  const tick = setInterval(refresh, TICK_MS);
  return {
    get: () => current,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh,
    setTray: (next) => {
      tray = next;
      refresh();
    },
    setRestoring: (on) => {
      // Told several times a second.
      if (on === restoring) return;
      restoring = on;
      refresh();
    },
    close: () => {
      clearInterval(tick);
      clearTimeout(pending);
      for (const stop of stopWatching) stop();
    },
  };
}

function readAppState(
  paths: UserPaths,
  { tray, restoring }: { tray: AppState['tray']; restoring: boolean },
): AppState {
  const now = new Date();
  const { settings, destinations } = readDestinations(paths, now);
  const [first, ...others] = destinations;
  const each = [describeStanding(first), ...others.map(describeStanding)] as const;
  const { name, host, ...worst } = worstOf(each);
  const roots = first.settings?.roots ?? [];
  // A host's words and names of files are in it: old records as well.
  return safeToShow<AppState>({
    setUp: settings.ok
      ? { ok: true, destination: name, host, roots }
      : { ok: false, failure: settings.failure },
    running: readRunning(paths, { roots: settings.ok ? roots.length : 1, many: each.length > 1 }, now),
    ...(restoring && { restoring }),
    ...worst,
    destinations: settings.ok ? [...each] : [],
    pausedUntil: readPause(paths, now)?.toISOString() ?? null,
    tray,
  });
}

function describeStanding(standing: DestinationStanding): DestinationState {
  const { settings, history, lastGood, goodElsewhere, lastMade, nextDue, overdueDays } = standing;
  return {
    ...{ name: settings?.destination ?? '', host: settings === undefined ? '' : nameOfHost(settings) },
    lastGood: lastGood ?? null,
    ...(goodElsewhere !== undefined && { goodElsewhere }),
    last: history.at(-1) ?? null,
    lastTry: history.findLast(({ result }) => result !== 'skipped' && result !== 'cancelled') ?? null,
    alarmed: alarmOf(lastMade) === undefined ? null : (lastMade ?? null),
    overdueDays,
    nextDue: describeDue(nextDue),
  };
}

/** To the minute: what is due since "now" would be another state at each look. */
function describeDue(due: Date | undefined): string | null {
  return due === undefined ? null : new Date(Math.floor(due.getTime() / 60_000) * 60_000).toISOString();
}

const PHASES: ReadonlySet<string> = new Set<Running['phase']>([
  'preparing',
  'listening',
  'calling',
  'transferring',
  'cleaning-up',
]);

function readRunning(
  paths: UserPaths,
  { roots, many }: { roots: number; many: boolean },
  now: Date,
): Running | null {
  const run = readCurrentRun(paths);
  // `finished` is written just before the run lets go of the lock: it is over, and on record.
  if (run === undefined || run.phase === 'finished') return null;
  const startedAt = run.startedAt ?? now.toISOString();
  const elapsed = (now.getTime() - Date.parse(startedAt)) / 1000;
  // The percentage is of one root; with several of them it says nothing about the rest.
  const secondsLeft = roots === 1 ? estimateSecondsLeft(run.progress?.percent, elapsed) : undefined;
  return {
    own: run.pid === process.pid,
    pid: run.pid,
    ...(many && run.destination !== undefined && { to: run.destination }),
    startedAt,
    backsUp: run.dryRun !== true,
    phase: isPhase(run.phase) ? run.phase : 'preparing',
    ...(run.began !== undefined && { began: knownPhases(run.began) }),
    ...(run.peer !== undefined && { peer: run.peer }),
    ...(run.here !== undefined && { here: run.here }),
    ...(run.progress !== undefined && { progress: run.progress }),
    ...(secondsLeft !== undefined && { secondsLeft }),
  };
}

/** The file is another process's, which may know of further phases. */
function knownPhases(began: Record<string, string>): NonNullable<Running['began']> {
  return Object.fromEntries(Object.entries(began).filter(([phase]) => isPhase(phase)));
}

function isPhase(phase: string | undefined): phase is Running['phase'] {
  return phase !== undefined && PHASES.has(phase);
}
