/** The pool of scan workers: threads that stay alive between scans, ended by `close` or with the process. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { parseScanPartDone, type EndTask, type ScanPartDone, type ScanTask } from './worker-messages';

const MOST_WORKERS = 8;
/** A scan makes short-lived numbers only; without a limit each worker lets some 16 MB of them pile up. */
const YOUNG_MB = 4;

/** Two for each core: while one waits for the disk another one works. */
export function defaultWorkers(): number {
  return Math.min(MOST_WORKERS, 2 * availableParallelism());
}

export class ScanWorkers {
  private readonly file: URL | string;
  private readonly workers: Worker[] = [];
  private onDone: (part: ScanPartDone) => void = () => undefined;
  private onError: (error: Error) => void = () => undefined;

  constructor(file: URL | string) {
    this.file = file;
  }

  get started(): number {
    return this.workers.length;
  }

  /** Starts all workers up to `count`. */
  warm(count: number): void {
    while (this.workers.length < count) this.workers.push(this.start());
    this.rest();
  }

  listen(onDone: (part: ScanPartDone) => void, onError: (error: Error) => void): void {
    this.onDone = onDone;
    this.onError = onError;
  }

  /** Starts what is missing up to `worker` and gives it its part. */
  send(worker: number, task: ScanTask): void {
    this.warm(worker + 1);
    for (const started of this.workers) started.ref();
    this.workers[worker]?.postMessage(task);
  }

  /** Lets the process end although they are alive. */
  rest(): void {
    for (const worker of this.workers) worker.unref();
  }

  /**
   * Asks the workers to end, and waits for it. They are never terminated: a thread that is stopped while it loads
   * koffi or is inside of a call aborts the whole process (Node-API cannot throw into a thread that is ending).
   */
  async close(): Promise<void> {
    this.listen(
      () => undefined,
      () => undefined,
    );
    const end: EndTask = { type: 'end' };
    await Promise.all(
      this.workers.splice(0).map(
        (worker) =>
          new Promise<void>((resolve) => {
            worker.once('exit', () => {
              resolve();
            });
            worker.ref();
            worker.postMessage(end);
          }),
      ),
    );
  }

  private start(): Worker {
    // No stdin or stdout of its own and no options of the parent's: `--test` or `--inspect` are not for it.
    const worker = new Worker(this.file, {
      execArgv: [],
      name: 'latchkey usage',
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    worker.on('message', (message: unknown) => {
      this.onDone(parseScanPartDone(message));
    });
    worker.on('exit', () => {
      this.workers.splice(this.workers.indexOf(worker) >>> 0, 1);
    });
    worker.on('error', (error) => {
      this.onError(error instanceof Error ? error : new Error(String(error)));
    });
    return worker;
  }
}
