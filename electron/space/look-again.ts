/** One folder, or all of it, looked at again: what is shown stays until the new part can take its place. */
import { constants } from 'node:os';
import type { LinkTable } from '../usage/count-links';
import { pathOf } from '../usage/node-path';
import { replaceSubtree, type WholeScan } from '../usage/replace-subtree';
import { FLAGS, type ScannedTree } from '../usage/scanned-tree';
import type { ScanResult, UsageScanner } from '../usage/usage-scanner';
import { withSlash } from '../settings/check-roots';
import { MeasuredTree } from './measured-tree';
import { lookAtRoom } from './mounted-disks';
import { optionsFor, type Scope } from './scan-scope';
import { shownPath } from './describe-node';

export interface LookNews {
  /** Safe to show; empty: all of several roots. */
  path: string;
  entries: number;
  seconds: number;
}

const { ENOENT, ENOTDIR } = constants.errno;

export type Again = MeasuredTree & { readonly tree: ScannedTree & { readonly links: LinkTable } };

export function canLookAgain(measured: MeasuredTree): measured is Again {
  return measured.tree.links !== undefined;
}

/** One such look at a time: a new one ends the one before. */
export class LookingAgain {
  readonly #scanner: UsageScanner;
  #current: { news: LookNews; stop: AbortController } | undefined;

  constructor(scanner: UsageScanner) {
    this.#scanner = scanner;
  }

  get news(): LookNews | null {
    return this.#current?.news ?? null;
  }

  /**
   * @param told four times a second
   * @param done told once, unless it was stopped; undefined: it failed, and what is shown stays what it was
   */
  start(
    measured: Again,
    node: number,
    scope: Scope,
    told: () => void,
    done: (measured: MeasuredTree | undefined) => void,
  ): void {
    this.stop();
    const path = shownPath(measured, node);
    const current = { news: { path, entries: 0, seconds: 0 }, stop: new AbortController() };
    this.#current = current;
    // No slash behind a folder: what has become a symbolic link since is one.
    const scan = this.#scanner.scan(node === 0 ? scope.roots.map(withSlash) : [pathOf(measured.tree, node)], {
      ...optionsFor(scope, node !== 0),
      signal: current.stop.signal,
      onProgress: ({ directories, files, seconds }) => {
        current.news = { path, entries: directories + files, seconds };
        if (this.#current === current) told();
      },
    });
    const end = (fresh: ScanResult | undefined): void => {
      if (this.#current !== current) return;
      this.#current = undefined;
      done(fresh?.complete === true ? putInPlace(measured, node, fresh) : undefined);
    };
    void scan.done.then(end, () => {
      end(undefined);
    });
    told();
  }

  /** False: there was none. */
  stop(): boolean {
    const current = this.#current;
    this.#current = undefined;
    current?.stop.abort();
    return current !== undefined;
  }
}

function putInPlace(measured: Again, node: number, fresh: ScanResult): MeasuredTree {
  const part: WholeScan = { tree: fresh, links: fresh.links, problems: fresh.problems };
  if (node === 0) return remeasure(measured, part);
  return remeasure(measured, replaceSubtree(wholeOf(measured), node, isGone(fresh) ? undefined : part));
}

/** Without a node that is gone, and all below it; never the top. */
export function withoutNode(measured: Again, node: number): MeasuredTree {
  return remeasure(measured, replaceSubtree(wholeOf(measured), node, undefined));
}

function wholeOf({ tree, problems }: Again): WholeScan {
  return { tree, links: tree.links, problems };
}

function remeasure({ roots, disk }: MeasuredTree, { tree, links, problems }: WholeScan): MeasuredTree {
  return new MeasuredTree({ tree: { ...tree, links }, roots, problems, disk: disk && lookAtRoom(disk) });
}

function isGone({ flags, problems }: ScanResult): boolean {
  if (((flags[0] ?? 0) & FLAGS.statFailed) === 0) return false;
  const errno = problems.find(({ node }) => node === 0)?.errno;
  return errno === ENOENT || errno === ENOTDIR;
}
