/** How many snapshots to keep, as latchkey-host takes it (`--keep 'daily=14,weekly=8'`) and as the settings hold it. */
import * as z from 'zod';
import type { Result } from './result';

export const PERIODS = ['hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const;
export type Period = (typeof PERIODS)[number];

const MOST = 99_999;
const NOT_A_COUNT = `must be a whole number from 1 to ${MOST}`;
const count = z.int(NOT_A_COUNT).min(1, NOT_A_COUNT).max(MOST, NOT_A_COUNT).optional();

/** The newest of each of the last so many hours, days, weeks, months and years that have one. Without any of it: all. */
export const keepPolicySchema = z
  .strictObject({ hourly: count, daily: count, weekly: count, monthly: count, yearly: count })
  .refine(
    (policy) => PERIODS.some((period) => policy[period] !== undefined),
    `must have one of ${PERIODS.join(', ')}; to keep all, leave it out`,
  );
export type KeepPolicy = z.infer<typeof keepPolicySchema>;

/** A part of it that is no period with a number, or a period that comes again. */
export type KeepMistake = { kind: 'unknown'; part: string } | { kind: 'twice'; period: Period };

export function parseKeepPolicy(text: string): Result<KeepPolicy, KeepMistake> {
  const policy: KeepPolicy = {};
  for (const part of text.split(',')) {
    const match = /^([a-z]+)=([1-9][0-9]{0,4})$/.exec(part.trim());
    const period = PERIODS.find((name) => name === match?.[1]);
    if (period === undefined) return { ok: false, failure: { kind: 'unknown', part: part.trim() } };
    if (policy[period] !== undefined) return { ok: false, failure: { kind: 'twice', period } };
    policy[period] = Number(match?.[2]);
  }
  return { ok: true, value: policy };
}

/** As it is parsed. */
export function formatKeepPolicy(policy: KeepPolicy): string {
  return PERIODS.flatMap((period) => {
    const wanted = policy[period];
    return wanted === undefined ? [] : [`${period}=${wanted}`];
  }).join(',');
}

/** latchkey-host's arguments; none where all are kept. */
export function keepArguments(policy: KeepPolicy | undefined): string[] {
  return policy === undefined ? [] : ['--keep', formatKeepPolicy(policy)];
}
