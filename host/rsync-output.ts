/** What rsync says on stdout under LC_ALL=C with --stats and --out-format='%l %n'. Pure. */

export interface Stats {
  files: number;
  bytes: number;
  transferredFiles: number;
  transferredBytes: number;
}

export const NO_STATS: Stats = { files: 0, bytes: 0, transferredFiles: 0, transferredBytes: 0 };

const STATS: readonly [keyof Stats, RegExp][] = [
  ['files', /^Number of files: [\d,]+ \(reg: ([\d,]+)/],
  // 3.0's form, and that of 3.1 and later.
  ['transferredFiles', /^Number of (?:regular )?files transferred: ([\d,]+)$/],
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
  };
}

/** A line of a dry run; directories end in a slash and are no transfer. */
export function parseDryRunLine(line: string): { bytes: number; name: string } | undefined {
  const match = /^(\d+) (.*[^/])$/.exec(line);
  return match?.[2] === undefined ? undefined : { bytes: Number(match[1]), name: match[2] };
}
