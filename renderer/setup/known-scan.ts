/** What is known of the size of what would be backed up. */
import type { What } from '../../shared/ipc-setup';
import type { UsageState } from '../../shared/ipc-space';

export interface KnownScan {
  tree: number;
  phase: 'scanning' | 'done' | 'stopped';
  bytes: number;
  entries: number;
  unreadable: number;
}

export function knownFrom({ phase, entries, unreadable, sums }: UsageState, tree: number): KnownScan {
  const stage = phase === 'scanning' || phase === 'done' ? phase : 'stopped';
  return { tree, phase: stage, bytes: sums?.all ?? 0, entries, unreadable };
}

export function keyOf(what: What): string {
  return JSON.stringify(what);
}
