/** What rsync says on stdout under LC_ALL=C with --info=progress2. */

/** No JSON number above it is exact, and no report takes one. */
const MOST = Number.MAX_SAFE_INTEGER;

export interface ProgressLine {
  bytes: number;
  /** The transferred bytes' share of all bytes: of an unchanged tree it stays near 0. */
  percent: number;
  /** Bytes a second. */
  rate: number;
  /** Files transferred so far; only said at the end of each file. */
  files?: number;
  /** False while rsync still builds its list, and so its percentage means little; only said with `files`. */
  listComplete?: boolean;
  /** The share of the list that has been looked at, 0..100; only said with `files`. */
  percentChecked?: number;
}

const PROGRESS =
  /^\s*(\d+)\s+(\d+)%\s+([\d.]+)([kMGT]?)B\/s\s+\S+(?:\s+\(xfr#(\d+), (ir|to)-chk=(\d+)\/(\d+)\))?\s*$/;
const RATE_UNITS: Record<string, number> = { k: 1024, M: 1024 ** 2, G: 1024 ** 3, T: 1024 ** 4 };

export function parseProgressLine(line: string): ProgressLine | undefined {
  const match = PROGRESS.exec(line);
  if (match === null) return undefined;
  const [, bytes, percent, rate, unit, files, list, left, all] = match;
  return {
    bytes: Math.min(Number(bytes), MOST),
    percent: Math.min(100, Number(percent)),
    rate: Math.min(Number(rate) * (RATE_UNITS[unit ?? ''] ?? 1), MOST),
    ...(files !== undefined && {
      files: Math.min(Number(files), MOST),
      listComplete: list === 'to',
      percentChecked: Math.max(0, 100 * (1 - Number(left) / Math.max(1, Number(all)))),
    }),
  };
}
