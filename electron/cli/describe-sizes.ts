/** What rules and presets save, in columns that line up, and what it all comes to. */
import { formatBytes, formatCount, formatNumber } from '../../shared/words';
import type { Tally } from '../exclude/tally';

export interface Totals {
  backedUp: Tally;
  excluded: Tally;
  unreadable: Tally;
}

/** What the scan could not see of what is backed up. */
export interface Unseen {
  directories: number;
  entries: number;
}

/** All of the same width, the heads first; a row without sizes is blank. */
export function sizeColumns(
  heads: readonly [string, string],
  rows: readonly (readonly [Tally, Tally] | undefined)[],
): string[] {
  const cells = [
    heads.flatMap((head) => [head, 'files']),
    ...rows.map((sizes) =>
      (sizes ?? []).flatMap(({ bytes, files }) => [formatBytes(bytes), formatNumber(files)]),
    ),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) => widths.map((width, column) => (row[column] ?? '').padStart(width)).join('  '));
}

export function describeTotals({ backedUp, excluded, unreadable }: Totals, unseen: Unseen): string {
  const whole = backedUp.bytes + excluded.bytes + unreadable.bytes;
  return `${[
    `${formatBytes(backedUp.bytes)} of ${formatBytes(whole)} will be backed up`,
    `${formatBytes(excluded.bytes)} left out`,
    ...(unseen.directories > 0
      ? [`${formatCount(unseen.directories, 'directory', 'directories')} could not be read`]
      : []),
    ...(unseen.entries > 0
      ? [`${formatCount(unseen.entries, 'entry', 'entries')} could not be looked at`]
      : []),
  ].join('; ')}.`;
}
