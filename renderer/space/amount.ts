/** What boxes and sums are measured in, in words. */
import type { Measure } from '../../shared/ipc-space';
import type { Language } from '../../shared/words/language';

/** "40 GB", "1,234 entries". */
export function amountText({ words, formats }: Language, measure: Measure, amount: number): string {
  return measure === 'entries' ? words.space.entries(Math.round(amount)) : formats.bytes(amount);
}
