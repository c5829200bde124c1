/**
 * When a backup that is due may be tried again by itself. A skip waits for its reason to go and is tried at each
 * occasion; a failure or a cancellation waits, longer each time, so that a host that is broken overnight is not called a
 * hundred times, and a backup that somebody has cancelled does not start again under their hands. One that the machine has
 * cut short was cancelled by nobody.
 */
import { wasCutShort, wasMade, type Outcome } from '../../shared/outcome';

const FIRST_WAIT_MS = 15 * 60_000;
const LONGEST_WAIT_MS = 4 * 3_600_000;

/**
 * Whether the last try was cut short, by sleep for one, and has not been made up for: it is due whatever the schedule
 * says, since somebody wanted it, and the record is all that a process knows which was not there. `history` is oldest first.
 */
export function isOutstanding(history: readonly Outcome[]): boolean {
  return wasCutShort(history.findLast(({ result }) => result !== 'skipped'));
}

/** Undefined: at once. `history` is oldest first. */
export function retryAt(history: readonly Outcome[], now: Date): Date | undefined {
  const since = history.slice(history.findLastIndex(wasMade) + 1);
  const tries = since.filter(
    (outcome) => outcome.result === 'failed' || (outcome.result === 'cancelled' && !wasCutShort(outcome)),
  );
  const last = tries.at(-1);
  if (last === undefined) return undefined;
  const ended = Date.parse(last.finishedAt);
  // Tried in the future: the clock was set back, and nobody knows how long ago it was.
  if (ended > now.getTime()) return undefined;
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(tries.length - 1, 10));
  return new Date(ended + wait);
}
