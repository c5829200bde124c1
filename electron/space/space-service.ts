/** Answers what is asked about the space: passes it on to who knows, and holds what was shown last. */
import { homedir } from 'node:os';
import type { Handlers } from '../../shared/answer-requests';
import type { serviceRequests, TellService } from '../../shared/ipc-service';
import type { UsageState, UsageView, ViewRequest } from '../../shared/ipc-space';
import { failure, success } from '../../shared/result';
import { findPlaces } from '../exclude/find-places';
import { presetsFor, type Preset } from '../exclude/presets';
import { UndoableEdits } from '../exclude/undoable-edits';
import { pathOf } from '../usage/node-path';
import { sameOrAbove } from '../usage/same-node';
import { describeNode } from './describe-node';
import { KnownTrees } from './known-trees';
import { leaveOutNode } from './leave-out-node';
import { ListEditor } from './list-editor';
import { listRows } from './list-rows';
import type { MeasuredTree } from './measured-tree';
import type { ownRequests } from './messages';
import { originOf } from './shown-tree';
import { showView, withoutSlash } from './show-view';
import { weighFirstList } from './weigh-first-list';

export interface ServiceParts {
  settingsFile: string;
  excludeFile: string;
  workerFile: string;
  keptScansDirectory: string;
  home?: string;
  /** Tells the window. */
  tell: TellService;
}

export class SpaceService {
  readonly #parts: ServiceParts;
  readonly #home: string;
  readonly #trees: KnownTrees;
  readonly #edits: UndoableEdits;
  readonly #list: ListEditor;
  #lastRequest: ViewRequest | undefined;

  constructor(parts: ServiceParts) {
    this.#parts = parts;
    this.#home = parts.home ?? homedir();
    this.#edits = new UndoableEdits(parts.excludeFile);
    this.#trees = new KnownTrees({
      ...parts,
      home: this.#home,
      readList: () => this.#edits.read(),
      changed: (look) => {
        this.#tell(look);
      },
      replaced: (before, after) => {
        const request = this.#lastRequest;
        if (request?.tree !== before.tree) return;
        const node = sameOrAbove(before.measured.tree, request.node, after.measured.tree);
        this.#lastRequest = { ...request, tree: after.tree, node };
      },
    });
    this.#list = new ListEditor({
      ...parts,
      home: this.#home,
      scan: () => this.#trees.scanned,
      changed: (change) => {
        parts.tell('excludes.changed', change);
      },
    });
  }

  /** Stops what runs and ends the workers. */
  async close(): Promise<void> {
    this.#list.close();
    await this.#trees.close();
  }

  readonly handlers: Handlers<typeof serviceRequests> = {
    'space.scan': (target) => this.#trees.scan(target),
    'space.look-again': ({ tree, node }) => this.#trees.lookAgain(tree, node),
    'space.disks': () => success(this.#trees.disks()),
    'space.cancel': () => {
      this.#trees.cancel();
      return success(null);
    },
    'space.state': () => {
      this.#trees.followExcludes();
      return success(this.#state());
    },
    'space.view': (request) => {
      const before = this.#lastRequest?.measure ?? 'used';
      this.#lastRequest = request;
      // The sums are in the measure of the view.
      if (request.measure !== before) this.#tell(false);
      this.#trees.followExcludes();
      return success(this.#view());
    },
    'space.node': ({ tree, node }) => {
      const measured = this.#trees.find(tree);
      return success(measured === undefined ? null : describeNode(measured, node, this.#presets(measured)));
    },
    'space.list': (wanted) => {
      const measured = this.#trees.find(wanted.tree);
      return success(
        measured === undefined ? null : listRows(measured, wanted, this.#trees.growthSince(wanted.since)),
      );
    },
    'space.leave-out': ({ tree, node, how }) => {
      const measured = this.#trees.find(tree);
      if (measured === undefined) return success({ kind: 'not-possible' });
      const done = leaveOutNode(this.#edits, measured, node, how, this.#presets(measured));
      if (done.ok && done.value.kind === 'done') this.#tell();
      return done;
    },
    'space.undo': () => {
      const undone = this.#edits.undo();
      this.#trees.followExcludes();
      this.#tell();
      return undone;
    },
    'space.open-list': (part) => this.#trees.openList(part),
    'space.close-list': () => {
      this.#trees.closeList();
      return success(null);
    },
    'space.weigh': ({ tree, presets }) => {
      const measured = this.#trees.find(tree);
      return success(
        measured === undefined ? null : weighFirstList(measured, this.#presets(measured), presets),
      );
    },
    'excludes.open': () => this.#list.open(),
    'excludes.judge': ({ text }) => success(this.#list.judge(text)),
    'excludes.sum': ({ text }) => success(this.#list.sum(text)),
    'excludes.presets': async ({ text }) => success(await this.#list.presets(text)),
    'excludes.set-preset': ({ text, name, on }) => this.#list.setPreset(text, name, on),
    'excludes.test-path': ({ text, path }) => success(this.#list.testPath(text, path)),
    'excludes.save': ({ text, based }) => {
      const done = this.#list.save(text, based);
      this.#trees.followExcludes();
      return done;
    },
  };

  /** For the main process alone. */
  readonly ownHandlers: Handlers<typeof ownRequests> = {
    'scan-folders': (target) => this.#trees.scan(target),
    item: ({ tree, node }) => this.#trees.describeItem(tree, node),
    moved: ({ gone, looks }) => {
      if (gone !== null) this.#trees.forget(gone.tree, gone.node);
      this.#trees.lookAt(looks);
      return success(null);
    },
    path: ({ tree, node }) => {
      const measured = this.#trees.find(tree);
      if (measured === undefined || node >= measured.tree.nodeCount) {
        return failure({ code: 'request-refused', detail: 'it is not there any more' });
      }
      const path = pathOf(measured.tree, node);
      if (path.length === 0) return failure({ code: 'request-refused', detail: 'it is no folder' });
      const text = path.toString('utf8');
      return Buffer.from(text).equals(path)
        ? success(withoutSlash(text))
        : failure({ code: 'not-opened', detail: 'its name is not made of characters (no UTF-8)' });
    },
  };

  #presets({ roots }: MeasuredTree): Preset[] {
    return roots.length === 0 ? [] : presetsFor(findPlaces(this.#home, process.env.XDG_CONFIG_HOME), roots);
  }

  #view(): UsageView | null {
    const request = this.#lastRequest;
    if (request === undefined) return null;
    const measured = this.#trees.find(request.tree);
    if (measured === undefined) return null;
    return showView(measured, request, this.#trees.growthSince(request.since));
  }

  #tell(withView = true): void {
    this.#parts.tell('space.changed', { state: this.#state(), view: withView ? this.#view() : null });
  }

  #state(): UsageState {
    const { shown } = this.#trees;
    const measured = shown?.measured;
    const measure = this.#lastRequest?.measure ?? 'used';
    return {
      tree: shown?.tree ?? null,
      origin: shown === undefined ? { kind: 'scan', roots: [], disk: null } : originOf(shown),
      phase: shown?.news.phase ?? 'none',
      entries: shown?.news.entries ?? 0,
      folders: shown?.news.directories ?? 0,
      seconds: shown?.news.seconds ?? 0,
      lookedAt: shown?.lookedAt ?? null,
      kept: shown?.kept ?? [],
      again: this.#trees.again,
      at: this.#lastRequest?.tree === shown?.tree ? (this.#lastRequest?.node ?? 0) : 0,
      unreadable: shown?.news.problems ?? 0,
      sums: measured?.sums(measure) ?? null,
      excludes: shown?.excludes ?? 'usable',
      undo: this.#edits.last,
    };
  }
}
