/**
 * `--overdue DAYS`: the machines whose last good backup is older than that, or whose backups have not come to their second home
 * for so long; for a timer that tells somebody.
 */
import { safeText } from '../../shared/safe-text';
import { formatAge, formatCount } from '../../shared/words';
import { notSince } from '../hand-on/hand-on-words';
import type { NotHandedOnMachine, OverdueMachine } from '../json-outputs';
import type { LastGood, MachineHealth } from './machine-health';

const DAY = 86_400;

export function findOverdue(machines: readonly MachineHealth[], days: number): OverdueMachine[] {
  return machines.flatMap(({ machine, lastGood, snapshots, isThere }): OverdueMachine[] => {
    const why = whyOverdue(lastGood, days);
    if (why === undefined) return [];
    const { snapshot = null, record, age, isAhead = false, isLatest = false } = lastGood ?? {};
    const ageSeconds = isAhead || age === undefined ? null : Math.floor(age);
    const told = { snapshot, finished: record?.finished ?? null, ageSeconds };
    return [{ machine, why, ...told, snapshots, isLatest, isThere }];
  });
}

function whyOverdue(lastGood: LastGood | undefined, days: number): OverdueMachine['why'] | undefined {
  if (lastGood === undefined) return 'none';
  if (lastGood.isAhead) return 'ahead';
  return lastGood.age > days * DAY ? 'old' : undefined;
}

/** A line each; nothing where all is well, so that cron sends no mail. */
export function formatOverdue(overdue: readonly OverdueMachine[]): string {
  return overdue.map((one) => `${safeText(`${one.machine}  ${describe(one)}`)}\n`).join('');
}

function describe({ why, snapshot, ageSeconds, snapshots, isLatest, isThere }: OverdueMachine): string {
  const later = isLatest ? '' : '; what came later looks wrong, or cannot be read (--list)';
  switch (why) {
    case 'none':
      if (snapshots > 0) return `no good backup: ${formatCount(snapshots, 'snapshot')}, see --list`;
      return isThere
        ? 'no backup was completed yet'
        : 'no backup yet: it has a key line, and nothing in this store (not mounted?)';
    case 'ahead':
      return `the last good backup, ${snapshot}, is dated ahead of this host's clock: one of the two is wrong, and how old it is nobody knows${later}`;
    case 'old':
      return `the last good backup was ${formatAge(ageSeconds ?? 0)}: ${snapshot}${later}`;
  }
}

/** Where none was handed on ever, it is said as soon as a try has failed: a first one may take longer than days. */
export function findNotHandedOn(machines: readonly MachineHealth[], days: number): NotHandedOnMachine[] {
  return machines.flatMap(({ machine, handOn }): NotHandedOnMachine[] => {
    if (handOn?.isBehind !== true) return [];
    const { standing } = handOn;
    const { last } = standing;
    const reason = standing.kind === 'failed' ? standing.reason : null;
    const isOverdue =
      last === undefined ? reason !== null : Date.now() - Date.parse(last.at) > days * DAY * 1000;
    if (!isOverdue) return [];
    return [{ machine, snapshot: last?.snapshot ?? null, handedOn: last?.at ?? null, reason }];
  });
}

export function formatNotHandedOn(machines: readonly NotHandedOnMachine[]): string {
  return machines
    .map(({ machine, handedOn, reason }) => `${safeText(`${machine}  ${notSince(handedOn, reason)}`)}\n`)
    .join('');
}
