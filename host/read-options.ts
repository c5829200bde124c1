/** The values of the options, each by its own rules: a reason in words is for the person at the command line. */
import { parseKeepPolicy, PERIODS, type KeepMistake } from '../shared/keep-policy';
import { parseSnapshotName } from '../shared/snapshot-name';
import type { ByHand, GrantAsked } from './command';
import type { Retention } from './keep/drop-snapshots';
import { LEAST_FLOOR } from './keep/floor';
import { parseMinFree, parseSize } from './keep/min-free';
import { MOST_LABEL_LETTERS } from './keep/pins';

export type ReadOption<T> = { ok: true; value: T } | { ok: false; reason: string };

const MOST_GRANT_SECONDS = 24 * 3600;

export function readRetention(
  keep: string | undefined,
  minFree: string | undefined,
  maxSize: string | undefined,
  floor: string | undefined,
): ReadOption<Retention> {
  const retention: Retention = {};
  if (keep !== undefined) {
    const policy = parseKeepPolicy(keep);
    if (!policy.ok) return wrong(`--keep: ${describeKeepMistake(policy.failure)}`);
    retention.keep = policy.value;
  }
  if (minFree !== undefined) {
    const limit = parseMinFree(minFree);
    if (!limit.ok) return wrong(`--min-free: ${limit.reason}`);
    retention.minFree = limit.value;
  }
  if (maxSize !== undefined) {
    const bytes = parseSize(maxSize);
    if (bytes === undefined) return wrong(`--max-size: "${maxSize}" is no size such as 500G`);
    retention.maxSize = bytes;
  }
  if (floor !== undefined) {
    if (!/^[0-9]{1,5}$/.test(floor) || Number(floor) < LEAST_FLOOR) {
      return wrong(`--floor: "${floor}" is no whole number from ${LEAST_FLOOR}`);
    }
    retention.floor = Number(floor);
  }
  return { ok: true, value: retention };
}

export function readGrant(
  time: string | undefined,
  otherwise: number,
  snapshots = 'all',
): ReadOption<Pick<GrantAsked, 'seconds' | 'snapshots'>> {
  const seconds = readTime('for', time, otherwise);
  if (!seconds.ok) return seconds;
  if (seconds.value === 0 || seconds.value > MOST_GRANT_SECONDS) {
    return wrong('--for must be a time such as 15m, and not more than 24h');
  }
  const isName = parseSnapshotName(snapshots) !== undefined;
  if (!isName && snapshots !== 'all' && snapshots !== 'last') {
    return wrong(`--snapshots must be all, last or a snapshot's name (see --list)`);
  }
  const which = snapshots === 'all' || snapshots === 'last' ? snapshots : { name: snapshots };
  return { ok: true, value: { seconds: seconds.value, snapshots: which } };
}

export function readByHand(
  values: Partial<Record<'pin' | 'label' | 'unpin' | 'drop' | 'remove', string>>,
): ReadOption<ByHand> | undefined {
  const { pin, label = '', remove } = values;
  if (remove !== undefined) return { ok: true, value: { act: 'remove', path: remove } };
  const act = pin !== undefined ? 'pin' : values.unpin !== undefined ? 'unpin' : 'drop';
  const snapshot = values[act];
  if (snapshot === undefined) return undefined;
  if (parseSnapshotName(snapshot) === undefined) {
    return wrong(`--${act}: "${snapshot}" is no snapshot's name, such as 2026-11-22T202105Z (see --list)`);
  }
  if (act !== 'pin') return { ok: true, value: { act, snapshot } };
  if (label.length > MOST_LABEL_LETTERS || hasControl(label)) {
    return wrong(`--label: up to ${MOST_LABEL_LETTERS} letters, without control characters`);
  }
  return { ok: true, value: { act, snapshot, label } };
}

/** Newlines and escape sequences, and what turns the direction of writing. */
function hasControl(text: string): boolean {
  return /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text);
}

const UNITS: Record<string, number> = { s: 1, m: 60, h: 3600 };

export function readTime<T>(name: string, text: string | undefined, otherwise: T): ReadOption<number | T> {
  if (text === undefined) return { ok: true, value: otherwise };
  const match = /^(?:(\d{1,6})([smh])|0)$/.exec(text);
  if (match === null) return wrong(`--${name} must be a time such as 90s, 30m or 2h`);
  return { ok: true, value: Number(match[1] ?? 0) * (UNITS[match[2] ?? ''] ?? 0) };
}

/** Undefined: there is no limit. */
export function readAtOnce(text: string | undefined): ReadOption<number | undefined> {
  if (text === undefined) return { ok: true, value: undefined };
  return /^[1-9][0-9]{0,2}$/.test(text)
    ? { ok: true, value: Number(text) }
    : wrong(`--at-once: "${text}" is no whole number from 1`);
}

export function readDays(text: string): ReadOption<number> {
  return /^[1-9][0-9]{0,3}$/.test(text)
    ? { ok: true, value: Number(text) }
    : wrong(`--overdue: "${text}" is no whole number of days from 1`);
}

export function wrong(reason: string): { ok: false; reason: string } {
  return { ok: false, reason };
}

function describeKeepMistake(mistake: KeepMistake): string {
  return mistake.kind === 'twice'
    ? `${mistake.period} is given twice`
    : `"${mistake.part}" is not one of ${PERIODS.join(', ')} with "=NUMBER"`;
}
