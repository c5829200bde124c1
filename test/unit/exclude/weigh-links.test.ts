/** Files with several names under exclude rules: their bytes are saved where, and only where, all names are left out. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FATE } from '../../../electron/exclude/decide-nodes';
import { removeLine } from '../../../electron/exclude/edit-lines';
import { TreeEvaluator } from '../../../electron/exclude/evaluate-rules';
import type { LinkTable } from '../../../electron/usage/count-links';
import { FLAGS, type ScannedTree } from '../../../electron/usage/scanned-tree';
import { treeOf } from '../../helpers/build-tree';
import { nastyList, nastyTree, nodeOf } from '../../helpers/nasty-trees';

/** Every file gets a size of its own; those with the same number in `groups` become names of one file. */
function withLinks(tree: ScannedTree, groups: readonly number[]): ScannedTree & { links: LinkTable } {
  const node: number[] = [];
  const file: number[] = [];
  const sizes: number[] = [];
  const seen = new Map<number, number>();
  for (let at = 1; at < tree.nodeCount; at += 1) {
    const size = 2 ** (at % 20);
    tree.size[at] = size;
    const group = groups[at % groups.length] ?? 0;
    if (tree.flags[at] !== 0 || group === 0) continue;
    const known = seen.get(group);
    node.push(at);
    file.push(known ?? sizes.length);
    if (known === undefined) {
      seen.set(group, sizes.length);
      sizes.push(size);
    } else {
      tree.size[at] = 0;
      tree.flags[at] = FLAGS.sharedLink;
    }
  }
  const none = new Uint32Array(node.length);
  const links: LinkTable = {
    node: Uint32Array.from(node),
    file: Uint32Array.from(file),
    device: none,
    inodeLow: none,
    inodeHigh: none,
    blocks: new Float64Array(sizes.length),
    size: Float64Array.from(sizes),
  };
  return { ...tree, links };
}

/** By sets of whole files, one node after the other. */
function countPlainly(tree: ScannedTree & { links: LinkTable }, fate: Uint8Array): [number, number] {
  const { node, file, size } = tree.links;
  const fileOf = new Map(Array.from(node, (each, row) => [each, file[row] ?? 0] as const));
  const sums = { backedUp: 0, all: 0 };
  const counted = { backedUp: new Set<number>(), all: new Set<number>() };
  const add = (what: 'backedUp' | 'all', at: number): void => {
    const linked = fileOf.get(at);
    if (linked === undefined) sums[what] += tree.size[at] ?? 0;
    else if (!counted[what].has(linked)) sums[what] += size[linked] ?? 0;
    if (linked !== undefined) counted[what].add(linked);
  };
  for (let at = 0; at < tree.nodeCount; at += 1) {
    if (fate[at] !== FATE.outside) add('all', at);
    if (fate[at] === FATE.backedUp) add('backedUp', at);
  }
  return [sums.backedUp, sums.all - sums.backedUp];
}

test('totals are those of whole files, and what a line does alone is what changes without it', () => {
  let linked = 0;
  fc.assert(
    fc.property(
      nastyTree,
      nastyList,
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 7 }),
      (content, list, groups) => {
        const tree = withLinks(treeOf(nodeOf('/r', content)), groups);
        if (tree.links.node.length > tree.links.size.length) linked += 1;
        const evaluator = new TreeEvaluator(tree, ['/r'], 'apparent');
        const { effects, totals, fate } = evaluator.evaluate(list);
        expect([totals.backedUp.bytes, totals.excluded.bytes]).toEqual(countPlainly(tree, fate));
        for (const { line, alone } of effects) {
          const without = evaluator.evaluate(removeLine(list, line)).totals.excluded;
          expect(alone.bytes).toBe(Math.abs(totals.excluded.bytes - without.bytes));
        }
        const own = effects.filter(({ include }) => !include).map((effect) => effect.own.bytes);
        expect(own.reduce((left, right) => left + right, 0)).toBe(totals.excluded.bytes);
      },
    ),
    { numRuns: 1000 },
  );
  expect(linked).toBeGreaterThan(250);
});

test('a name outside of the roots neither keeps nor takes anything', () => {
  const tree = withLinks(
    treeOf(nodeOf('/', { a: { one: null }, r: { b: { two: null }, c: { three: null } } })),
    [1],
  );
  const evaluator = new TreeEvaluator(tree, ['/r'], 'apparent');
  for (const list of ['', 'b\n', 'c\n', 'b\nc\n', '+ two\nc\n']) {
    const { totals, fate } = evaluator.evaluate(list);
    expect([totals.backedUp.bytes, totals.excluded.bytes]).toEqual(countPlainly(tree, fate));
    expect(totals.unreadable.bytes).toBe(0);
  }
});
