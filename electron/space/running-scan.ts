/** One scan under way: what it has seen so far, told four times a second, and as much of the tree as there is time for. */
import type { UsageState } from '../../shared/ipc-space';
import type { ScannedDisk } from './disk-parts';
import { withSlash } from '../settings/check-roots';
import { countEntries } from '../usage/count-entries';
import type { ScanProgress, ScanResult, UsageScanner } from '../usage/usage-scanner';
import { MeasuredTree } from './measured-tree';
import { lookAtRoom } from './mounted-disks';
import { optionsFor, type Scope } from './scan-scope';

export interface ScanNews {
  phase: UsageState['phase'];
  entries: number;
  directories: number;
  seconds: number;
  problems: number;
}

interface Listeners {
  /** Sets what the exclude list does to the tree. */
  judge: (measured: MeasuredTree) => void;
  /** Without a tree: only the counters are new. */
  news: (news: ScanNews, measured?: MeasuredTree) => void;
}

/** Looking at a growing tree costs more the more there is; so much of the time may go into it. */
const SHARE_OF_TIME = 0.25;

export class RunningScan {
  readonly #stop = new AbortController();
  readonly #backedUp: readonly string[];
  readonly #disk: ScannedDisk | undefined;
  readonly #listeners: Listeners;
  #kinds: Uint8Array | undefined;
  #notBefore = 0;

  /** `backedUp`: what the settings name. */
  constructor(scanner: UsageScanner, scope: Scope, backedUp: readonly string[], listeners: Listeners) {
    this.#backedUp = backedUp;
    this.#disk = scope.disk;
    this.#listeners = listeners;
    const scan = scanner.scan(scope.roots.map(withSlash), {
      ...optionsFor(scope, false),
      signal: this.#stop.signal,
      onProgress: (progress) => {
        this.#look(progress);
      },
    });
    void scan.done.then(
      (result) => {
        this.#end(result);
      },
      () => {
        listeners.news({ phase: 'stopped', entries: 0, directories: 0, seconds: 0, problems: 0 });
      },
    );
  }

  /** It ends within a few milliseconds; what has been seen stays. */
  cancel(): void {
    this.#stop.abort();
  }

  #look(progress: ScanProgress): void {
    const { directories, files, seconds, problems } = progress;
    const news = { phase: 'scanning', entries: directories + files, directories, seconds, problems } as const;
    const start = performance.now();
    if (this.#stop.signal.aborted || start < this.#notBefore) {
      this.#listeners.news(news);
      return;
    }
    const tree = progress.partialTree();
    if (tree.nodeCount === 0) return;
    const measured = this.#measure({ tree, problems: [] });
    this.#listeners.news(news, measured);
    const end = performance.now();
    this.#notBefore = end + (end - start) * (1 / SHARE_OF_TIME - 1);
  }

  #end(result: ScanResult): void {
    const { complete, tooLarge, problems, seconds } = result;
    const phase = tooLarge ? 'too-large' : complete ? 'done' : 'stopped';
    const measured = this.#measure({ tree: result, problems });
    const news = { phase, ...countEntries(result), seconds, problems: problems.length } as const;
    this.#listeners.news(news, measured);
  }

  #measure({
    tree,
    problems,
  }: Pick<ConstructorParameters<typeof MeasuredTree>[0], 'tree' | 'problems'>): MeasuredTree {
    const measured = new MeasuredTree({
      ...{ tree, problems, roots: this.#backedUp, knownKinds: this.#kinds },
      disk: this.#disk && lookAtRoom(this.#disk),
    });
    this.#listeners.judge(measured);
    this.#kinds = measured.kinds;
    return measured;
  }
}
