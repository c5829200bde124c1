/** What rules and presets save, in columns that line up, and what it all comes to. */
import type { Language } from '../../shared/words/language';
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
  { words, formats }: Language,
  heads: readonly [string, string],
  rows: readonly (readonly [Tally, Tally] | undefined)[],
): string[] {
  const cells = [
    heads.flatMap((head) => [head, words.terminal.exclude.files]),
    ...rows.map((sizes) =>
      (sizes ?? []).flatMap(({ bytes, files }) => [formats.bytes(bytes), formats.count(files)]),
    ),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) => widths.map((width, column) => (row[column] ?? '').padStart(width)).join('  '));
}

export function describeTotals(
  { words, formats: { bytes } }: Language,
  { backedUp, excluded, unreadable }: Totals,
  unseen: Unseen,
): string {
  const say = words.terminal.exclude;
  const whole = backedUp.bytes + excluded.bytes + unreadable.bytes;
  return `${[
    say.totals(bytes(backedUp.bytes), bytes(whole), bytes(excluded.bytes)),
    ...(unseen.directories > 0 ? [say.unreadFolders(unseen.directories)] : []),
    ...(unseen.entries > 0 ? [say.unseenEntries(unseen.entries)] : []),
  ].join('; ')}.`;
}
