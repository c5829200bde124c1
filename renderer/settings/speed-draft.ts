/** The bandwidth limit while it is being written: in MB a second, as people say it. Pure. */
import type { Settings } from '../../shared/settings';
import type { Written } from './read-change';

export interface SpeedDraft {
  limit: 'none' | 'some';
  megabytes: string;
}

/** @param locale whose comma it is written with */
export function speedDraftOf({ bandwidthLimit }: Settings, locale: string): SpeedDraft {
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 3, useGrouping: false });
  return bandwidthLimit === undefined
    ? { limit: 'none', megabytes: '5' }
    : { limit: 'some', megabytes: format.format(bandwidthLimit / 1000) };
}

export function speedIn({ limit, megabytes }: SpeedDraft): Written {
  return { part: 'speed', value: limit === 'none' ? {} : { bandwidthLimit: kilobytesOf(megabytes) } };
}

/** With a point or a comma, whatever the language: NaN for what is no number, or finer than the kilobyte. */
export function kilobytesOf(megabytes: string): number {
  return /^\d{1,6}([.,]\d{1,3})?$/.test(megabytes.trim())
    ? Math.round(Number(megabytes.trim().replace(',', '.')) * 1000)
    : Number.NaN;
}
