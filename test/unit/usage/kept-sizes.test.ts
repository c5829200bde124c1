/** Which sizes are kept of a tree, and what a later one says against them. */
import { expect, test } from 'vitest';
import { findGrown, growthSince, keepSizes } from '../../../electron/usage/kept-sizes';
import { markBelow } from '../../../electron/usage/list-endings';
import { FLAGS, type ScannedTree } from '../../../electron/usage/scanned-tree';
import { totalsOf } from '../../../electron/usage/totals';
import { buildTree, makeEntry, type TreeEntry } from '../../helpers/tree-of-entries';

/** Paths with their blocks. */
function treeOf(files: Record<string, number>): { tree: ScannedTree; blocks: Float64Array; names: string[] } {
  const top = makeEntry(undefined, '/top', FLAGS.directory);
  const known = new Map<string, TreeEntry>([['', top]]);
  for (const [path, blocks] of Object.entries(files)) {
    let above = top;
    const parts = path.split('/');
    for (const [depth, part] of parts.entries()) {
      const own = parts.slice(0, depth + 1).join('/');
      const entry = known.get(own) ?? makeEntry(above, part, depth + 1 < parts.length ? FLAGS.directory : 0);
      known.set(own, entry);
      above = entry;
    }
    above.blocks = blocks;
  }
  const tree = buildTree([top]);
  const names = Array.from({ length: tree.nodeCount }, (_, node) =>
    Buffer.from(
      tree.names.subarray(tree.nameStart[node], (tree.nameStart[node] ?? 0) + (tree.nameLength[node] ?? 0)),
    ).toString(),
  );
  return { tree, blocks: totalsOf(tree).subtreeBlocks, names };
}

test('the largest are kept, each with all that holds it, and no more than so many', () => {
  const { tree, blocks } = treeOf({ 'a/b/c': 100, 'a/d': 1, e: 50, f: 50, g: 2 });
  const all = keepSizes(tree, blocks, 100);
  expect(all.floor).toBe(0);
  expect(all.nodes).toHaveLength(tree.nodeCount);
  const { nodes, floor } = keepSizes(tree, blocks, 5);
  expect(nodes.map(([, name, own]) => [name, own])).toEqual([
    ['/top', 203],
    ['a', 101],
    ['e', 50],
    ['b', 100],
    ['c', 100],
  ]);
  expect(nodes.every(([parent], place) => parent < place)).toBe(true);
  expect(floor).toBe(50);
});

test('growth is never more than what is certain, and goes by the place, not by the name alone', () => {
  const before = treeOf({ 'a/x': 100, 'b/x': 10, small: 5 });
  const kept = keepSizes(before.tree, before.blocks, 3);
  expect(kept.floor).toBe(10);
  const { tree, blocks, names } = treeOf({ 'a/x': 160, 'b/x': 30, small: 5, fresh: 40 });
  const growth = growthSince(tree, blocks, kept);
  const of = (name: string): number[] =>
    names.flatMap((each, node) => (each === name ? [(growth[node] ?? 0) / 512] : []));
  expect(of('/top')).toEqual([235 - 115]);
  expect(of('a')).toEqual([60]);
  // "b" was not kept: it had ten at most.
  expect(of('b')).toEqual([20]);
  expect(of('x')).toEqual([60, 20]);
  expect(of('small')).toEqual([0]);
  expect(of('fresh')).toEqual([30]);
  const grown = findGrown(tree, growth, markBelow(tree, 0), 0).map((node) => names[node]);
  expect(grown).toEqual(['fresh', 'x', 'x']);
});

test('nodes that cannot be are no trouble', () => {
  const { tree, blocks } = treeOf({ a: 10 });
  expect([...growthSince(tree, blocks, { nodes: [], floor: 0 })]).toEqual([10 * 512, 10 * 512]);
  expect([...growthSince(tree, blocks, { nodes: [[-1, 'other', 3]], floor: 4 })]).toEqual([6 * 512, 6 * 512]);
});
