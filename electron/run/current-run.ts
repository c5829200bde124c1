/** What the run under way is doing, as a file that other processes read (`--status`, the tray), and what a killed one has left. */
import * as z from 'zod';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { readLockHolder, takeLock } from '../../process/process-lock';
import { isStillRunning } from '../../process/process-identity';
import { readStateFile } from '../../process/read-state-file';
import { writeStateFile } from '../../process/write-state-file';
import type { RunEvent } from '../../shared/run-events';
import type { UserPaths } from '../settings/user-paths';
import { failure, success, type Result } from '../../shared/result';
import { CUT_SHORT } from '../../shared/cut-short';
import { readSettings } from '../settings/settings-file';
import { readHistory, recordOutcome } from '../history/history';
import { nameOfHost } from '../../shared/settings';
import { NOBODY } from './decide-outcome';
import { sweepRunDirectories } from './run-directory';

const progressSchema = z.object({
  /** The figures are of this root alone. */
  root: z.string(),
  bytes: z.number(),
  files: z.number(),
  rate: z.number(),
  percent: z.number().optional(),
});

export const currentRunSchema = z.object({
  /** As in the outcome that it comes to. */
  id: z.string(),
  /** Where it goes: a destination's name, and its place. */
  destination: z.string().optional(),
  host: z.string().optional(),
  phase: z.string(),
  startedAt: z.string(),
  dryRun: z.boolean(),
  /** When each phase began. */
  began: z.record(z.string(), z.string()).optional(),
  peer: z.string().optional(),
  /** It goes to a store on this machine: nobody is let in. */
  here: z.boolean().optional(),
  progress: progressSchema.optional(),
});
type CurrentRunFile = z.infer<typeof currentRunSchema>;
export type CurrentRun = Partial<CurrentRunFile> & { pid: number };

const LEAST_INTERVAL_MS = 500;

/** Keeps the file up to date from the run's events. A reader never sees half of it. */
export function publishCurrentRun(
  path: string,
  started: Pick<CurrentRunFile, 'id' | 'startedAt' | 'dryRun' | 'destination' | 'host'>,
): { onEvent: (event: RunEvent) => void; remove: () => void } {
  const began: Record<string, string> = { preparing: started.startedAt };
  const current: CurrentRunFile = { ...started, phase: 'preparing', began };
  let written = 0;
  const write = (): void => {
    written = Date.now();
    try {
      writeStateFile(path, current, { flush: false });
    } catch {
      // Only onlookers miss it; a full disk must not end the run, let alone keep it from cleaning up.
    }
  };
  return {
    onEvent: (event) => {
      if (event.type === 'state') {
        current.phase = event.state.phase;
        began[event.state.phase] ??= new Date().toISOString();
        if (event.state.phase === 'transferring') {
          if (event.state.peer === null) current.here = true;
          else current.peer = event.state.peer;
        }
        write();
      } else if (event.type === 'report' && event.report.type === 'progress') {
        current.progress = progressSchema.parse(event.report);
        if (Date.now() - written >= LEAST_INTERVAL_MS) write();
      }
    },
    remove: () => {
      removeCurrentRun(path);
    },
  };
}

/** What cannot be removed stays: whoever reads it asks for the lock first. */
function removeCurrentRun(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // A directory, say: it keeps onlookers from seeing how a run goes, and nobody else.
  }
}

/** The run under way of any process of this user: the lock says whether there is one, the file how it goes. */
export function readCurrentRun(paths: UserPaths): CurrentRun | undefined {
  const holder = readLockHolder(paths.lockFile);
  if (holder === undefined || !isStillRunning(holder)) return undefined;
  return { pid: holder.pid, ...readCurrentRunFile(paths.currentRunFile) };
}

/** As it was written last, by whoever; undefined where there is none, or it is none. */
function readCurrentRunFile(path: string): CurrentRunFile | undefined {
  return readStateFile(path, currentRunSchema).value;
}

/** One run per user, in whatever process. How to release it; fails with already-running, and with state-unwritable on a disk that is full or read-only. */
export function lockRuns({ stateDirectory, lockFile }: UserPaths): Result<() => void> {
  try {
    mkdirSync(stateDirectory, { recursive: true, mode: 0o700 });
    const lock = takeLock(lockFile);
    if (lock.ok) return success(lock.release);
    return failure({ code: 'already-running', pid: lock.holder?.pid ?? 0 });
  } catch (error) {
    return failure({ code: 'state-unwritable', directory: stateDirectory, detail: (error as Error).message });
  }
}

/**
 * What a run has left behind whose process was killed: at the end of a session, by a crash, for want of power. Its
 * processes and its directory go; that it was cut short is put on record, or the history would know nothing of it. Only
 * under the lock: what is there is nobody's then.
 */
export function clearAway(paths: UserPaths): void {
  sweepRunDirectories();
  try {
    recordCutOff(paths);
  } catch {
    // A full disk, or a history that is not ours: it must not keep the next backup from being made.
  }
  removeCurrentRun(paths.currentRunFile);
}

function recordCutOff({ currentRunFile, historyFile, settingsFile }: UserPaths): void {
  const run = readCurrentRunFile(currentRunFile);
  // One that had finished was not cut off, whether or not its outcome could be written down.
  if (run === undefined || run.dryRun || run.phase === 'finished') return;
  // Killed in the very moment after it was.
  if (readHistory(historyFile).some(({ id }) => id === run.id)) return;
  const settings = readSettings(settingsFile);
  recordOutcome(historyFile, {
    ...{ schemaVersion: 1, result: 'cancelled', reason: CUT_SHORT.killed },
    ...{ id: run.id, startedAt: run.startedAt, refused: NOBODY },
    // The last sign of life.
    finishedAt: statSync(currentRunFile).mtime.toISOString(),
    // Of an older version's run there is only what is set first.
    host: run.host ?? (settings.ok ? nameOfHost(settings.value) : ''),
    roots: settings.ok ? settings.value.roots : [],
  });
}
