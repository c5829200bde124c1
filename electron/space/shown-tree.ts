import type { UsageState } from '../../shared/ipc-space';
import type { Result } from '../../shared/result';
import type { ExcludeFile } from '../exclude/edit-exclude-file';
import type { MeasuredTree } from './measured-tree';
import type { ScanNews } from './running-scan';
import type { Scope } from './scan-scope';

/** A tree and what is told about it. */
export interface Shown {
  tree: number;
  /** When the look at all of it ended, seconds since 1970. */
  lookedAt: number | null;
  origin: UsageState['origin'];
  /** Of a scan. */
  scope: Scope | undefined;
  /** As of the state. */
  kept: number[];
  news: ScanNews;
  excludes: UsageState['excludes'];
  measured: MeasuredTree | undefined;
}

/** With a disk as it was when it was looked at last. */
export function originOf({ origin, measured }: Shown): UsageState['origin'] {
  if (origin.kind !== 'scan' || origin.disk === null) return origin;
  return { ...origin, disk: { ...origin.disk, ...measured?.disk?.room } };
}

/** By the exclude list as it is now. */
export function judge(
  measured: MeasuredTree,
  before: UsageState['excludes'],
  readList: () => Result<ExcludeFile>,
): UsageState['excludes'] {
  if (before === 'not-set-up') return before;
  const list = readList();
  measured.judge(list.ok ? list.value.bytes : undefined);
  return list.ok ? 'usable' : 'unreadable';
}

/** Of a scan that runs, or had no room for all, columns may still be without what belongs in them. */
export function isWhole({ news: { phase } }: Shown): boolean {
  return phase === 'done' || phase === 'stopped';
}
