/** A node's exact place, for the main process, and the node of such a place. Paths are binary strings. */
import { withSlash } from '../settings/check-roots';
import { kindOf } from '../usage/cut-view';
import { binaryNameOf, binaryPathOf, nameOf } from '../usage/node-path';
import { findByNames } from '../usage/same-node';
import type { ScannedTree } from '../usage/scanned-tree';
import { showName } from '../usage/show-name';
import { isDirectory, shownPath } from './describe-node';
import type { MeasuredTree } from './measured-tree';
import type { OwnOutput } from './messages';

/** Undefined: the nameless top of several folders, which is nowhere. */
export function describeItem(measured: MeasuredTree, node: number): OwnOutput<'item'> | undefined {
  const { tree, totals } = measured;
  let root = node;
  while (root !== 0 && !isTop(tree, root)) root = tree.parent[root] ?? 0;
  if (tree.nameLength[root] === 0) return undefined;
  const names: string[] = [];
  for (let at = node; at !== root; at = tree.parent[at] ?? 0) names.unshift(binaryNameOf(tree, at));
  const kind = kindOf(tree.flags[node] ?? 0);
  return {
    root: binaryPathOf(tree, root),
    below: names.join('/'),
    kind: isDirectory(measured, node) ? 'directory' : kind === 'symlink' || kind === 'file' ? kind : 'other',
    name: showName(nameOf(tree, node)),
    path: shownPath(measured, node),
    bytes: measured.size(node, 'used'),
    entries: totals.subtreeCount[node] ?? 0,
  };
}

/** A folder that was scanned as such: the top, or where that has no name, one below it. */
function isTop(tree: ScannedTree, node: number): boolean {
  return node === 0 || (tree.parent[node] === 0 && tree.nameLength[0] === 0);
}

/** The folder in the tree that `path` is, or that it would be in; undefined: it lies in none of the roots. */
export function folderFor(
  measured: MeasuredTree,
  roots: readonly string[],
  path: string,
): number | undefined {
  const { tree } = measured;
  for (const root of roots) {
    const start = Buffer.from(withSlash(root)).toString('latin1');
    if (`${path}/` !== start && !path.startsWith(start)) continue;
    const rest = path
      .slice(start.length)
      .split('/')
      .filter((name) => name !== '');
    const names = [...(tree.nameLength[0] === 0 ? [start] : []), ...rest];
    const nearest = findByNames(
      tree,
      names.map((name) => Buffer.from(name, 'latin1')),
    );
    return isDirectory(measured, nearest) ? nearest : (tree.parent[nearest] ?? 0);
  }
  return undefined;
}
