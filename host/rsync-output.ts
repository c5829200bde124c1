/** What rsync says on stdout under LC_ALL=C with --info=progress2, --stats and --out-format='%l %n'. Pure. */

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
    bytes: Number(bytes),
    percent: Math.min(100, Number(percent)),
    rate: Number(rate) * (RATE_UNITS[unit ?? ''] ?? 1),
    ...(files !== undefined && {
      files: Number(files),
      listComplete: list === 'to',
      percentChecked: 100 * (1 - Number(left) / Math.max(1, Number(all))),
    }),
  };
}

export interface Stats {
  files: number;
  bytes: number;
  transferredFiles: number;
  transferredBytes: number;
  /**
   * Regular files, by name, that were neither there nor linked from an earlier snapshot. 0 where rsync is older than 3.1.
   */
  createdFiles: number;
}

export const NO_STATS: Stats = {
  ...{ files: 0, bytes: 0, transferredFiles: 0, transferredBytes: 0, createdFiles: 0 },
};

const STATS: readonly [keyof Stats, RegExp][] = [
  ['files', /^Number of files: [\d,]+ \(reg: ([\d,]+)/],
  // 3.0's form, and that of 3.1 and later.
  ['transferredFiles', /^Number of (?:regular )?files transferred: ([\d,]+)$/],
  ['createdFiles', /^Number of created files: [\d,]+ \(reg: ([\d,]+)/],
  ['bytes', /^Total file size: ([\d,]+) bytes$/],
  ['transferredBytes', /^Total bytes received: ([\d,]+)$/],
];

/** The one number that a line of --stats tells, if it is one that counts here. */
export function parseStatsLine(line: string): Partial<Stats> | undefined {
  for (const [name, pattern] of STATS) {
    const number = pattern.exec(line)?.[1];
    if (number !== undefined) return { [name]: Number(number.replaceAll(',', '')) };
  }
  return undefined;
}

export function addStats(a: Stats, b: Stats): Stats {
  return {
    files: a.files + b.files,
    bytes: a.bytes + b.bytes,
    transferredFiles: a.transferredFiles + b.transferredFiles,
    transferredBytes: a.transferredBytes + b.transferredBytes,
    createdFiles: a.createdFiles + b.createdFiles,
  };
}

/** A line of a dry run; directories end in a slash and are no transfer. */
export function parseDryRunLine(line: string): { bytes: number; name: string } | undefined {
  const match = /^(\d+) (.*[^/])$/.exec(line);
  return match?.[2] === undefined ? undefined : { bytes: Number(match[1]), name: match[2] };
}
