/** What a pull's exit status and words mean. */
import { saysStarved } from '../process/why-not-started';
import { failure, success, type Result } from './result';
import { escapeLikeRsync, readRsyncMessage, type RsyncMessage } from './rsync-messages';

export interface PullFindings {
  unreadable: { count: number; paths: string[] };
  vanished: number;
}

const MOST_PATHS = 1000;
/** A path, each byte of it escaped. What is longer is none, and would spoil the record (shared/report.ts). */
const LONGEST_PATH = 16_384;
/** rsync(1), EXIT VALUES: what a lost connection, a signal or a laptop that has gone looks like from here. */
const LOST = new Set<number | null>([null, 10, 12, 20, 30, 35, 255]);
/** "Error in IPC code": this side's rsync is more than one process, and could not become so. */
const NO_PROCESS = 14;

/** Reads the words as they come, so that a million unreadable files cost no memory. */
export class PullJudge {
  readonly findings: PullFindings = { unreadable: { count: 0, paths: [] }, vanished: 0 };
  private full = false;
  private refused: string | undefined;
  private crowded: string | undefined;
  private local: string | undefined;
  private starved: string | undefined;
  private rootUnreadable: string | undefined;
  private last: string | undefined;

  private readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  hear(line: string): void {
    if (saysStarved(line)) this.starved ??= line;
    this.note(readRsyncMessage(line, escapeLikeRsync(this.root)), line);
  }

  private note(message: RsyncMessage, line: string): void {
    switch (message.kind) {
      case 'vanished':
        this.findings.vanished += 1;
        return;
      case 'too-many-links':
        this.crowded ??= message.path;
        this.noteGap(message.path);
        return;
      case 'unreadable':
        if (isRoot(message.path, this.root)) this.rootUnreadable = line;
        this.noteGap(message.path);
        return;
      case 'full':
        this.full = true;
        return;
      case 'local':
        this.local ??= message.text;
        return;
      case 'refused':
        this.refused ??= message.text;
        return;
      case 'other':
        // A pointer behind the cause: "protocol version mismatch -- is your shell clean?".
        if (line.startsWith('(see the rsync man')) return;
        // The summary line ("rsync error: ...") says the least; it is kept only where nothing else was said.
        if (this.last === undefined || !line.startsWith('rsync error: ')) this.last = message.text;
    }
  }

  private noteGap(path: string): void {
    this.findings.unreadable.count += 1;
    if (this.findings.unreadable.paths.length < MOST_PATHS) {
      this.findings.unreadable.paths.push(path.slice(0, LONGEST_PATH));
    }
  }

  /** `status`: null where a signal ended rsync. */
  judge(status: number | null): Result<PullFindings> {
    const transferFailed = (detail: string): Result<PullFindings> =>
      failure({ code: 'transfer-failed', status: status ?? -1, detail: shorten(detail) });
    if (this.refused !== undefined) return transferFailed(`the laptop refused the command: ${this.refused}`);
    if (this.full) return failure({ code: 'store-full' });
    if (status === 0 || status === 24) return success(this.findings);
    // rsync dies of it where it also links to an earlier snapshot: by a signal (3.2.7, 3.5.0), or with status 13.
    if (this.crowded !== undefined && status !== 23) {
      return failure({ code: 'too-many-links', path: shorten(this.crowded) });
    }
    if (status === NO_PROCESS && this.starved !== undefined) {
      const detail = shorten(this.starved);
      return failure({ code: 'host-program-not-started', program: 'rsync', detail });
    }
    if (LOST.has(status)) {
      return failure({
        code: 'transfer-interrupted',
        detail: shorten(this.starved ?? this.last ?? this.local ?? 'rsync ended'),
      });
    }
    if (this.local !== undefined) return transferFailed(this.local);
    // Nothing of this root would be in the snapshot: that is no part of a success.
    if (this.rootUnreadable !== undefined) return transferFailed(this.rootUnreadable);
    const isPartial = status === 23 && this.findings.unreadable.count + this.findings.vanished > 0;
    return isPartial ? success(this.findings) : transferFailed(this.last ?? 'rsync did not say why');
  }
}

function isRoot(path: string, root: string): boolean {
  const plain = path.replace(/\/\.?$/, '');
  return plain === escapeLikeRsync(root === '/' ? '' : root);
}

function shorten(text: string): string {
  return text.length > 1000 ? `${text.slice(0, 1000)}...` : text;
}
