/**
 * What a run has left behind whose process was killed: at the end of a session, by a crash, for want of power. Its
 * processes and its directory go; that it was cut short is put on record, or the history would know nothing of it.
 */
import { statSync } from 'node:fs';
import { CUT_SHORT } from '../../shared/cut-short';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { readCurrentRunFile, removeCurrentRun } from './current-run';
import { readHistory, recordOutcome } from './history';
import { nameOfHost } from './name-of-host';
import { NOBODY } from './perform-run';
import { sweepRunDirectories } from './run-directory';

/** Only under the lock: what is there is nobody's then. */
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
    host: settings.ok ? nameOfHost(settings.value) : '',
    roots: settings.ok ? settings.value.roots : [],
  });
}
