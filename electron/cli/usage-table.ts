/** The table of `latchkey --usage`: sizes, bars, paths; the largest last, as `du -h | sort -h` has it. */
import type { Formats } from '../../shared/words/formats';

export interface UsageRow {
  bytes: number;
  /** Safe to show. */
  path: string;
  /** A slash is put behind directories, a note behind what was not entered. */
  directory: boolean;
  note?: string;
}

const NARROWEST_BAR = 5;
const WIDEST_BAR = 30;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** Lines of at most `width` characters as far as paths allow: a path is never cut. `whole`: what a full bar stands for. */
export function formatUsageTable(
  { bytes: formatBytes }: Formats,
  rows: readonly UsageRow[],
  whole: number,
  width: number,
): string[] {
  const ascending = [...rows].sort((a, b) => a.bytes - b.bytes);
  const sizes = ascending.map(({ bytes }) => formatBytes(bytes));
  const sizeWidth = Math.max(0, ...sizes.map((size) => size.length));
  const paths = ascending.map(showPath);
  const longest = Math.max(0, ...paths.map((path) => path.length));
  const barWidth = Math.min(WIDEST_BAR, Math.max(NARROWEST_BAR, width - sizeWidth - longest - 4));
  return ascending.map(({ bytes }, index) => {
    const size = (sizes[index] ?? '').padStart(sizeWidth);
    return `${size}  ${bar(whole > 0 ? bytes / whole : 0, barWidth)}  ${paths[index] ?? ''}`;
  });
}

function showPath({ path, directory, note }: UsageRow): string {
  return `${path}${directory && !path.endsWith('/') ? '/' : ''}${note === undefined ? '' : `  (${note})`}`;
}

/** `share` is 0 to 1; the bar is filled up to `width` with blanks. */
function bar(share: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  return ('█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '')).padEnd(width);
}
