/** Where the backed-up directories lie in a scanned tree, and which nodes belong to which of them. */
import { binaryNameOf } from '../usage/node-path';
import type { ScannedTree } from '../usage/scanned-tree';
import { asBytes } from './rules-for-transfer';

/** A node without a root. */
export const OUTSIDE = 0;

export interface LocatedRoots {
  /** The node of each root; undefined where the tree does not hold it. */
  nodes: (number | undefined)[];
  /** For each node 1 + the index of the innermost root that holds it, or OUTSIDE. */
  rootOf: Uint16Array;
  /** 1 for a root's own node, which no rule can leave out. */
  isTop: Uint8Array;
}

export function locateRoots(tree: ScannedTree, roots: readonly string[]): LocatedRoots {
  const nodes = roots.map((root) => findPath(tree, asBytes(root)));
  const rootOf = new Uint16Array(tree.nodeCount);
  // A parent's id is smaller than its children's, so one pass hands each root down.
  const own = new Map(nodes.map((node, index) => [node, index + 1]));
  for (let node = 0; node < tree.nodeCount; node += 1) {
    rootOf[node] = own.get(node) ?? (node === 0 ? OUTSIDE : (rootOf[tree.parent[node] ?? 0] ?? OUTSIDE));
  }
  const isTop = new Uint8Array(tree.nodeCount);
  for (const node of nodes) if (node !== undefined) isTop[node] = 1;
  return { nodes, rootOf, isTop };
}

/** The nodes that a full path leads to start with: the tops of the scan, each with its full path as its name. */
function topsOf(tree: ScannedTree): number[] {
  if ((tree.nameLength[0] ?? 0) > 0) return [0];
  return childrenOf(tree, 0).filter((top) => (tree.nameLength[top] ?? 0) > 0);
}

function findPath(tree: ScannedTree, path: string): number | undefined {
  const tops = topsOf(tree).map((top) => ({ top, name: binaryNameOf(tree, top) }));
  // The longest first: below another one, a link with that name is not what was scanned under it.
  for (const { top, name } of tops.sort((left, right) => right.name.length - left.name.length)) {
    const front = name.endsWith('/') ? name : `${name}/`;
    if (!`${path}/`.startsWith(front)) continue;
    const found = path
      .slice(front.length)
      .split('/')
      .filter(Boolean)
      .reduce<number | undefined>(
        (node, part) => (node === undefined ? undefined : childNamed(tree, node, part)),
        top,
      );
    if (found !== undefined) return found;
  }
  return undefined;
}

function childNamed(tree: ScannedTree, node: number, name: string): number | undefined {
  return childrenOf(tree, node).find(
    (child) => tree.nameLength[child] === name.length && binaryNameOf(tree, child) === name,
  );
}

function childrenOf(tree: ScannedTree, node: number): number[] {
  return Array.from(
    { length: tree.childCount[node] ?? 0 },
    (_, index) => (tree.firstChild[node] ?? 0) + index,
  );
}
