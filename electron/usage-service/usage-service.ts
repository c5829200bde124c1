/** Answers what is asked about the space: passes it on to who knows, and holds what was shown last. */
import { homedir } from 'node:os';
import type { ListChange } from '../../shared/ipc-excludes';
import type { UsageState, UsageView, ViewRequest } from '../../shared/ipc-usage';
import { failure, success, type Result } from '../../shared/result';
import { findPlaces } from '../exclude/find-places';
import { presetsFor, type Preset } from '../exclude/presets';
import { pathOf } from '../usage/node-path';
import { describeNode } from './describe-node';
import { ExcludeEdits } from './exclude-edits';
import { KnownTrees } from './known-trees';
import { ListEditor } from './list-editor';
import { listHandlers } from './list-handlers';
import { listRows } from './list-rows';
import type { MeasuredTree } from './measured-tree';
import type { ServiceHandlers, ServiceInput, ServiceOutput, ServiceRequest, UsageChange } from './messages';
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

export class UsageService {
  readonly #parts: ServiceParts;
  readonly #home: string;
  readonly #trees: KnownTrees;
  readonly #edits: ExcludeEdits;
  readonly #list: ListEditor;
  #lastRequest: ViewRequest | undefined;

  constructor(parts: ServiceParts) {
    this.#parts = parts;
    this.#home = parts.home ?? homedir();
    this.#edits = new ExcludeEdits(parts.excludeFile);
    this.#trees = new KnownTrees({
      ...parts,
      home: this.#home,
      readList: () => this.#edits.read(),
      changed: (look) => {
        this.#tell(look);
      },
    });
    this.#list = new ListEditor({
      ...parts,
      home: this.#home,
      scan: () => this.#trees.scanned,
      changed: parts.listChanged,
    });
  }

  answer<R extends ServiceRequest>(request: R, input: ServiceInput<R>): Promise<Result<ServiceOutput<R>>> {
    const handle: ServiceHandlers[R] = this.#handlers[request];
    return Promise.resolve(handle(input));
  }

  /** Stops what runs and ends the workers. */
  async close(): Promise<void> {
    this.#list.close();
    await this.#trees.close();
  }

  readonly #handlers: ServiceHandlers = {
    scan: (target) => this.#trees.scan(target),
    cancel: () => {
      this.#trees.cancel();
      return success(null);
    },
    state: () => {
      this.#trees.followExcludes();
      return success(this.#state());
    },
    view: (request) => {
      this.#lastRequest = request;
      this.#trees.followExcludes();
      return success(this.#view());
    },
    node: ({ tree, node }) => {
      const measured = this.#trees.find(tree);
      return success(measured === undefined ? null : describeNode(measured, node, this.#presets(measured)));
    },
    list: (wanted) => {
      const measured = this.#trees.find(wanted.tree);
      return success(measured === undefined ? null : listRows(measured, wanted));
    },
    'leave-out': ({ tree, node, how }) => {
      const measured = this.#trees.find(tree);
      if (measured === undefined) return success({ kind: 'not-possible' });
      const done = this.#edits.leaveOut(measured, node, how, this.#presets(measured));
      if (done.ok && done.value.kind === 'done') this.#tell();
      return done;
    },
    undo: () => {
      const undone = this.#edits.undo();
      this.#trees.followExcludes();
      this.#tell();
      return undone;
    },
    'open-list': (part) => this.#trees.openList(part),
    'close-list': () => {
      this.#trees.closeList();
      return success(null);
    },
    weigh: ({ tree, presets }) => {
      const measured = this.#trees.find(tree);
      return success(
        measured === undefined ? null : weighFirstList(measured, this.#presets(measured), presets),
      );
    },
    path: ({ tree, node }) => {
      const measured = this.#trees.find(tree);
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
        this.#trees.followExcludes();
      },
    ),
  };

  #presets({ roots }: MeasuredTree): Preset[] {
    return roots.length === 0 ? [] : presetsFor(findPlaces(this.#home, process.env.XDG_CONFIG_HOME), roots);
  }

  #view(): UsageView | null {
    const request = this.#lastRequest;
    if (request === undefined) return null;
    const measured = this.#trees.find(request.tree);
    return measured === undefined ? null : showView(measured, request);
  }

  #tell(withView = true): void {
    this.#parts.changed({ state: this.#state(), view: withView ? this.#view() : null });
  }

  #state(): UsageState {
    const { shown } = this.#trees;
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
