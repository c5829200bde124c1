/** What each subtree holds. Children have larger ids than their parents, so one loop backwards adds everything up. */
import type { Measure } from '../../shared/ipc-space';
import { FLAGS, type ScannedTree } from './scanned-tree';

export interface Totals {
  /** 512-byte blocks of a node and all below it. */
  readonly subtreeBlocks: Float64Array;
  /** Apparent bytes of a node and all below it. */
  readonly subtreeSize: Float64Array;
  /** Nodes in the subtree, itself included. */
  readonly subtreeCount: Uint32Array;
  /** The newest change of a file in the subtree, seconds since 1970; 0 where there is none. */
  readonly subtreeNewest: Uint32Array;
}

/** What each subtree weighs: blocks, bytes or entries. */
export function weightIn(totals: Totals, measure: Measure): Float64Array | Uint32Array {
  switch (measure) {
    case 'used':
      return totals.subtreeBlocks;
    case 'apparent':
      return totals.subtreeSize;
    case 'entries':
      return totals.subtreeCount;
  }
}

/** `without`: nodes that count for nothing are not 0 in it; what lies below them may. */
export function totalsOf(tree: ScannedTree, without?: Uint8Array): Totals {
  const { nodeCount, parent, blocks, size, mtime, flags } = tree;
  const subtreeBlocks = new Float64Array(nodeCount);
  const subtreeSize = new Float64Array(nodeCount);
  const subtreeCount = new Uint32Array(nodeCount);
  const subtreeNewest = new Uint32Array(nodeCount);
  for (let node = nodeCount - 1; node >= 0; node -= 1) {
    const counts = without === undefined || without[node] === 0;
    const ownBlocks = (subtreeBlocks[node] ?? 0) + (counts ? (blocks[node] ?? 0) : 0);
    const ownSize = (subtreeSize[node] ?? 0) + (counts ? (size[node] ?? 0) : 0);
    const count = (subtreeCount[node] ?? 0) + (counts ? 1 : 0);
    // A directory changes with its list of names: its own time says nothing about the age of what it holds.
    const own = counts && ((flags[node] ?? 0) & FLAGS.directory) === 0 ? (mtime[node] ?? 0) : 0;
    const newest = Math.max(subtreeNewest[node] ?? 0, own);
    subtreeBlocks[node] = ownBlocks;
    subtreeSize[node] = ownSize;
    subtreeCount[node] = count;
    subtreeNewest[node] = newest;
    if (node === 0) break;
    const above = parent[node] ?? 0;
    subtreeBlocks[above] = (subtreeBlocks[above] ?? 0) + ownBlocks;
    subtreeSize[above] = (subtreeSize[above] ?? 0) + ownSize;
    subtreeCount[above] = (subtreeCount[above] ?? 0) + count;
    if (newest > (subtreeNewest[above] ?? 0)) subtreeNewest[above] = newest;
  }
  return { subtreeBlocks, subtreeSize, subtreeCount, subtreeNewest };
}
