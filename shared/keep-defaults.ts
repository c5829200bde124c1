import type { KeepPolicy } from './keep-policy';

/** So many of the newest snapshots stay, whatever else is asked for, where a host's line does not say (--floor). */
export const DEFAULT_FLOOR = 10;

/** What a new set-up begins with. */
export const THINNED_OUT = {
  hourly: 24,
  daily: 14,
  weekly: 8,
  monthly: 12,
  yearly: 3,
} as const satisfies KeepPolicy;
