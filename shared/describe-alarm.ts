/** Which sign of a backup that looks wrong comes first, and how large its share is. */
import type { Alarm, Sign } from './alarm';

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
