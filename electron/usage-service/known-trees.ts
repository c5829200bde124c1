/** The trees that are known: the scan of this machine, and in front of it a list that was opened. */
import type { UsageState } from '../../shared/ipc-usage';
import { failure, success, type Result } from '../../shared/result';
import type { ExcludeFile } from '../exclude/edit-exclude-file';
import { checkRoots } from '../settings/check-roots';
import { readSettings } from '../settings/settings-file';
import { countEntries } from '../usage/count-entries';
import { readUsage } from '../usage/read-usage';
import { UsageScanner } from '../usage/usage-scanner';
import type { KnownScan } from './list-editor';
import { MeasuredTree } from './measured-tree';
import type { ServiceInput } from './messages';
import { RunningScan, type ScanNews } from './running-scan';

interface Parts {
  settingsFile: string;
  workerFile: string;
  home: string;
  readList: () => Result<ExcludeFile>;
  /** `look`: what a view shows may be another now; otherwise only the counters are. */
  changed: (look: boolean) => void;
}

type Target = Exclude<ServiceInput<'scan'>, { what: 'again' }>;

/** A tree and what is told about it. */
interface Shown {
  tree: number;
  origin: UsageState['origin'];
  news: ScanNews;
  excludes: UsageState['excludes'];
  measured: MeasuredTree | undefined;
}

export class KnownTrees {
  readonly #parts: Parts;
  readonly #scanner: UsageScanner;
  #count = 0;
  #scan: RunningScan | undefined;
  #scanned: Shown | undefined;
  /** What du or ncdu wrote, in front of the scan until it is closed. */
  #opened: Shown | undefined;
  #target: Target = { what: 'roots' };

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#scanner = new UsageScanner({ workerFile: parts.workerFile });
  }

  get shown(): Shown | undefined {
    return this.#opened ?? this.#scanned;
  }

  /** The scan of this machine, also while a list is in front of it. */
  get scanned(): KnownScan | undefined {
    const shown = this.#scanned;
    if (shown?.origin.kind !== 'scan') return undefined;
    return { roots: shown.origin.roots, phase: shown.news.phase, measured: shown.measured };
  }

  /** Undefined where another one is shown by now. */
  find(tree: number): MeasuredTree | undefined {
    return this.shown?.tree === tree ? this.shown.measured : undefined;
  }

  /** Gives back which tree it will be. */
  scan(wanted: ServiceInput<'scan'>): Result<number> {
    const target = wanted.what === 'again' ? this.#target : wanted;
    this.#target = target;
    const settings = readSettings(this.#parts.settingsFile);
    if (target.what === 'roots' && !settings.ok) return settings;
    const saved = settings.ok ? settings.value.roots : [];
    const backedUp = target.what === 'draft' ? target.roots : saved;
    const roots = this.#rootsOf(target, backedUp);
    const readable = checkRoots(roots);
    if (!readable.ok) return readable;
    this.#scan?.cancel();
    this.#opened = undefined;
    this.#count += 1;
    const shown: Shown = {
      tree: this.#count,
      origin: { kind: 'scan', roots: [...roots] },
      news: { phase: 'scanning', entries: 0, directories: 0, seconds: 0, problems: 0 },
      excludes: settings.ok && isSame(saved, backedUp) ? 'usable' : 'not-set-up',
      measured: undefined,
    };
    this.#scanned = shown;
    this.#scan = new RunningScan(this.#scanner, roots, backedUp, {
      judge: (measured) => {
        shown.excludes = this.#judge(measured, shown.excludes);
      },
      news: (news, measured) => {
        if (this.#scanned !== shown) return;
        shown.news = news;
        shown.measured = measured ?? shown.measured;
        if (this.#opened === undefined) this.#parts.changed(measured !== undefined);
      },
    });
    this.#parts.changed(false);
    return success(this.#count);
  }

  cancel(): void {
    this.#scan?.cancel();
  }

  /** Gives back which tree it is. */
  openList(name: string, bytes: Uint8Array): Result<number> {
    const read = readUsage(bytes);
    if (!read.ok) return failure({ code: 'usage-list-unreadable', detail: read.failure });
    this.#count += 1;
    const measured = new MeasuredTree({ tree: read.value, roots: [], problems: [] });
    const { directories, entries } = countEntries(read.value);
    this.#opened = {
      tree: this.#count,
      origin: { kind: 'list', name },
      news: { phase: 'done', entries, directories, seconds: 0, problems: 0 },
      excludes: 'not-set-up',
      measured,
    };
    this.#parts.changed(true);
    return success(this.#count);
  }

  closeList(): void {
    this.#opened = undefined;
    this.#parts.changed(true);
  }

  /** The exclude list may be changed elsewhere: in the view of the rules, in an editor, by the terminal. */
  followExcludes(): void {
    const shown = this.#scanned;
    if (shown?.measured === undefined || shown.news.phase === 'scanning') return;
    this.#becomeReal(shown);
    const before = shown.measured.list;
    shown.excludes = this.#judge(shown.measured, shown.excludes);
    if (shown.measured.list !== before) this.#parts.changed(true);
  }

  /** Stops what runs and ends the workers. */
  async close(): Promise<void> {
    this.cancel();
    await this.#scanner.close();
  }

  #rootsOf(target: Target, backedUp: readonly string[]): readonly string[] {
    switch (target.what) {
      case 'roots':
      case 'draft':
        return backedUp;
      case 'home':
        return [this.#parts.home];
      case 'path':
        return [target.path];
    }
  }

  /** What was a draft has been saved as it is: from now on the list counts. */
  #becomeReal(shown: Shown): void {
    if (this.#target.what !== 'draft' || shown.measured === undefined) return;
    const settings = readSettings(this.#parts.settingsFile);
    if (!settings.ok || !isSame(settings.value.roots, shown.measured.roots)) return;
    this.#target = { what: 'roots' };
    shown.excludes = 'usable';
  }

  #judge(measured: MeasuredTree, before: UsageState['excludes']): UsageState['excludes'] {
    if (before === 'not-set-up') return before;
    const list = this.#parts.readList();
    measured.judge(list.ok ? list.value.bytes : undefined);
    return list.ok ? 'usable' : 'unreadable';
  }
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one));
}
