/** What work that nobody waits for has to keep to. */
import { lstatSync } from 'node:fs';
import type { MachinePaths } from '../store-layout';

export interface Errand {
  /** Ends it at once, in the middle of a file as well. */
  signal: AbortSignal;
  /** In milliseconds of `performance.now()`: no other file is begun after it. */
  deadline: number;
  log: (words: string) => void;
}

/** The disk was unmounted, or the store was removed: nothing that is missing then is a finding. */
export class StoreGone extends Error {}

/** Tells whether a store is still the one that was begun with. */
export class StoreWatch {
  private readonly directory: string;
  private readonly device: number;
  private readonly inode: number;

  /** @throws StoreGone where there is none to begin with */
  constructor(paths: MachinePaths) {
    this.directory = paths.directory;
    const stats = lstat(this.directory);
    if (stats === undefined) throw new StoreGone(this.directory);
    ({ dev: this.device, ino: this.inode } = stats);
  }

  /** @throws StoreGone */
  insist(): void {
    const stats = lstat(this.directory);
    if (stats?.dev !== this.device || stats.ino !== this.inode) throw new StoreGone(this.directory);
  }
}

function lstat(path: string): { dev: number; ino: number } | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
