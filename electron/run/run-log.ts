/** The log of one run: what sshd, ssh and the host said, with the time. Keys never come near it. */
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { RunEvent } from '../../shared/run-events';
import { safeJson, safeText } from '../../shared/safe-text';

const KEPT_LOGS = 50;
/** A host that talks without end must not fill the disk. */
const MOST_BYTES = 4 * 1024 * 1024;

export interface RunLog {
  path: string;
  /** Why there is none; a backup without a log is better than none. */
  problem?: string;
  write: (line: string) => void;
  /** Takes down states, reports and warnings, but neither how far the transfer is nor the end: the outcome says that. */
  onEvent: (event: RunEvent) => void;
  close: () => void;
}

/** Opens `<directory>/<run id>.log` (0600) and removes the oldest beyond the newest fifty. Never throws. */
export function openRunLog(directory: string, runId: string): RunLog {
  const path = join(directory, `${runId}.log`);
  let file: number;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    pruneLogs(directory, KEPT_LOGS - 1);
    file = openSync(path, 'a', 0o600);
  } catch (error) {
    const nothing = (): void => undefined;
    return { path, problem: (error as Error).message, write: nothing, onEvent: nothing, close: nothing };
  }
  let left = MOST_BYTES;
  const write = (line: string): void => {
    const text = `${new Date().toISOString()} ${safeText(line)}\n`;
    if (left <= 0) return;
    left -= text.length;
    try {
      writeSync(file, left > 0 ? text : `${text}(the log is full; the rest is left out)\n`);
    } catch {
      // A full disk: the run goes on without its log.
      left = 0;
    }
  };
  return {
    path,
    write,
    onEvent: (event) => {
      if (event.type === 'state' && event.state.phase !== 'finished') write(safeJson(event.state));
      if (event.type === 'report' && event.report.type !== 'progress') write(safeJson(event.report));
      if (event.type === 'warning') write(safeJson({ type: 'warning', ...event.warning }));
    },
    close: () => {
      closeSync(file);
    },
  };
}

/** Run ids sort by time, and so do the logs. */
function pruneLogs(directory: string, keep: number): void {
  const logs = readdirSync(directory)
    .filter((name) => name.endsWith('.log'))
    .sort();
  for (const name of logs.slice(0, Math.max(0, logs.length - keep)))
    rmSync(join(directory, name), { force: true });
}
