/** From du's numbers, which are of whole directories, to a tree in which each node has its own part. */
import { buildTree, type ImportedTree } from './build-tree';
import { LONGEST_NAME, NO_NODE, type NodeColumns } from './node-columns';
import { NOT_LISTED } from './path-table';

const BLOCKS_PER_KIB = 2;

/** KiB and number of the entries that lie below no other one, of those trees whose top is `wanted`. */
export function entryTotals(
  { count, parent, blocks }: NodeColumns,
  wanted: (top: number) => boolean,
): { kib: number; count: number } {
  const seen = new Uint8Array(count);
  let kib = 0;
  let tops = 0;
  for (let node = 0; node < count; node += 1) {
    const above = parent[node] ?? NO_NODE;
    // 1: counted, or below one that was; 2: in a tree that is not wanted.
    const before = above === NO_NODE ? (wanted(node) ? 0 : 2) : (seen[above] ?? 0);
    const listed = (blocks[node] ?? NOT_LISTED) !== NOT_LISTED;
    seen[node] = before === 0 && listed ? 1 : before;
    if (before !== 0 || !listed) continue;
    kib += blocks[node] ?? 0;
    tops += 1;
  }
  return { kib, count: tops };
}

/** `nodes.blocks` holds du's KiB, or NOT_LISTED; it is used up. */
export function buildDuTree(nodes: NodeColumns): ImportedTree {
  const { count, parent, blocks } = nodes;
  const kept = new Uint8Array(count);
  const listed = new Uint8Array(count);
  const below = new Float64Array(count);
  // Without recursion, and from below: a parent's number is smaller.
  for (let node = count - 1; node >= 0; node -= 1) {
    const kib = blocks[node] ?? NOT_LISTED;
    listed[node] = kib === NOT_LISTED ? 0 : 1;
    if (listed[node] === 1) kept[node] = 1;
    const inside = below[node] ?? 0;
    // Rounding up makes the parts of a file system with smaller blocks a little more than the whole.
    const total = Math.max(kib, inside);
    blocks[node] = (total - inside) * BLOCKS_PER_KIB;
    const above = parent[node] ?? NO_NODE;
    if (above === NO_NODE || kept[node] === 0) continue;
    kept[above] = 1;
    below[above] = (below[above] ?? 0) + total;
  }
  return buildTree({ nodes, roots: rootsOf(nodes, kept, listed), kept });
}

/** A root is the highest entry that du has a line for, or the place where several of those meet. */
function rootsOf(
  nodes: NodeColumns,
  kept: Uint8Array,
  listed: Uint8Array,
): { node: number; path: Uint8Array }[] {
  const { count, parent } = nodes;
  const children = new Uint32Array(count);
  const onlyChild = new Uint32Array(count);
  const tops: number[] = [];
  for (let node = 0; node < count; node += 1) {
    if (kept[node] === 0) continue;
    const above = parent[node] ?? NO_NODE;
    if (above === NO_NODE) {
      tops.push(node);
      continue;
    }
    children[above] = (children[above] ?? 0) + 1;
    onlyChild[above] = node;
  }
  return tops.map((top) => {
    let node = top;
    let path = Buffer.from(nodes.name(top));
    while (listed[node] === 0 && children[node] === 1) {
      const below = onlyChild[node] ?? 0;
      const slash = path.length === 1 && path[0] === 0x2f ? '' : '/';
      const longer = Buffer.concat([path, Buffer.from(slash), nodes.name(below)]);
      if (longer.length > LONGEST_NAME) break;
      path = longer;
      node = below;
    }
    return { node, path };
  });
}
