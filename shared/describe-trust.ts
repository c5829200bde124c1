/** What is proven and what is in doubt, in the words of the terminal and of notifications. */
import type { Doubts, Trust } from './trust';
import { formatCount } from './words';

/** One sentence each, the worst first; names follow by the caller's own means. */
export function describeDoubts({ bad, different }: Doubts): string[] {
  return [
    ...(bad.count > 0
      ? [`${formatCount(bad.count, 'file')} in the store ${bad.count === 1 ? 'is' : 'are'} not as backed up.`]
      : []),
    ...(different.count > 0
      ? [
          `${formatCount(different.count, 'file')} here and in the store ${different.count === 1 ? 'differs' : 'differ'} though size and time are the same.`,
        ]
      : []),
  ];
}

/** Undefined where there is nothing to say yet. */
export function describeTrust({ files, unproven, readWithinDays }: Trust, when: string): string | undefined {
  const parts = [
    ...(files > 0 ? [`proven ${when}: ${formatCount(files, 'file')} byte for byte`] : []),
    ...(unproven === 'include-rules'
      ? ['not proven: the exclude list brings files in by rules of its own ("+ …")']
      : unproven === 'failed'
        ? ['not proven this time; the log says why']
        : []),
    ...(typeof readWithinDays === 'number'
      ? [`all of it read within ${formatCount(readWithinDays, 'day')}`]
      : readWithinDays === null
        ? ['not all of it read again yet']
        : []),
  ];
  const text = parts.join('; ');
  return text === '' ? undefined : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
