/** The trees that are known: the scan of this machine, and in front of it a list that was opened. */
import type { Disk } from '../../shared/disk';
import type { SpaceInput } from '../../shared/ipc-space';
import { failure, success, type Result } from '../../shared/result';
import type { ExcludeFile } from '../exclude/edit-exclude-file';
import { countEntries } from '../usage/count-entries';
import { UsageScanner } from '../usage/usage-scanner';
import type { KnownScan } from './list-editor';
import { GrowthKeeper, type Growth } from './growth';
import { diskPartOf } from './disk-parts';
import type { MeasuredTree } from './measured-tree';
import { canLookAgain, LookingAgain, withoutNode, type Again, type LookNews } from './look-again';
import type { OwnOutput } from './messages';
import { MountedDisks } from './mounted-disks';
import { OpenedList } from './opened-list';
import { RunningScan } from './running-scan';
import { areSavedRoots, findTarget, haveRootsChanged, isWorthKeeping, type ScanTarget } from './scan-target';
import { describeItem, folderFor } from './scanned-item';
import { isWhole, judge, type Shown } from './shown-tree';

interface Parts {
  settingsFile: string;
  workerFile: string;
  keptScansDirectory: string;
  home: string;
  readList: () => Result<ExcludeFile>;
  /** `look`: what a view shows may be another now; otherwise only the counters are. */
  changed: (look: boolean) => void;
  /** A tree has taken the place of one of the same roots. */
  replaced: (before: { tree: number; measured: MeasuredTree }, after: typeof before) => void;
}

export class KnownTrees {
  readonly #parts: Parts;
  readonly #scanner: UsageScanner;
  readonly #disks = new MountedDisks();
  #count = 0;
  #scan: RunningScan | undefined;
  #scanned: Shown | undefined;
  /** In front of the scan until it is closed. */
  readonly #list: OpenedList;
  readonly #growth: GrowthKeeper;
  #target: ScanTarget = { what: 'roots' };
  readonly #looking: LookingAgain;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#scanner = new UsageScanner({ workerFile: parts.workerFile });
    this.#growth = new GrowthKeeper(parts.keptScansDirectory);
    this.#looking = new LookingAgain(this.#scanner);
    this.#list = new OpenedList({
      nextTree: () => (this.#count += 1),
      changed: (look) => {
        parts.changed(look);
      },
    });
  }

  get shown(): Shown | undefined {
    return this.#list.shown ?? this.#scanned;
  }

  /** A part that is looked at again, also behind a list. */
  get again(): LookNews | null {
    return this.#looking.news;
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

  /** What of the shown tree has grown since a scan that was kept. */
  growthSince(since: number | null): Growth | undefined {
    return this.#growth.of(this.shown, since);
  }

  disks(): Disk[] {
    return this.#disks.list();
  }

  /** Gives back which tree it will be. */
  scan(wanted: ScanTarget | { what: 'again' }): Result<number> {
    const target = wanted.what === 'again' ? this.#target : wanted;
    this.#target = target;
    const found = findTarget(target, { ...this.#parts, disks: this.#disks });
    if (!found.ok) return found;
    const { scope, disk, backedUp, areSaved } = found.value;
    this.#scan?.cancel();
    this.#looking.stop();
    this.#list.close();
    this.#count += 1;
    const shown: Shown = {
      tree: this.#count,
      lookedAt: null,
      origin: { kind: 'scan', roots: [...scope.roots], disk },
      ...{ scope, kept: [] },
      news: { phase: 'scanning', entries: 0, directories: 0, seconds: 0, problems: 0 },
      excludes: areSaved ? 'usable' : 'not-set-up',
      measured: undefined,
    };
    this.#scanned = shown;
    this.#scan = new RunningScan(this.#scanner, scope, backedUp, {
      judge: (measured) => {
        shown.excludes = judge(measured, shown.excludes, this.#parts.readList);
      },
      news: (news, measured) => {
        if (this.#scanned !== shown) return;
        shown.news = news;
        shown.measured = measured ?? shown.measured;
        if (news.phase !== 'scanning') shown.lookedAt = Date.now() / 1000;
        if (news.phase === 'done') this.#growth.finished(shown, isWorthKeeping(this.#target));
        if (this.shown === shown) this.#parts.changed(measured !== undefined);
      },
    });
    this.#parts.changed(false);
    return success(this.#count);
  }

  /** Refused while a scan or another such look runs, and in a list. */
  lookAgain(tree: number, node: number): Result<null> {
    const shown = this.#scanned;
    const measured = this.find(tree);
    if (shown === undefined || measured === undefined || shown.measured !== measured || !isWhole(shown)) {
      return failure({ code: 'request-refused', detail: 'it is not there any more' });
    }
    const isThere = node < measured.tree.nodeCount && diskPartOf(measured.tree, node) === undefined;
    if (!canLookAgain(measured) || shown.origin.kind !== 'scan' || !isThere) {
      return failure({ code: 'request-refused', detail: 'it cannot be looked at again' });
    }
    if (node === 0 && haveRootsChanged(this.#target, this.#parts.settingsFile, shown.origin.roots)) {
      const started = this.scan({ what: 'again' });
      return started.ok ? success(null) : started;
    }
    this.#lookInto(shown, measured, node);
    return success(null);
  }

  #lookInto(shown: Shown, measured: Again, node: number, then?: () => void): void {
    const told = (): void => {
      this.#parts.changed(false);
    };
    const { scope = { roots: [] } } = shown;
    this.#looking.start(measured, node, scope, told, (fresh) => {
      if (fresh !== undefined && node === 0) {
        shown.lookedAt = Date.now() / 1000;
        shown.news.phase = 'done';
      }
      this.#replace(shown, fresh);
      if (fresh !== undefined && node === 0) this.#growth.finished(shown, isWorthKeeping(this.#target));
      then?.();
    });
  }

  /** What was moved away is not looked for: it and all below it leave the tree. */
  forget(tree: number, node: number): void {
    const shown = this.#scanned;
    const measured = shown?.tree === tree ? shown.measured : undefined;
    if (shown === undefined || measured === undefined || !canLookAgain(measured) || node === 0) return;
    this.#looking.stop();
    this.#replace(shown, withoutNode(measured, node));
  }

  describeItem(tree: number, node: number): Result<OwnOutput<'item'>> {
    const measured = this.#scanned?.tree === tree ? this.find(tree) : undefined;
    const item = measured !== undefined && node < measured.tree.nodeCount && describeItem(measured, node);
    if (item) return success(item);
    return failure({ code: 'request-refused', detail: 'it is not there any more' });
  }

  /** Looks at these folders, one after the other, as far as they are in the scan. */
  lookAt(paths: readonly string[]): void {
    const [path, ...rest] = paths;
    const shown = this.#scanned;
    if (path === undefined || shown?.measured === undefined || !isWhole(shown)) return;
    const { measured } = shown;
    const node = folderFor(measured, shown.scope?.roots ?? [], path);
    if (node === undefined || !canLookAgain(measured)) this.lookAt(rest);
    else {
      this.#lookInto(shown, measured, node, () => {
        this.lookAt(rest);
      });
    }
  }

  /** Undefined: it stays as it is. */
  #replace(shown: Shown, fresh: MeasuredTree | undefined): void {
    const before = { tree: shown.tree, measured: shown.measured };
    if (fresh !== undefined && this.#scanned === shown && before.measured !== undefined) {
      shown.excludes = judge(fresh, shown.excludes, this.#parts.readList);
      this.#count += 1;
      shown.tree = this.#count;
      shown.measured = fresh;
      shown.news = { ...shown.news, ...countEntries(fresh.tree), problems: fresh.problems.length };
      this.#parts.replaced({ ...before, measured: before.measured }, { tree: shown.tree, measured: fresh });
    }
    this.#parts.changed(true);
  }

  /** What is under way and shown: a list that is being read, a look at a part, or the scan. */
  cancel(): void {
    if (this.#list.stop()) {
      this.#parts.changed(true);
    } else if (this.#looking.stop()) this.#parts.changed(true);
    else this.#scan?.cancel();
  }

  openList(part: SpaceInput<'space.open-list'>): ReturnType<OpenedList['open']> {
    return this.#list.open(part);
  }

  /** Back to the scan. */
  closeList(): void {
    this.#list.close();
    this.#parts.changed(true);
  }

  /** The exclude list may be changed elsewhere: in the view of the rules, in an editor, by the terminal. */
  followExcludes(): void {
    const shown = this.#scanned;
    if (shown?.measured === undefined || shown.news.phase === 'scanning') return;
    this.#becomeReal(shown);
    const before = shown.measured.list;
    shown.excludes = judge(shown.measured, shown.excludes, this.#parts.readList);
    if (shown.measured.list !== before) this.#parts.changed(true);
  }

  /** Stops what runs and ends the workers. */
  async close(): Promise<void> {
    this.#list.close();
    this.#looking.stop();
    this.#scan?.cancel();
    await this.#scanner.close();
  }

  /** What was a draft has been saved as it is: from now on the list counts. */
  #becomeReal(shown: Shown): void {
    if (this.#target.what !== 'draft' || shown.measured === undefined) return;
    if (!areSavedRoots(this.#parts.settingsFile, shown.measured.roots)) return;
    this.#target = { what: 'roots' };
    shown.excludes = 'usable';
  }
}
