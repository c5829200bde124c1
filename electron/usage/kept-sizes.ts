/** The sizes of the largest files and folders of a tree, to be compared with a later one of the same roots. */
import { binaryNameOf } from './node-path';
import type { ScannedTree } from './scanned-tree';

/** The place of the one above it, which comes before it, or -1; its name, as a binary string; blocks of it and all below. */
export type KeptNode = [parent: number, name: string, blocks: number];

export interface KeptSizes {
  nodes: readonly KeptNode[];
  /** What is not among them had no more blocks than that. */
  floor: number;
}

const BLOCK = 512;

/** `blocks`: of each subtree. What holds another one is as large at least, and so it is kept where that is. */
export function keepSizes(tree: ScannedTree, blocks: Float64Array, most: number): KeptSizes {
  const { nodeCount, parent } = tree;
  const own = blocks.subarray(0, nodeCount);
  const sorted = nodeCount > most ? Float64Array.from(own).sort() : undefined;
  const least = sorted?.[nodeCount - most] ?? 0;
  const floor = sorted?.[nodeCount - most - 1] ?? 0;
  // Of those that are as large as the least one there is room for some.
  let room = sorted === undefined ? nodeCount : most - own.filter((each) => each > least).length;
  const places = new Int32Array(nodeCount).fill(-1);
  const nodes: KeptNode[] = [];
  for (const [node, weight] of own.entries()) {
    if (weight <= least) {
      if (sorted !== undefined && (weight < least || room === 0)) continue;
      room -= 1;
    }
    places[node] = nodes.length;
    nodes.push([node === 0 ? -1 : (places[parent[node] ?? 0] ?? -1), binaryNameOf(tree, node), weight]);
  }
  return { nodes, floor };
}

/** Bytes by which each node has grown. Of what was too small to be kept it is no more than what is certain. */
export function growthSince(tree: ScannedTree, blocks: Float64Array, kept: KeptSizes): Float64Array {
  const { nodeCount, parent } = tree;
  const within = new Map<number, Map<string, number>>();
  for (const [place, [above, name]] of kept.nodes.entries()) {
    const names = within.get(above) ?? new Map<string, number>();
    within.set(above, names.set(name, place));
  }
  const places = new Int32Array(nodeCount).fill(-1);
  const growth = new Float64Array(nodeCount);
  for (let node = 0; node < nodeCount; node += 1) {
    const above = node === 0 ? -1 : (places[parent[node] ?? 0] ?? -1);
    const names = node === 0 || above >= 0 ? within.get(above) : undefined;
    const place = names?.get(binaryNameOf(tree, node)) ?? -1;
    places[node] = place;
    const now = blocks[node] ?? 0;
    const then = kept.nodes[place]?.[2] ?? Math.min(now, kept.floor);
    growth[node] = (now - then) * BLOCK;
  }
  return growth;
}

/** Below `top` what has grown, but for a folder of which one thing in it has nearly all of the growth: that says more. */
export function findGrown(
  tree: ScannedTree,
  growth: Float64Array,
  inside: Uint8Array,
  top: number,
): number[] {
  const { nodeCount, parent } = tree;
  const most = new Float64Array(nodeCount);
  const grown: number[] = [];
  for (let node = nodeCount - 1; node > top; node -= 1) {
    const own = growth[node] ?? 0;
    if (own <= 0 || inside[node] === 0) continue;
    if ((most[node] ?? 0) < NEARLY_ALL * own) grown.push(node);
    const above = parent[node] ?? 0;
    most[above] = Math.max(most[above] ?? 0, own);
  }
  return grown.reverse();
}

const NEARLY_ALL = 0.9;
