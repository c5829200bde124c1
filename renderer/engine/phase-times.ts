/**
 * When a run's phases began, as far as this window was told while it was open: the engine's state says which phase it
 * is, not since when. A phase that was under way before has no time. Pure.
 */
import type { Running } from '../../shared/app-state';

export type PhaseTimes = ReadonlyMap<Running['phase'], Date>;

export const NO_TIMES: PhaseTimes = new Map();

/** @param before what ran when this was last told of, and the times that were known then */
export function timesAfter(
  before: Running | null,
  known: PhaseTimes,
  next: Running | null,
  at: Date,
): PhaseTimes {
  if (next === null) return NO_TIMES;
  const sameRun = before !== null && before.pid === next.pid && before.startedAt === next.startedAt;
  if (sameRun && before.phase === next.phase) return known;
  return new Map(sameRun ? known : NO_TIMES).set(next.phase, at);
}
