/**
 * Cuts the boxes of a picture out of a tree: an icicle, a column for each level, ancestors to the left as the path
 * does. Only what is at least a pixel high is looked into, so a view costs what it shows, not what the tree holds.
 */
import type { ViewRequest } from '../../shared/ipc-space';
import type { BoxKind } from '../../shared/usage-kinds';
import { nameOf } from './node-path';
import { FLAGS, type ScannedTree } from './scanned-tree';
import { showName } from './show-name';
import { weightIn, type Totals } from './totals';

/** What of a tree a picture asks for; heights are proportional to what is measured. */
interface Cut extends Omit<ViewRequest, 'tree' | 'hideExcluded' | 'since'> {
  tree: ScannedTree;
  totals: Totals;
  /** 1 for each node that is excluded; what lies below it is as well. */
  excluded?: Uint8Array;
  /** Leaves out what is excluded; `totals` must then be without it, too. */
  hideExcluded?: boolean;
}

export interface Box {
  column: number;
  /** Pixels from the top. */
  y: number;
  height: number;
  /** The node; of a collapsed chain of directories the last one; of `smaller` the directory they are in. */
  node: number;
  /** The first node of a collapsed chain, otherwise `node`. */
  from: number;
  /** Safe to show; of a chain joined by slashes; of `smaller` how many entries, "12". */
  name: string;
  /** Bytes of blocks on disk, apparent bytes or entries, as is measured. */
  size: number;
  /** Entries below and with it. */
  count: number;
  /** Last change of a file below and with it, seconds since 1970. */
  newest: number;
  kind: BoxKind;
  excluded: boolean;
}

const LOWEST = 1;

export function cutView(request: Cut): Box[] {
  const { tree, columns, height, node } = request;
  if (node >= tree.nodeCount || columns < 1 || height <= 0) return [];
  const view = new View(request);
  view.place(node, 0, 0, height, isBelowExcluded(tree, node, request.excluded));
  return view.boxes;
}

class View {
  readonly boxes: Box[] = [];
  private readonly request: Cut;
  /** Blocks, bytes or entries of each subtree: what heights are proportional to. */
  private readonly weight: Float64Array | Uint32Array;
  private readonly sizePerWeight: number;

  constructor(request: Cut) {
    this.request = request;
    this.weight = weightIn(request.totals, request.measure);
    this.sizePerWeight = request.measure === 'used' ? 512 : 1;
  }

  /** Draws `first`, or the chain of directories it begins, and what it holds to the right of it. */
  place(first: number, column: number, y: number, height: number, inExcluded: boolean): void {
    const { tree, totals } = this.request;
    let node = first;
    let name = showName(nameOf(tree, node));
    let excluded = inExcluded || this.isExcluded(node);
    for (let next = onlyDirectoryIn(tree, node); next !== undefined; next = onlyDirectoryIn(tree, node)) {
      // A chain ends where excluding begins: the two parts are not the same.
      if (!excluded && this.isExcluded(next)) break;
      excluded ||= this.isExcluded(next);
      node = next;
      name = `${name.replace(/\/$/, '')}/${showName(nameOf(tree, node))}`;
    }
    this.boxes.push({
      column,
      y,
      height,
      node,
      from: first,
      name,
      size: (this.weight[first] ?? 0) * this.sizePerWeight,
      count: totals.subtreeCount[first] ?? 0,
      newest: totals.subtreeNewest[first] ?? 0,
      kind: kindOf(tree.flags[node] ?? 0),
      excluded,
    });
    if (column + 1 >= this.request.columns) return;
    // Heights go by the whole chain: its directories' own blocks are part of it.
    this.placeChildren(node, this.weight[first] ?? 0, column + 1, y, height, excluded);
  }

  private placeChildren(
    node: number,
    whole: number,
    column: number,
    top: number,
    height: number,
    excluded: boolean,
  ): void {
    const { tree, totals, order, hideExcluded } = this.request;
    const { weight } = this;
    if (whole <= 0) return;
    const first = tree.firstChild[node] ?? 0;
    const end = Math.min(tree.nodeCount, first + (tree.childCount[node] ?? 0));
    const shown: number[] = [];
    const smaller = { weight: 0, children: 0, count: 0, newest: 0 };
    const lowest = (LOWEST / height) * whole;
    for (let child = first; child < end; child += 1) {
      const own = weight[child] ?? 0;
      // What is in no folder that is backed up may have one in it.
      if (hideExcluded === true && own === 0 && this.isExcluded(child)) continue;
      if (own >= lowest && own > 0) shown.push(child);
      else {
        smaller.weight += own;
        smaller.children += 1;
        smaller.count += totals.subtreeCount[child] ?? 0;
        smaller.newest = Math.max(smaller.newest, totals.subtreeNewest[child] ?? 0);
      }
    }
    if (order === 'oldest') {
      const { subtreeNewest } = totals;
      shown.sort((a, b) => (subtreeNewest[a] ?? 0) - (subtreeNewest[b] ?? 0) || a - b);
    } else shown.sort((a, b) => (weight[b] ?? 0) - (weight[a] ?? 0) || a - b);
    let y = top;
    for (const child of shown) {
      const own = ((weight[child] ?? 0) / whole) * height;
      this.place(child, column, y, own, excluded);
      y += own;
    }
    if (smaller.weight <= 0) return;
    this.boxes.push({
      column,
      y,
      height: (smaller.weight / whole) * height,
      node,
      from: node,
      name: String(smaller.children),
      size: smaller.weight * this.sizePerWeight,
      count: smaller.count,
      newest: smaller.newest,
      kind: 'smaller',
      excluded,
    });
  }

  private isExcluded(node: number): boolean {
    return this.request.excluded?.[node] === 1;
  }
}

/** The only entry of a directory, if that is a directory too. */
function onlyDirectoryIn(tree: ScannedTree, node: number): number | undefined {
  if (tree.childCount[node] !== 1) return undefined;
  const child = tree.firstChild[node] ?? 0;
  const flags = tree.flags[child] ?? 0;
  return (flags & FLAGS.directory) !== 0 && (flags & FLAGS.mountPoint) === 0 ? child : undefined;
}

export function kindOf(flags: number): BoxKind {
  if ((flags & FLAGS.mountPoint) !== 0) return 'mount-point';
  if ((flags & (FLAGS.unreadable | FLAGS.statFailed)) !== 0) return 'unreadable';
  if ((flags & FLAGS.directory) !== 0) return 'directory';
  if ((flags & FLAGS.symlink) !== 0) return 'symlink';
  return (flags & FLAGS.other) === 0 ? 'file' : 'other';
}

function isBelowExcluded(tree: ScannedTree, node: number, excluded: Uint8Array | undefined): boolean {
  if (excluded === undefined) return false;
  for (let at = node; ; at = tree.parent[at] ?? 0) {
    if (excluded[at] === 1) return true;
    if (at === 0) return false;
  }
}
