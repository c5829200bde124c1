/** What the owner's rules would take, and why the rest stays. Pure. */
import type { KeepPolicy } from '../../shared/keep-policy';
import type { AgedSnapshot } from './ages';
import type { Calendar } from './calendar';
import { floorOf, type FloorReason, type FloorRules } from './floor';
import { chooseKept } from './retention';
import { withTrustedNames } from './trusted-names';

export type StayReason = FloorReason | 'policy' | 'all';

export interface Choice {
  stays: Map<string, StayReason>;
  /** The oldest first, by the order of completion. */
  goes: string[];
}

/** @param keep without it, all stay */
export function chooseByPolicy(
  ordered: readonly AgedSnapshot[],
  keep: KeepPolicy | undefined,
  rules: Omit<FloorRules, 'thinsClose'>,
  calendar: Calendar,
): Choice {
  const stays: Map<string, StayReason> = floorOf(ordered, { ...rules, thinsClose: keep !== undefined });
  const byPolicy =
    keep === undefined
      ? ordered.map(({ name }) => name)
      : [ordered, withTrustedNames(ordered)].flatMap((known) => [
          ...chooseKept(known, keep, calendar, new Set()),
        ]);
  for (const name of byPolicy) if (!stays.has(name)) stays.set(name, keep === undefined ? 'all' : 'policy');
  return { stays, goes: ordered.map(({ name }) => name).filter((name) => !stays.has(name)) };
}

const OLD_ENOUGH = 30 * 86_400;

/** What may go where space is short, the oldest first: it is older than 30 days, and no rule of the floor keeps it. */
export function mayMakeRoom(
  ordered: readonly AgedSnapshot[],
  rules: Omit<FloorRules, 'thinsClose'>,
): string[] {
  const floor = floorOf(ordered, { ...rules, thinsClose: false });
  return ordered.filter(({ name, age }) => age > OLD_ENOUGH && !floor.has(name)).map(({ name }) => name);
}

const DAY_SECONDS = 86_400;
export const MOST_A_DAY = 150;

/**
 * Seconds until this machine may make another backup; undefined: now. Those that were deleted since count as well: the
 * sequence goes on.
 */
export function waitForNextBackup(ordered: readonly AgedSnapshot[]): number | undefined {
  const last = ordered.findLast(({ sequence }) => sequence !== undefined)?.sequence ?? 0;
  const dayBefore = ordered.findLast(({ age }) => age >= DAY_SECONDS)?.sequence ?? 0;
  const earliest = ordered.find(({ sequence }) => sequence !== undefined)?.sequence ?? 1;
  if (last - Math.max(dayBefore, earliest - 1) < MOST_A_DAY) return undefined;
  const next = ordered.find(({ sequence, age }) => (sequence ?? 0) > last - MOST_A_DAY && age < DAY_SECONDS);
  return next === undefined ? undefined : Math.max(1, Math.ceil(DAY_SECONDS - next.age));
}
