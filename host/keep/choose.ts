/** What the owner's rules would take, and why the rest stays. */
import type { KeepPolicy } from '../../shared/keep-policy';
import type { AgedSnapshot } from './ages';
import type { Calendar } from './calendar';
import { FLOOR_REASONS, floorOf, type FloorRules } from './floor';
import { chooseKept } from './retention';
import { withTrustedNames } from './trusted-names';

export const STAY_REASONS = [...FLOOR_REASONS, 'policy', 'all'] as const;
export type StayReason = (typeof STAY_REASONS)[number];

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
  // One that stays because nobody knows what it is must not stand for a day that another one is known to be of.
  const readable = ordered.filter(({ isUnreadable }) => isUnreadable !== true);
  const byPolicy =
    keep === undefined
      ? ordered.map(({ name }) => name)
      : [readable, withTrustedNames(readable)].flatMap((known) => [
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
 * sequence goes on. One whose record cannot be read counts by its name.
 */
export function waitForNextBackup(ordered: readonly AgedSnapshot[]): number | undefined {
  const unreadable = ordered.filter(({ isUnreadable, age }) => isUnreadable === true && age < DAY_SECONDS);
  const most = Math.max(1, MOST_A_DAY - unreadable.length);
  const last = ordered.findLast(({ sequence }) => sequence !== undefined)?.sequence ?? 0;
  const dayBefore = ordered.findLast(({ age, sequence }) => sequence !== undefined && age >= DAY_SECONDS);
  const earliest = ordered.find(({ sequence }) => sequence !== undefined)?.sequence ?? 1;
  const made = last - Math.max(dayBefore?.sequence ?? 0, earliest - 1);
  if (unreadable.length < MOST_A_DAY && made < most) return undefined;
  const next =
    ordered.find(({ sequence, age }) => (sequence ?? 0) > last - most && age < DAY_SECONDS) ?? unreadable[0];
  return next === undefined ? undefined : Math.max(1, Math.ceil(DAY_SECONDS - next.age));
}
