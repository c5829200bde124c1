/**
 * Cuts the boxes of a picture out of a tree: an icicle, a column for each level, ancestors to the left as the path
 * does. Only what is at least a pixel high is looked into, so a view costs what it shows, not what the tree holds.
 */
import { nameOf } from './node-path';
import { FLAGS, type ScannedTree } from './scanned-tree';
import { showName } from './show-name';
import type { Totals } from './totals';

/** `age`: heights by blocks, the longest unchanged on top. The others: heights and order by that size. */
export type ViewOrder = 'blocks' | 'size' | 'age';

export interface ViewRequest {
  tree: ScannedTree;
  totals: Totals;
  /** The box that fills the first column. */
  node: number;
  columns: number;
  /** Pixels. */
  height: number;
  order: ViewOrder;
  /** 1 for each node that is excluded; what lies below it is as well. */
  excluded?: Uint8Array;
}

type BoxKind =
  | 'directory'
  | 'file'
  | 'symlink'
  | 'other'
  | 'unreadable'
  | 'mount-point'
  /** Several entries of one directory, each below a pixel. */
  | 'smaller';

export interface Box {
  column: number;
  /** Pixels from the top. */
  y: number;
  height: number;
  /** The node; of a collapsed chain of directories the last one; of `smaller` the directory they are in. */
  node: number;
  /** The first node of a collapsed chain, otherwise `node`. */
  from: number;
  /** Safe to show; of a chain joined by slashes; of `smaller` "12 smaller". */
  name: string;
  /** Bytes: of blocks on disk, or apparent where ordered by size. */
  size: number;
  /** Entries below and with it. */
  count: number;
  kind: BoxKind;
  excluded: boolean;
}

const LOWEST = 1;

export function cutView(request: ViewRequest): Box[] {
  const { tree, columns, height, node } = request;
  if (node >= tree.nodeCount || columns < 1 || height <= 0) return [];
  const view = new View(request);
  view.place(node, 0, 0, height, isBelowExcluded(tree, node, request.excluded));
  return view.boxes;
}

class View {
  readonly boxes: Box[] = [];
  private readonly request: ViewRequest;
  /** Blocks or bytes of each subtree: what heights are proportional to. */
  private readonly weight: Float64Array;
  private readonly bytesPerWeight: number;

  constructor(request: ViewRequest) {
    this.request = request;
    const bySize = request.order === 'size';
    this.weight = bySize ? request.totals.subtreeSize : request.totals.subtreeBlocks;
    this.bytesPerWeight = bySize ? 1 : 512;
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
      size: (this.weight[first] ?? 0) * this.bytesPerWeight,
      count: totals.subtreeCount[first] ?? 0,
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
    const { tree, totals, order } = this.request;
    const { weight } = this;
    if (whole <= 0) return;
    const first = tree.firstChild[node] ?? 0;
    const end = Math.min(tree.nodeCount, first + (tree.childCount[node] ?? 0));
    const shown: number[] = [];
    const smaller = { weight: 0, children: 0, count: 0 };
    const lowest = (LOWEST / height) * whole;
    for (let child = first; child < end; child += 1) {
      const own = weight[child] ?? 0;
      if (own >= lowest && own > 0) shown.push(child);
      else {
        smaller.weight += own;
        smaller.children += 1;
        smaller.count += totals.subtreeCount[child] ?? 0;
      }
    }
    if (order === 'age') {
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
      name: `${smaller.children.toLocaleString('en-GB')} smaller`,
      size: smaller.weight * this.bytesPerWeight,
      count: smaller.count,
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

function kindOf(flags: number): BoxKind {
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
