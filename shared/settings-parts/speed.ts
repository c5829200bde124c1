/** How much of the connection a backup may take: written in MB a second, as people say it. */
import * as z from 'zod';

const limitDraft = z.strictObject({ limit: z.enum(['none', 'some']), megabytes: z.string() });

export const speedFields = {
  /**
   * The most that the host may read, in kB (1000 bytes) a second, on the wire and so after compression; absent: as fast
   * as it can. The laptop holds it, whatever the host asks for: rsync's --bwlimit, which counts in KiB (1024 bytes).
   */
  bandwidthLimit: z.codec(limitDraft, z.int().min(1).max(10_000_000).optional(), {
    decode: ({ limit, megabytes }) => (limit === 'none' ? undefined : kilobytesOf(megabytes)),
    encode: (kilobytes): z.infer<typeof limitDraft> =>
      kilobytes === undefined
        ? { limit: 'none', megabytes: '5' }
        : { limit: 'some', megabytes: String(kilobytes / 1000) },
  }),
};

/** With a point or a comma, whatever the language: NaN for what is no number, or finer than the kilobyte. */
export function kilobytesOf(megabytes: string): number {
  return /^\d{1,6}([.,]\d{1,3})?$/.test(megabytes.trim())
    ? Math.round(Number(megabytes.trim().replace(',', '.')) * 1000)
    : Number.NaN;
}

/** @param locale whose comma it is written with */
export function writtenIn(locale: string, megabytes: string): string {
  const parts = new Intl.NumberFormat(locale).formatToParts(0.5);
  return megabytes.replace('.', parts.find(({ type }) => type === 'decimal')?.value ?? '.');
}
