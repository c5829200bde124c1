/**
 * What a proof may fetch is known from the record. The sizes that a laptop announces are held by rsync (--max-size), but not
 * what it then sends, nor how many files: so the directory itself is looked at while they come.
 */
import { walkTree } from '../walk-tree';
import type { Sampled } from './choose-sample';

const LOOK_MS = 200;
/** For each entry: what a file system rounds up to, and what rsync writes beside a file. */
const BYTES_AN_ENTRY = 64 * 1024;

export class FetchBound {
  private readonly ending = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly directory: string;
  private readonly bytes: number;
  private readonly entries: number;

  /** Looks until it is stopped. `directory`: where only these are fetched to. */
  constructor(directory: string, sample: readonly Sampled[]) {
    this.directory = directory;
    // Each file, and the directories above it.
    this.entries = sample.reduce((sum, { below }) => sum + below.split('/').length, 0);
    this.bytes = sample.reduce((sum, { entry }) => sum + entry.size, this.entries * BYTES_AN_ENTRY);
    this.timer = setInterval(() => {
      if (this.isExceeded()) this.ending.abort();
    }, LOOK_MS);
    this.timer.unref();
  }

  /** Aborts when more has come than there can be. */
  get signal(): AbortSignal {
    return this.ending.signal;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** By now, or before. */
  isExceeded(): boolean {
    if (this.signal.aborted) return true;
    let bytes = 0;
    let entries = 0;
    for (const { stats } of walkTree(this.directory)) {
      entries += 1;
      // Some file systems know only later how many blocks a file has.
      bytes += Math.max(stats.isFile() ? stats.size : 0, stats.blocks * 512);
      if (entries > this.entries || bytes > this.bytes) return true;
    }
    return false;
  }
}

/** The largest of them, for --max-size. */
export function largestOf(sample: readonly Sampled[]): number {
  return sample.reduce((most, { entry }) => Math.max(most, entry.size), 0);
}
