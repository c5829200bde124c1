/** The Space view's other end in a test: the service's own parts over a tree in memory, and a real exclude list. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binaryNameOf } from '../../electron/usage/node-path';
import { presetsFor } from '../../electron/exclude/presets';
import { describeNode } from '../../electron/space/describe-node';
import { UndoableEdits } from '../../electron/exclude/undoable-edits';
import { leaveOutNode } from '../../electron/space/leave-out-node';
import { ListEditor } from '../../electron/space/list-editor';
import { listRows } from '../../electron/space/list-rows';
import { MeasuredTree } from '../../electron/space/measured-tree';
import { showView } from '../../electron/space/show-view';
import type { Growth } from '../../electron/space/growth';
import { growthSince, type KeptSizes } from '../../electron/usage/kept-sizes';
import { countEntries } from '../../electron/usage/count-entries';
import { readUsage } from '../../electron/usage/read-usage';
import { FLAGS, type ScannedTree } from '../../electron/usage/scanned-tree';
import type { PassedOver } from '../../shared/passed-over';
import type { UsageState, UsageView, ViewRequest } from '../../shared/ipc-space';
import type { Disk } from '../../shared/disk';
import { failure, success } from '../../shared/result';
import { sampleDisk } from './sample-laptop';
import { NOW } from './sample-states';
import type { Answers, WindowDouble } from './window-double';

export class SampleSpace {
  readonly directory = mkdtempSync(join(tmpdir(), 'lk-space-'));
  readonly excludeFile = join(this.directory, 'exclude');
  readonly copied: number[] = [];
  readonly #edits = new UndoableEdits(this.excludeFile);
  readonly #own: MeasuredTree;
  readonly #roots: readonly string[];
  #opened: { name: string; passedOver: PassedOver[]; measured: MeasuredTree } | undefined;
  /** Of a list that is being opened. */
  #parts: Uint8Array[] = [];
  readonly #list: ListEditor;
  #lastRequest: ViewRequest | undefined;
  #change: Partial<UsageState> = {};
  double: WindowDouble | undefined;
  /** When it was looked at, seconds since 1970. */
  lookedAt: number | null = null;
  readonly lookedAgain: number[] = [];
  readonly trashed: string[] = [];
  /** What it is compared with: seconds since 1970, and the sizes then. */
  kept: { at: number; sizes: KeptSizes }[] = [];
  /** What is mounted; chosen, the first one holds the same folder. */
  disks: Disk[] = [];
  #disk: { disk: Disk; measured: MeasuredTree } | undefined;

  constructor(tree: ScannedTree, list: string, roots: readonly string[] = ['/home/you']) {
    writeFileSync(this.excludeFile, list);
    this.#roots = roots;
    const unreadable = [...tree.flags].flatMap((flags, node) =>
      (flags & FLAGS.unreadable) === 0 ? [] : [node],
    );
    const problems = unreadable.map((node) => ({ node, kind: 'list' as const, errno: 13, count: 1 }));
    this.#own = new MeasuredTree({ tree, roots, problems });
    this.#own.judge(list);
    const settingsFile = join(this.directory, 'settings.json');
    writeFileSync(
      settingsFile,
      JSON.stringify({ schemaVersion: 2, host: { kind: 'local', directory: '/media/you/disk' }, roots }),
    );
    this.#list = new ListEditor({
      ...{ settingsFile, excludeFile: this.excludeFile, home: '/home/you' },
      scan: () => ({ roots, phase: this.state.phase, measured: this.#own }),
      changed: (change) => void this.double?.tell('excludes.changed', change),
    });
  }

  get list(): string {
    return readFileSync(this.excludeFile, 'latin1');
  }

  get measured(): MeasuredTree {
    return this.#opened?.measured ?? this.#disk?.measured ?? this.#own;
  }

  remove(): void {
    this.#list.close();
    rmSync(this.directory, { recursive: true });
  }

  get state(): UsageState {
    const { measured } = this;
    const { entries, directories } = countEntries(measured.tree);
    return {
      tree: this.#tree,
      origin:
        this.#opened === undefined
          ? { kind: 'scan', roots: [...this.#roots], disk: this.#disk?.disk ?? null }
          : { kind: 'list', name: this.#opened.name, passedOver: this.#opened.passedOver },
      ...{ phase: 'done', entries, folders: directories, seconds: 8, unreadable: measured.problems.length },
      ...{ lookedAt: this.#opened === undefined ? this.lookedAt : null, again: null },
      kept: this.#opened === undefined ? this.kept.map(({ at }) => at) : [],
      at: this.#lastRequest?.tree === this.#tree ? this.#lastRequest.node : 0,
      sums: measured.sums(this.#lastRequest?.measure ?? 'used'),
      excludes: measured.roots.length === 0 ? 'not-set-up' : 'usable',
      undo: this.#edits.last,
      ...this.#change,
    };
  }

  get #tree(): number {
    if (this.#opened !== undefined) return 2;
    return this.#disk === undefined ? 1 : 3;
  }

  /** What its files and folders are called. */
  get names(): ReadonlySet<string> {
    const { tree } = this.#own;
    return new Set(Array.from({ length: tree.nodeCount }, (_, node) => binaryNameOf(tree, node)));
  }

  /** Tells the window, as after a change. */
  async tell(change: Partial<UsageState> = this.#change): Promise<void> {
    this.#change = change;
    const { state } = this;
    await this.double?.tell('space.changed', { state, view: this.#view() });
  }

  /** Answers to all that the view asks. */
  get answers(): Answers {
    const presets = presetsFor(
      { home: '/home/you', downloads: '/home/you/Downloads', videos: '/home/you/videos' },
      this.#roots,
    );
    return {
      'space.state': () => success(this.state),
      'space.scan': async (target) => {
        const disk = target.what === 'disk' ? this.disks.find(({ id }) => id === target.disk) : undefined;
        this.#disk = disk && { disk, measured: this.#measureDisk(disk) };
        await this.tell();
        return success(this.#tree);
      },
      'space.disks': () => success(this.disks),
      'space.look-again': ({ node }) => {
        this.lookedAgain.push(node);
        return success(null);
      },
      'space.cancel': () => success(null),
      'space.view': async (request) => {
        const before = this.#lastRequest?.measure ?? 'used';
        this.#lastRequest = request;
        if (request.measure !== before) await this.tell();
        return success(this.#view());
      },
      'space.node': ({ node }) => success(describeNode(this.measured, node, presets)),
      'space.list': (wanted) => success(listRows(this.measured, wanted, this.#growth(wanted.since))),
      'space.leave-out': async ({ node, how }) => {
        const done = leaveOutNode(this.#edits, this.measured, node, how, presets);
        await this.tell();
        return done;
      },
      'space.undo': async () => {
        const undone = this.#edits.undo();
        this.#own.judge(this.list);
        await this.tell();
        return undone;
      },
      'space.open-list': async ({ name, bytes, first, last }) => {
        if (first) this.#parts = [];
        this.#parts.push(bytes);
        if (!last) return success('more');
        const read = await readUsage(this.#parts);
        if (!read.ok) return failure({ code: 'usage-list-unreadable', detail: read.failure });
        const { tree, passedOver } = read.value;
        this.#opened = { name, passedOver, measured: new MeasuredTree({ tree, roots: [], problems: [] }) };
        await this.tell();
        return success(2);
      },
      'space.close-list': async () => {
        this.#opened = undefined;
        await this.tell();
        return success(null);
      },
      'disk.last-trashed': () => success(this.trashed.at(-1) ?? null),
      'disk.trash': ({ node }) => {
        const name = binaryNameOf(this.measured.tree, node);
        this.trashed.push(name);
        return success({ name, bytes: this.measured.size(node, 'used') });
      },
      'disk.put-back': () => success(this.trashed.pop() ?? ''),
      'disk.copy-path': ({ node }) => {
        this.copied.push(node);
        return success(null);
      },
    };
  }

  /** What the Excludes view asks, answered by the service's own part over the same tree. */
  get listAnswers(): Answers {
    const list = this.#list;
    return {
      'excludes.open': () => list.open(),
      'excludes.judge': ({ text }) => success(list.judge(text)),
      'excludes.sum': ({ text }) => success(list.sum(text)),
      'excludes.presets': async ({ text }) => success(await list.presets(text)),
      'excludes.set-preset': ({ text, name, on }) => list.setPreset(text, name, on),
      'excludes.test-path': ({ text, path }) => success(list.testPath(text, path)),
      'excludes.save': ({ text, based }) => list.save(text, based),
    };
  }

  #measureDisk(disk: Disk): MeasuredTree {
    const measured = new MeasuredTree({
      ...{ tree: sampleDisk(NOW.getTime() / 1000), roots: this.#roots, problems: [] },
      disk: { path: disk.path, room: disk },
    });
    measured.judge(this.list);
    return measured;
  }

  #view(): UsageView | null {
    const request = this.#lastRequest;
    if (request?.tree !== this.#tree) return null;
    return showView(this.measured, request, this.#growth(request.since));
  }

  #growth(since: number | null): Growth | undefined {
    const then = this.kept.find(({ at }) => at === since);
    if (then === undefined || this.#opened !== undefined) return undefined;
    const { tree, seenBlocks } = this.measured;
    return { since: then.at, bytes: growthSince(tree, seenBlocks, then.sizes) };
  }
}

export const SAMPLE_LIST = `# What Latchkey leaves out
.cache/
node_modules/
/home/you/videos/
/home/you/vm/
.local/share/Trash/
`;

/** One with something to say about nearly every line. */
export const ODD_LIST = `# What Latchkey leaves out, one rule a line
.cache/
node_modules/

# My own
+ /home/you/videos/Family/
/home/you/videos/
/home/you/vm/
.cache/thumbnails/
*.iso
*.mkv${' '}
/srv/data/
tmp/[a-z
+${' '}
`;
