/** Files in the store that are not as they should be: one sentence each, the worst first; the caller adds their names. */
import type { Doubts } from '../trust';
import type { Words } from './catalogue';

export function describeDoubts({ trust }: Words, { bad, different }: Doubts): string[] {
  return [
    ...(bad.count > 0 ? [trust.badFiles(bad.count)] : []),
    ...(different.count > 0 ? [trust.differentFiles(different.count)] : []),
  ];
}
