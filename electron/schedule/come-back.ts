/** When a host is asked again that had enough to do with other laptops. */
import type { Outcome } from '../../shared/outcome';

/** Those who were sent away in the same moment come back one by one: up to half as long again, by chance. */
const MORE_BY_CHANCE = 0.5;
/** A time further ahead was written by a clock that was wrong, or is now. */
const FURTHEST_MS = 2 * 86_400_000;

export function comeBackAt(seconds: number, now: Date, chance = Math.random()): Date {
  return new Date(now.getTime() + seconds * 1000 * (1 + MORE_BY_CHANCE * chance));
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
