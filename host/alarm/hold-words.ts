/** A hold in words, for the report's warnings and for `--list`. */
import type { Sign } from '../../shared/alarm';
import { formatNumber } from '../../shared/words';
import { alarm } from '../../shared/words/generated/en';
import { signIn } from '../../shared/words/sign';
import { endOfHold, type Hold } from './hold';

/** The store's owner is spoken to in English, like all that the host says. */
const { sign: SIGNS } = alarm(formatNumber);
const describeSign = (sign: Sign): string => signIn(SIGNS, (percent) => `${percent} %`, sign);

/** That the rest of it ends, or has ended, where that is so. */
export function describeHoldEnd(hold: Hold): string[] {
  const end = endOfHold(hold);
  if (end !== undefined) {
    return [
      `the hold since ${dayOf(hold.since)} ends on ${dayOf(end.toISOString())}, as the backups look as they should again; ${keptOf(hold)}`,
    ];
  }
  return hold.restEndedAt === undefined
    ? []
    : [`the hold of ${dayOf(hold.since)} has ended; ${keptOf(hold)} until latchkey-host --release`];
}

/** Lines for the store's owner, with what to do. `machine`: a directory's name. */
export function describeHold(machine: string, hold: Hold): string[] {
  const release = `latchkey-host --release --store DIR --machine ${machine}`;
  if (hold.unreadable === true) {
    return [`${machine}: hold.json is not understood, so nothing is deleted. To go on: ${release}`];
  }
  if (hold.restEndedAt !== undefined) return describeHoldEnd(hold).map((words) => `${machine}: ${words}`);
  return [
    `${machine}: ${hold.snapshot} looks wrong, compared with ${hold.reference}:`,
    ...hold.signs.map((sign) => `  ${describeSign(sign)}`),
    hold.everything === true
      ? `  Nothing at all is deleted (since ${dayOf(hold.since)}).`
      : `  Nothing made before it is deleted (since ${dayOf(hold.since)}).`,
    `  If that was meant: ${release}. If not: get the files back from ${hold.reference}.`,
    ...describeHoldEnd(hold).map((words) => `  ${words}`),
  ];
}

function keptOf({ reference, weekBefore }: Hold): string {
  const names = weekBefore === null ? reference : `${reference} and ${weekBefore}`;
  return `${names} ${weekBefore === null ? 'stays' : 'stay'}`;
}

function dayOf(time: string): string {
  return time.slice(0, 10);
}
