/**
 * What rsync says on stdout under LC_ALL=C with --stats and --out-format='%l %n'. In a pull no names are said, in a dry
 * run no progress (shared/rsync-progress.ts), and in names each byte that could end a line is escaped. But whatever the
 * laptop's rsync wants said stands there as well, a line each: it may look like any of these.
 */

/** No JSON number above it is exact, and no report takes one. */
const MOST = Number.MAX_SAFE_INTEGER;

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

/** The block's first line. Of two such blocks the last is rsync's own: it comes when the laptop has no more to say. */
const BLOCK = /^Number of files: -?[\d,]+/;
const STATS: readonly [keyof Stats, RegExp][] = [
  ['files', /^Number of files: [\d,]+ \(reg: (-?[\d,]+)/],
  // 3.0's form, and that of 3.1 and later.
  ['transferredFiles', /^Number of (?:regular )?files transferred: (-?[\d,]+)$/],
  ['createdFiles', /^Number of created files: [\d,]+ \(reg: (-?[\d,]+)/],
  ['bytes', /^Total file size: (-?[\d,]+) bytes$/],
  ['transferredBytes', /^Total bytes received: (-?[\d,]+)$/],
];

/** The stats with what a line of --stats tells, if it is one that counts here. */
export function withStatsLine(stats: Stats, line: string): Stats {
  const soFar = BLOCK.test(line) ? NO_STATS : stats;
  for (const [name, pattern] of STATS) {
    const number = pattern.exec(line)?.[1];
    if (number !== undefined) return { ...soFar, [name]: readCount(number) };
  }
  return soFar;
}

/** Sizes are what the laptop says, and rsync's sum of them may run over into the negative: then it is "at least". */
function readCount(text: string): number {
  const number = Number(text.replaceAll(',', ''));
  return number < 0 ? MOST : Math.min(number, MOST);
}

export function addStats(a: Stats, b: Stats): Stats {
  const sum = (name: keyof Stats): number => Math.min(a[name] + b[name], MOST);
  return {
    files: sum('files'),
    bytes: sum('bytes'),
    transferredFiles: sum('transferredFiles'),
    transferredBytes: sum('transferredBytes'),
    createdFiles: sum('createdFiles'),
  };
}

/** A line of a dry run; directories end in a slash and are no transfer. */
export function parseDryRunLine(line: string): { bytes: number; name: string } | undefined {
  const match = /^(\d+) (.*[^/])$/.exec(line);
  return match?.[2] === undefined ? undefined : { bytes: Math.min(Number(match[1]), MOST), name: match[2] };
}
