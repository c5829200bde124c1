/** Makes a tree of nodes that came in any order: level by level, so that children are contiguous and after their parents. */
import { NO_NODE, type NodeColumns } from './node-columns';
import { FLAGS, type ScannedTree } from './scanned-tree';

export interface ImportedTree extends ScannedTree {
  roots: number[];
}

export interface NodesToBuild {
  nodes: NodeColumns;
  /** `path`: what the root is called in the tree. */
  roots: readonly { node: number; path: Uint8Array }[];
  /** 0: this node, and so all below it, is none of the tree. */
  kept?: Uint8Array;
  /** Bytes and seconds, by node; without them sizes are those of the blocks. */
  size?: Float64Array;
  mtime?: Uint32Array;
}

/** Several roots get a nameless node above them. */
export function buildTree({ nodes, roots, kept, size, mtime }: NodesToBuild): ImportedTree {
  const children = listChildren(nodes, kept);
  const several = roots.length !== 1;
  const order = new Uint32Array(nodes.count + roots.length + 1);
  const parent = new Uint32Array(order.length);
  let count = 0;
  if (several) order[count++] = NO_NODE;
  for (const { node } of roots) order[count++] = node;
  const firstChild = new Uint32Array(order.length);
  const childCount = new Uint32Array(order.length);
  if (several) {
    firstChild[0] = 1;
    childCount[0] = roots.length;
  }
  for (let at = several ? 1 : 0; at < count; at += 1) {
    const node = order[at] ?? 0;
    const first = children.start[node] ?? 0;
    const end = children.start[node + 1] ?? 0;
    firstChild[at] = count;
    childCount[at] = end - first;
    for (let index = first; index < end; index += 1) {
      parent[count] = at;
      order[count++] = children.nodes[index] ?? 0;
    }
  }
  return {
    nodeCount: count,
    parent: parent.slice(0, count),
    firstChild: firstChild.slice(0, count),
    childCount: childCount.slice(0, count),
    ...copyNodes(nodes, order.subarray(0, count), roots, { size, mtime }),
    roots: several ? roots.map((_, index) => index + 1) : [0],
  };
}

/** Of node n those from start[n] to start[n + 1], in the order in which they came. */
function listChildren({ count, parent }: NodeColumns, kept?: Uint8Array) {
  const start = new Uint32Array(count + 2);
  for (let node = 0; node < count; node += 1) {
    const above = parent[node] ?? 0;
    if (above !== NO_NODE && kept?.[node] !== 0) start[above + 2] = (start[above + 2] ?? 0) + 1;
  }
  for (let node = 0; node < count; node += 1)
    start[node + 2] = (start[node + 2] ?? 0) + (start[node + 1] ?? 0);
  const nodes = new Uint32Array(start[count + 1] ?? 0);
  for (let node = 0; node < count; node += 1) {
    const above = parent[node] ?? 0;
    if (above === NO_NODE || kept?.[node] === 0) continue;
    // Where the next one goes; in the end it is where those of the node behind begin.
    const place = start[above + 1] ?? 0;
    nodes[place] = node;
    start[above + 1] = place + 1;
  }
  return { start, nodes };
}

function copyNodes(
  nodes: NodeColumns,
  order: Uint32Array,
  roots: NodesToBuild['roots'],
  own: { size: Float64Array | undefined; mtime: Uint32Array | undefined },
) {
  const count = order.length;
  const firstRoot = roots.length === 1 ? 0 : 1;
  const lengthOf = (at: number, node: number): number =>
    node === NO_NODE ? 0 : (roots[at - firstRoot]?.path.length ?? nodes.nameLength[node] ?? 0);
  let nameBytes = 0;
  for (const [at, node] of order.entries()) nameBytes += lengthOf(at, node);
  const copy = {
    nameStart: new Uint32Array(count),
    nameLength: new Uint16Array(count),
    names: new Uint8Array(nameBytes),
    blocks: new Float64Array(count),
    size: new Float64Array(count),
    mtime: new Uint32Array(count),
    flags: new Uint8Array(count),
  };
  let start = 0;
  for (let at = 0; at < count; at += 1) {
    const node = order[at] ?? 0;
    const length = lengthOf(at, node);
    copy.nameStart[at] = start;
    copy.nameLength[at] = length;
    if (node === NO_NODE) {
      copy.flags[at] = FLAGS.directory;
      continue;
    }
    const root = roots[at - firstRoot]?.path;
    const from = root ?? nodes.names;
    const first = root === undefined ? (nodes.nameStart[node] ?? 0) : 0;
    for (let index = 0; index < length; index += 1) copy.names[start + index] = from[first + index] ?? 0;
    start += length;
    const blocks = nodes.blocks[node] ?? 0;
    copy.blocks[at] = blocks;
    copy.size[at] = own.size === undefined ? blocks * 512 : (own.size[node] ?? 0);
    copy.mtime[at] = own.mtime?.[node] ?? 0;
    copy.flags[at] = nodes.flags[node] ?? 0;
  }
  return copy;
}
