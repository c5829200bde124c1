/** Answers what is asked about the space: holds the scanner, the tree as it is known, and what was shown last. */
import { homedir } from 'node:os';
import type { ListChange } from '../../shared/ipc-excludes';
import type { UsageState, UsageView, ViewRequest } from '../../shared/ipc-usage';
import { failure, success, type Result } from '../../shared/result';
import { findPlaces } from '../exclude/find-places';
import { presetsFor, type Preset } from '../exclude/presets';
import { readSettings } from '../settings/settings-file';
import { countEntries } from '../usage/count-entries';
import { pathOf } from '../usage/node-path';
import { readUsage } from '../usage/read-usage';
import { UsageScanner } from '../usage/usage-scanner';
import { checkRoots } from '../settings/check-roots';
import { describeNode } from './describe-node';
import { ExcludeEdits } from './exclude-edits';
import { ListEditor, type KnownScan } from './list-editor';
import { listHandlers } from './list-handlers';
import { listRows } from './list-rows';
import { MeasuredTree } from './measured-tree';
import type { ServiceHandlers, ServiceInput, ServiceOutput, ServiceRequest, UsageChange } from './messages';
import { RunningScan, type ScanNews } from './running-scan';
import { showView, withoutSlash } from './show-view';
import { weighFirstList } from './weigh-first-list';

export interface ServiceParts {
  settingsFile: string;
  excludeFile: string;
  workerFile: string;
  home?: string;
  changed: (change: UsageChange) => void;
  listChanged: (change: ListChange) => void;
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

export class UsageService {
  readonly #parts: ServiceParts;
  readonly #home: string;
  readonly #scanner: UsageScanner;
  readonly #edits: ExcludeEdits;
  readonly #list: ListEditor;
  #trees = 0;
  #scan: RunningScan | undefined;
  #scanned: Shown | undefined;
  /** What du or ncdu wrote, in front of the scan until it is closed. */
  #opened: Shown | undefined;
  #lastRequest: ViewRequest | undefined;
  #target: Target = { what: 'roots' };

  constructor(parts: ServiceParts) {
    this.#parts = parts;
    this.#home = parts.home ?? homedir();
    this.#scanner = new UsageScanner({ workerFile: parts.workerFile });
    this.#edits = new ExcludeEdits(parts.excludeFile);
    this.#list = new ListEditor({
      ...parts,
      home: this.#home,
      scan: () => this.#knownScan(),
      changed: parts.listChanged,
    });
  }

  answer<R extends ServiceRequest>(request: R, input: ServiceInput<R>): Promise<Result<ServiceOutput<R>>> {
    const handle: ServiceHandlers[R] = this.#handlers[request];
    return Promise.resolve(handle(input));
  }

  /** Stops what runs and ends the workers. */
  async close(): Promise<void> {
    this.#scan?.cancel();
    this.#list.close();
    await this.#scanner.close();
  }

  readonly #handlers: ServiceHandlers = {
    scan: (target) => this.#startScan(target.what === 'again' ? this.#target : target),
    cancel: () => {
      this.#scan?.cancel();
      return success(null);
    },
    state: () => {
      this.#followList();
      return success(this.#state());
    },
    view: (request) => {
      this.#lastRequest = request;
      this.#followList();
      return success(this.#view());
    },
    node: ({ tree, node }) => {
      const measured = this.#find(tree);
      return success(measured === undefined ? null : describeNode(measured, node, this.#presets(measured)));
    },
    list: (wanted) => {
      const measured = this.#find(wanted.tree);
      return success(measured === undefined ? null : listRows(measured, wanted));
    },
    'leave-out': ({ tree, node, how }) => {
      const measured = this.#find(tree);
      if (measured === undefined) return success({ kind: 'not-possible' });
      const done = this.#edits.leaveOut(measured, node, how, this.#presets(measured));
      if (done.ok && done.value.kind === 'done') this.#tell();
      return done;
    },
    undo: () => {
      const undone = this.#edits.undo();
      this.#followList();
      this.#tell();
      return undone;
    },
    'open-list': ({ name, bytes }) => {
      const read = readUsage(bytes);
      if (!read.ok) return failure({ code: 'usage-list-unreadable', detail: read.failure });
      this.#trees += 1;
      const measured = new MeasuredTree({ tree: read.value, roots: [], problems: [] });
      const { directories, entries } = countEntries(read.value);
      this.#opened = {
        tree: this.#trees,
        origin: { kind: 'list', name },
        news: { phase: 'done', entries, directories, seconds: 0, problems: 0 },
        excludes: 'not-set-up',
        measured,
      };
      this.#tell();
      return success(this.#trees);
    },
    'close-list': () => {
      this.#opened = undefined;
      this.#tell();
      return success(null);
    },
    weigh: ({ tree, presets }) => {
      const measured = this.#find(tree);
      return success(
        measured === undefined ? null : weighFirstList(measured, this.#presets(measured), presets),
      );
    },
    path: ({ tree, node }) => {
      const measured = this.#find(tree);
      if (measured === undefined || node >= measured.tree.nodeCount) return success(null);
      const path = pathOf(measured.tree, node);
      const text = path.toString('utf8');
      return Buffer.from(text).equals(path)
        ? success(withoutSlash(text))
        : failure({ code: 'not-opened', detail: 'its name is not made of characters (no UTF-8)' });
    },
    ...listHandlers(
      () => this.#list,
      () => {
        this.#followList();
      },
    ),
  };

  #startScan(target: Target): Result<number> {
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
    this.#trees += 1;
    const shown: Shown = {
      tree: this.#trees,
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
        if (this.#opened === undefined) this.#tell(measured !== undefined);
      },
    });
    this.#tell(false);
    return success(this.#trees);
  }

  #rootsOf(target: Target, backedUp: readonly string[]): readonly string[] {
    switch (target.what) {
      case 'roots':
      case 'draft':
        return backedUp;
      case 'home':
        return [this.#home];
      case 'path':
        return [target.path];
    }
  }

  #knownScan(): KnownScan | undefined {
    const shown = this.#scanned;
    if (shown?.origin.kind !== 'scan') return undefined;
    return { roots: shown.origin.roots, phase: shown.news.phase, measured: shown.measured };
  }

  get #shown(): Shown | undefined {
    return this.#opened ?? this.#scanned;
  }

  #find(tree: number): MeasuredTree | undefined {
    return this.#shown?.tree === tree ? this.#shown.measured : undefined;
  }

  #presets({ roots }: MeasuredTree): Preset[] {
    return roots.length === 0 ? [] : presetsFor(findPlaces(this.#home, process.env.XDG_CONFIG_HOME), roots);
  }

  /** The list may be changed elsewhere: in the view of the rules, in an editor, by the terminal. */
  #followList(): void {
    const shown = this.#scanned;
    if (shown?.measured === undefined || shown.news.phase === 'scanning') return;
    this.#becomeReal(shown);
    const before = shown.measured.list;
    shown.excludes = this.#judge(shown.measured, shown.excludes);
    if (shown.measured.list !== before) this.#tell();
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
    const list = this.#edits.read();
    measured.judge(list.ok ? list.value.bytes : undefined);
    return list.ok ? 'usable' : 'unreadable';
  }

  #view(): UsageView | null {
    const request = this.#lastRequest;
    if (request === undefined) return null;
    const measured = this.#find(request.tree);
    return measured === undefined ? null : showView(measured, request);
  }

  #tell(withView = true): void {
    this.#parts.changed({ state: this.#state(), view: withView ? this.#view() : null });
  }

  #state(): UsageState {
    const shown = this.#shown;
    const measured = shown?.measured;
    const measure = this.#lastRequest?.measure ?? 'used';
    return {
      tree: shown?.tree ?? null,
      origin: shown?.origin ?? { kind: 'scan', roots: [] },
      phase: shown?.news.phase ?? 'none',
      entries: shown?.news.entries ?? 0,
      folders: shown?.news.directories ?? 0,
      seconds: shown?.news.seconds ?? 0,
      unreadable: shown?.news.problems ?? 0,
      sums: measured?.sums(measure) ?? null,
      excludes: shown?.excludes ?? 'usable',
      undo: this.#edits.last,
    };
  }
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one));
}
