/** What looks wrong about a backup, in the words of the terminal and the notifications. Pure. */
import type { Alarm, Sign } from './alarm';
import { formatCount, formatNumber } from './words';

/** One line, without a full stop. */
export function describeSign({ code, count, of = count, name = '' }: Sign): string {
  const files = formatCount(count, 'file');
  switch (code) {
    case 'root-empty':
      return `${name} is empty: all of its ${formatNumber(of)} files are gone`;
    case 'mostly-gone':
    case 'half-gone':
      return `${sharePercent(count, of)} % of ${name} is gone: ${formatNumber(count)} of ${formatNumber(of)} files`;
    case 'touched':
      return `${sharePercent(count, of)} % of your files changed or are gone: ${formatNumber(count)} of ${formatNumber(of)}`;
    case 'extension-gone':
      return `${formatNumber(count)} of ${formatNumber(of)} ${name} files are gone`;
    case 'renamed':
      return name === '' ? `${files} got another ending` : `${files} got another ending, such as ${name}`;
    case 'same-new-file':
      return `${name} is new in ${formatCount(count, 'folder')}`;
    case 'encrypted':
      return `${formatNumber(count)} of ${formatNumber(of)} changed files that were looked at seem to be encrypted`;
    case 'not-compared':
      return 'Changes could not be checked: the files could not be compared';
  }
}

/** The sign that says most to a person; the others follow as they are. */
export function mainSignOf({ signs }: Alarm): Sign {
  const order: readonly Sign['code'][] = ['root-empty', 'mostly-gone', 'half-gone', 'touched'];
  const [first] = [...signs].sort((a, b) => rank(order, a) - rank(order, b));
  if (first === undefined) throw new Error('an alarm without a sign');
  return first;
}

/** 61 of 100 as 61; never 100 where something is left. */
export function sharePercent(count: number, of: number): number {
  return count >= of ? 100 : Math.min(99, Math.round((count / of) * 100));
}

function rank(order: readonly Sign['code'][], { code }: Sign): number {
  const at = order.indexOf(code);
  return at === -1 ? order.length : at;
}
