/** How much space the host's owner wants to have free: `--min-free 50G` or `10%`. And sizes alone: `--max-size 500G`. */

/** In bytes, or as a share of the file system. */
export type MinFree = { bytes: number } | { share: number };

const UNITS: Record<string, number> = { K: 1024, M: 1024 ** 2, G: 1024 ** 3, T: 1024 ** 4 };

export function parseMinFree(text: string): { ok: true; value: MinFree } | { ok: false; reason: string } {
  const share = /^([0-9]{1,2}(?:\.[0-9]+)?)%$/.exec(text);
  if (share !== null) return { ok: true, value: { share: Number(share[1]) / 100 } };
  const bytes = parseSize(text);
  if (bytes === undefined) {
    return { ok: false, reason: `"${text}" is neither a size such as 50G nor a share such as 10%` };
  }
  return { ok: true, value: { bytes } };
}

/** In bytes. */
export function parseSize(text: string): number | undefined {
  const size = /^([0-9]{1,12})([KMGT])?$/.exec(text);
  return size === null ? undefined : Number(size[1]) * (UNITS[size[2] ?? ''] ?? 1);
}

export function bytesToKeepFree(minFree: MinFree, fileSystemBytes: number): number {
  return 'bytes' in minFree ? minFree.bytes : minFree.share * fileSystemBytes;
}
