/** Where a node is in another tree of the same roots: by its path, as bytes. */
import { nameOf } from './node-path';
import type { ScannedTree } from './scanned-tree';

/** The node of the same path; where that is gone, the nearest folder above it. */
export function sameOrAbove(tree: ScannedTree, node: number, other: ScannedTree): number {
  return findByNames(other, namesTo(tree, node));
}

/** Likewise; `names` from below the top down. */
export function findByNames(tree: ScannedTree, names: readonly Uint8Array[]): number {
  let nearest = 0;
  for (const name of names) {
    const next = childNamed(tree, nearest, name);
    if (next === undefined) return nearest;
    nearest = next;
  }
  return nearest;
}

function namesTo(tree: ScannedTree, node: number): Uint8Array[] {
  const names: Uint8Array[] = [];
  for (let at = node; at !== 0; at = tree.parent[at] ?? 0) names.unshift(nameOf(tree, at));
  return names;
}

function childNamed(tree: ScannedTree, node: number, name: Uint8Array): number | undefined {
  const first = tree.firstChild[node] ?? 0;
  const end = Math.min(tree.nodeCount, first + (tree.childCount[node] ?? 0));
  for (let child = first; child < end; child += 1) {
    if (tree.nameLength[child] === name.length && Buffer.compare(nameOf(tree, child), name) === 0)
      return child;
  }
  return undefined;
}
