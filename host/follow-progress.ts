/** Turns the progress of one rsync after another into reports of the whole run, at most two a second. */
import type { Report } from '../shared/report';
import type { ProgressLine } from './rsync-output';

const REPORT_INTERVAL_MS = 500;

export class ProgressFollower {
  private earlier = { bytes: 0, files: 0 };
  private current = { bytes: 0, files: 0 };
  private listComplete = false;
  private percentChecked = 0;
  private hasBase = false;
  private lastReport = -Infinity;

  private readonly report: (report: Report) => void;
  private readonly now: () => number;

  /** `now`: milliseconds of a clock that nobody sets. */
  constructor(report: (report: Report) => void, now: () => number = () => performance.now()) {
    this.report = report;
    this.now = now;
  }

  /**
   * Bytes and files go on counting from root to root; the percentage is of the root. Where there is a base to link from,
   * rsync's own one says little: unchanged files count in its whole and never in its part. Then it is the share of the
   * files that have been looked at.
   */
  startRoot(hasBase: boolean): void {
    this.hasBase = hasBase;
    this.percentChecked = 0;
    this.earlier.bytes += this.current.bytes;
    this.earlier.files += this.current.files;
    this.current = { bytes: 0, files: 0 };
    this.listComplete = false;
  }

  follow(root: string, line: ProgressLine): void {
    this.current.bytes = line.bytes;
    this.current.files = line.files ?? this.current.files;
    this.listComplete = line.listComplete ?? this.listComplete;
    this.percentChecked = line.percentChecked ?? this.percentChecked;
    const now = this.now();
    if (now - this.lastReport < REPORT_INTERVAL_MS) return;
    this.lastReport = now;
    this.report({
      type: 'progress',
      root,
      bytes: Math.min(this.earlier.bytes + this.current.bytes, Number.MAX_SAFE_INTEGER),
      files: Math.min(this.earlier.files + this.current.files, Number.MAX_SAFE_INTEGER),
      rate: line.rate,
      ...(this.listComplete && { percent: this.hasBase ? this.percentChecked : line.percent }),
    });
  }
}
