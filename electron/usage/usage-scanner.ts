/**
 * Scans directory trees with a pool of worker threads. The tree lies in memory that the workers and this thread share,
 * so it can be looked at while it grows. Never in Electron's main process: cutting a view of it takes milliseconds.
 */
import { chooseRoots } from './choose-roots';
import { countLinksOnce, tabulateLinks, type LinkTable } from './count-links';
import type { Problem } from './record-directory';
import { makeSharedControl, ScanControl, type Tallies } from './scan-control';
import { defaultWorkers, ScanWorkers } from './scan-workers';
import { FLAGS, type ScannedTree } from './scanned-tree';
import { ColumnWriter, makeSharedColumns, treeOf, type SharedColumns } from './shared-columns';
import type { ScanPartDone } from './worker-messages';

const PROGRESS_MS = 250;
/** So long a scan runs with one worker for each core; most end before it is worth starting more. */
const MORE_WORKERS_AFTER_MS = 300;

export interface ScanOptions {
  /** Do not enter other file systems and bind mounts; true unless said otherwise. */
  oneFileSystem?: boolean;
  /** Other file systems that are entered all the same: `deviceNumber` of each. */
  alsoDevices?: readonly number[];
  /** So many nameless folders beside the roots, which hold nothing: for what is not scanned. */
  beside?: number;
  /** Keep the order in which du(1) visits entries, also where that costs time (the Node engine). */
  inDuOrder?: boolean;
  signal?: AbortSignal;
  /** Called 4 times a second. */
  onProgress?: (progress: ScanProgress) => void;
}

export interface ScanProgress extends Tallies {
  seconds: number;
  /** The tree as far as it is known: usable, but names of one file still share its size. */
  partialTree: () => ScannedTree;
}

export interface ScanResult extends ScannedTree {
  /** Node ids of the roots, in the order given. */
  readonly roots: readonly number[];
  /** Roots that were left out because they lie in another one. */
  readonly within: readonly Buffer[];
  /** False: cancelled, or too large; what is there is right but not all. */
  readonly complete: boolean;
  /** More nodes than a tree can have (134 million). */
  readonly tooLarge: boolean;
  readonly problems: readonly Problem[];
  readonly links: LinkTable;
  readonly engine: string;
  readonly seconds: number;
}

export interface Scan {
  /** Rejects only on a defect; a cancelled scan resolves to what it has seen. */
  readonly done: Promise<ScanResult>;
}

export class UsageScanner {
  private readonly pool: ScanWorkers;
  private readonly workers: number;
  private scans = 0;
  /** The scan before, to be out of the workers' way first. */
  private last: Promise<unknown> = Promise.resolve();
  private readonly closed = new AbortController();

  /** `workerFile`: the bundle of `worker.ts`, beside the program's own unless said otherwise. */
  constructor(options: { workerFile?: URL | string; workers?: number } = {}) {
    this.pool = new ScanWorkers(options.workerFile ?? new URL('usage-worker.mjs', import.meta.url));
    this.workers = options.workers ?? defaultWorkers();
  }

  /** Scans one after the other: a second one waits for the first. */
  scan(roots: readonly (string | Uint8Array)[], options: ScanOptions = {}): Scan {
    const before = this.last;
    const done = before.then(
      () => this.perform(roots, options),
      () => this.perform(roots, options),
    );
    this.last = done.then(
      () => undefined,
      () => undefined,
    );
    return { done };
  }

  /** Starts all workers now, so that the first scan finds them ready. */
  warm(): void {
    this.pool.warm(this.workers);
  }

  /** Cancels what runs and ends the workers; to be awaited before the process ends (see ScanWorkers). */
  async close(): Promise<void> {
    this.closed.abort();
    await this.last;
    await this.pool.close();
  }

  private async perform(given: readonly (string | Uint8Array)[], options: ScanOptions): Promise<ScanResult> {
    const start = performance.now();
    const secondsSince = (): number => (performance.now() - start) / 1000;
    const { roots: paths, within } = chooseRoots(given);
    const columns = makeSharedColumns();
    const shared = makeSharedControl(this.workers, paths.length);
    const control = new ScanControl(shared);
    const roots = writeRoots(columns, control, paths, options.beside ?? 0);
    const partialTree = (): ScannedTree => treeOf(columns, control.nodes);
    const cancel = (): void => {
      control.cancel();
    };
    const signal = AbortSignal.any([
      this.closed.signal,
      ...(options.signal === undefined ? [] : [options.signal]),
    ]);
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) control.cancel();
    const { onProgress } = options;
    const ticker =
      onProgress &&
      setInterval(() => {
        onProgress({ ...control.sum(), seconds: secondsSince(), partialTree });
      }, PROGRESS_MS);
    this.scans += 1;
    const id = this.scans;
    try {
      const parts = await this.runParts(control, (worker) => ({
        type: 'scan',
        id,
        worker,
        columns,
        control: shared,
        roots,
        startsWithRoots: worker === 0,
        oneFileSystem: options.oneFileSystem ?? true,
        alsoDevices: options.alsoDevices ?? [],
        inOrder: options.inDuOrder ?? false,
      }));
      const tree = partialTree();
      const links = tabulateLinks(parts.map((part) => part.links));
      countLinksOnce(tree, links);
      return {
        ...tree,
        roots,
        within,
        complete: !control.cancelled,
        tooLarge: parts.some(({ tooLarge }) => tooLarge),
        problems: parts.flatMap(({ problems }) => problems),
        links,
        engine: parts[0]?.engine ?? '',
        seconds: secondsSince(),
      };
    } finally {
      clearInterval(ticker);
      signal.removeEventListener('abort', cancel);
      this.pool.rest();
    }
  }

  /** The answers of all workers that took part. */
  private runParts(
    control: ScanControl,
    taskFor: (worker: number) => Parameters<ScanWorkers['send']>[1],
  ): Promise<ScanPartDone[]> {
    const warm = this.pool.started;
    const first = Math.max(warm, Math.ceil(this.workers / 2));
    return new Promise((resolve, reject) => {
      const parts: ScanPartDone[] = [];
      let asked = 0;
      const ask = (until: number): void => {
        while (asked < until) {
          const task = taskFor(asked);
          this.pool.send(asked, task);
          asked += 1;
        }
      };
      const more = setTimeout(() => {
        if (!control.finished && !control.cancelled) ask(this.workers);
      }, MORE_WORKERS_AFTER_MS);
      const { id } = taskFor(0);
      this.pool.listen(
        (part) => {
          if (part.id !== id) return;
          if (part.joined) parts.push(part);
          const ended = control.finished || control.cancelled;
          // Who has not joined by now will not; who has will answer.
          if (!ended || parts.length < control.joined) return;
          clearTimeout(more);
          resolve(parts);
        },
        (error) => {
          clearTimeout(more);
          reject(error);
        },
      );
      ask(first);
    });
  }
}

/** The roots' names, and a nameless top above several of them, or what is beside them. Returns their ids. */
function writeRoots(
  shared: SharedColumns,
  control: ScanControl,
  paths: readonly Buffer[],
  beside: number,
): number[] {
  const writer = new ColumnWriter(shared);
  const top = paths.length === 1 && beside === 0 ? 0 : 1;
  const first = control.takeNodes(top + paths.length + beside);
  const bytes = Buffer.concat(paths);
  let nameAt = control.takeNameBytes(bytes.length);
  writer.reserve(first + top + paths.length + beside, bytes.length);
  const { names, nameStart, nameLength, flags, firstChild, childCount } = writer.columns;
  names.set(bytes);
  if (top === 1) {
    flags[0] = FLAGS.directory;
    firstChild[0] = 1;
    childCount[0] = paths.length + beside;
    flags.fill(FLAGS.directory, top + paths.length, top + paths.length + beside);
  }
  return paths.map((path, index) => {
    nameStart[top + index] = nameAt;
    nameLength[top + index] = path.length;
    nameAt += path.length;
    return top + index;
  });
}
