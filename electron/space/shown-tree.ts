import type { UsageState } from '../../shared/ipc-space';
import type { MeasuredTree } from './measured-tree';
import type { ScanNews } from './running-scan';

/** A tree and what is told about it. */
export interface Shown {
  tree: number;
  /** When the look at all of it ended, seconds since 1970. */
  lookedAt: number | null;
  origin: UsageState['origin'];
  news: ScanNews;
  excludes: UsageState['excludes'];
  measured: MeasuredTree | undefined;
}

/** Of a scan that runs, or had no room for all, columns may still be without what belongs in them. */
export function isWhole({ news: { phase } }: Shown): boolean {
  return phase === 'done' || phase === 'stopped';
}
