/** Whether a backup that nobody asked for by hand goes ahead now. "Back up now" does not come by here. */
import { findProgram } from '../../process/find-program';
import type { Settings } from '../../shared/settings';
import type { Skip } from '../../shared/skips';
import { askAgainAt } from '../schedule/come-back';
import { judgeConditions } from '../schedule/conditions';
import { nextDue } from '../schedule/due';
import { measureNow } from '../schedule/measure-now';
import { readPause } from '../schedule/pause';
import { findUnreachable } from '../schedule/reachable';
import { isOutstanding, retryAt } from '../schedule/retry';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { historyFor, lastMadeOf, readHistory } from '../history/history';

/** Undefined: it is due. Otherwise when it will be; null where the schedule is off. */
export interface NotDue {
  next: string | null;
}

/**
 * Asked under the lock, so that of two who ask at once the second sees what the first has done. Settings that cannot be
 * read count as due: the run says what is wrong with them, and then waits longer each time as after any failure.
 * @param to the destination's name; absent: the first
 */
export function findNotDue(paths: UserPaths, now: Date, to?: string): NotDue | undefined {
  const settings = readSettings(paths.settingsFile, to);
  const all = readHistory(paths.historyFile);
  const history = settings.ok ? historyFor(settings.value, all) : all;
  const retry = retryAt(history, now);
  const again = askAgainAt(history, now);
  // Somebody wanted it, whatever the schedule says.
  if (again !== undefined) return notBefore(again, retry, now);
  if (isOutstanding(history)) return undefined;
  const due = settings.ok ? nextDue(settings.value.schedule, lastMadeOf(history), now) : now;
  if (due === undefined) return { next: null };
  return notBefore(due, retry, now);
}

/** What failed before waits as long as it would by itself. */
function notBefore(due: Date, retry: Date | undefined, now: Date): NotDue | undefined {
  const next = retry !== undefined && retry > due ? retry : due;
  return next > now ? { next: next.toISOString() } : undefined;
}

/**
 * The first reason to skip it. Ends early, with none, when the signal is aborted. `waitMs`: how long to wait for a host
 * that does not answer yet; by default as long as a network may need after a resume.
 */
export async function findSkip(
  paths: UserPaths,
  settings: Settings,
  signal: AbortSignal,
  waitMs?: number,
): Promise<Skip | undefined> {
  const until = readPause(paths, new Date());
  if (until !== undefined) return { code: 'paused', until: until.toISOString() };
  const skip = judgeConditions(settings, await measureNow());
  return skip ?? findOutOfReach(settings, signal, waitMs);
}

/** That the host does not answer, or the disk is not there. Ends early, with none, when the signal is aborted. */
export async function findOutOfReach(
  settings: Pick<Settings, 'host'>,
  signal: AbortSignal,
  waitMs?: number,
): Promise<Skip | undefined> {
  const ssh = findProgram('ssh');
  // Without ssh the run itself names what is missing.
  if (ssh === undefined) return undefined;
  const unreachable = await findUnreachable({
    ...{ host: settings.host, ssh, signal },
    ...(waitMs !== undefined && { withinMs: waitMs }),
  });
  if (unreachable?.code !== 'host-not-reachable') return unreachable;
  // Only now: a NetworkManager that manages no device knows of no network where there is one.
  return (await measureNow()).networks?.length === 0 ? { code: 'no-network' } : unreachable;
}
