/** Which lines of a list were not read, by kind, with the first of each. */
import type { PassedOver, PassedOverKind } from '../../shared/passed-over';
import { formatCount, formatNumber } from '../../shared/words';
import { complain } from './terminal';

const KINDS: Record<PassedOverKind, readonly [one: string, several: string]> = {
  blank: ['empty line', 'empty lines'],
  complaint: ['complaint of du', 'complaints of du'],
  prompt: ['prompt or command', 'prompts or commands'],
  total: ['grand total', 'grand totals'],
  other: ['line that is no entry', 'lines that are no entries'],
};

export function sayPassedOver(passedOver: readonly PassedOver[]): void {
  for (const { kind, lines, firstLine, first } of passedOver) {
    const what = formatCount(lines, ...KINDS[kind]);
    const where = lines === 1 ? `line ${formatNumber(firstLine)}` : `from line ${formatNumber(firstLine)} on`;
    complain(`passed over: ${what}, ${where}${first === '' ? '' : `: ${first}`}`);
  }
}
