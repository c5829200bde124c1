/** What the host's owner asks for: `--keep 'daily=14,weekly=8,monthly=12'` and `--min-free 50G` or `10%`. */

export const PERIODS = ['daily', 'weekly', 'monthly', 'yearly'] as const;
export type Period = (typeof PERIODS)[number];
export type KeepPolicy = Partial<Record<Period, number>>;

/** Free space, in bytes or as a share of the file system. */
export type MinFree = { bytes: number } | { share: number };

type Read<T> = { ok: true; value: T } | { ok: false; reason: string };

const UNITS: Record<string, number> = { K: 1024, M: 1024 ** 2, G: 1024 ** 3, T: 1024 ** 4 };

export function parseKeepPolicy(text: string): Read<KeepPolicy> {
  const policy: KeepPolicy = {};
  for (const part of text.split(',')) {
    const match = /^([a-z]+)=([1-9][0-9]{0,4})$/.exec(part.trim());
    const period = PERIODS.find((name) => name === match?.[1]);
    if (period === undefined) {
      return { ok: false, reason: `"${part.trim()}" is not one of ${PERIODS.join(', ')} with "=NUMBER"` };
    }
    if (policy[period] !== undefined) return { ok: false, reason: `${period} is given twice` };
    policy[period] = Number(match?.[2]);
  }
  return { ok: true, value: policy };
}

export function parseMinFree(text: string): Read<MinFree> {
  const share = /^([0-9]{1,2}(?:\.[0-9]+)?)%$/.exec(text);
  if (share !== null) return { ok: true, value: { share: Number(share[1]) / 100 } };
  const size = /^([0-9]{1,12})([KMGT])?$/.exec(text);
  if (size === null) {
    return { ok: false, reason: `"${text}" is neither a size such as 50G nor a share such as 10%` };
  }
  return { ok: true, value: { bytes: Number(size[1]) * (UNITS[size[2] ?? ''] ?? 1) } };
}

export function bytesToKeepFree(minFree: MinFree, fileSystemBytes: number): number {
  return 'bytes' in minFree ? minFree.bytes : minFree.share * fileSystemBytes;
}
