/** When a host is asked again that had enough to do with other laptops. */
import type { Outcome } from '../../shared/outcome';

/** Those who were sent away in the same moment come back one by one: up to half as long again, by chance. */
const MORE_BY_CHANCE = 0.5;
/** A time further ahead was written by a clock that was wrong, or is now. */
const FURTHEST_MS = 2 * 86_400_000;

/** Each try is a key, an sshd and a look at all that is backed up: however soon a host wants to be asked again, it is not sooner. */
const SHORTEST_MS = 5 * 60_000;
/** Of {@link SHORTEST_MS}, which doubles each time that it was of no use. */
const LONGEST_MS = 3_600_000;

/** @param before how often in a row the host has sent this laptop away already */
export function comeBackAt(seconds: number, before: number, now: Date, chance = Math.random()): Date {
  const least = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** Math.min(before, 10));
  return new Date(now.getTime() + Math.max(seconds * 1000, least) * (1 + MORE_BY_CHANCE * chance));
}

/** How often in a row the host has sent this laptop away; other skips did not come to it. `history` is oldest first. */
export function timesSentAway(history: readonly Outcome[]): number {
  const tries = history.filter((outcome) => outcome.result !== 'skipped' || wasSentAway(outcome));
  return tries.length - 1 - tries.findLastIndex((outcome) => !wasSentAway(outcome));
}

/**
 * Undefined where the host has not sent the last try away. A try that was skipped for another reason did not come to it.
 * `history` is oldest first.
 */
export function askAgainAt(history: readonly Outcome[], now: Date): Date | undefined {
  const last = history.findLast((outcome) => outcome.result !== 'skipped' || wasSentAway(outcome));
  if (last === undefined || !wasSentAway(last)) return undefined;
  const until = new Date(last.skip.until);
  return until.getTime() - now.getTime() > FURTHEST_MS ? now : until;
}

type SentAway = Extract<Outcome, { result: 'skipped' }> & { skip: { code: 'host-busy' } };

function wasSentAway(outcome: Outcome): outcome is SentAway {
  return outcome.result === 'skipped' && outcome.skip.code === 'host-busy';
}
