import { expect, test as plainTest } from 'vitest';
import { cutView, type Box } from '../../../electron/usage/cut-view';
import type { ViewRequest } from '../../../shared/ipc-space';
import { buildTree, makeEntry } from '../../helpers/tree-of-entries';
import { FLAGS } from '../../../electron/usage/scanned-tree';
import { totalsOf } from '../../../electron/usage/totals';
import { fc, test } from '../../helpers/property';
import { anyTree } from './trees';

const request = fc.record({
  height: fc.integer({ min: 1, max: 500 }),
  columns: fc.integer({ min: 1, max: 8 }),
  measure: fc.constantFrom<ViewRequest['measure']>('used', 'apparent'),
  order: fc.constantFrom<ViewRequest['order']>('largest', 'oldest'),
  node: fc.nat(60),
});

/** Boxes of a column from the top. */
function columnOf(boxes: Box[], column: number): Box[] {
  return boxes.filter((box) => box.column === column).sort((a, b) => a.y - b.y);
}

test.prop([anyTree, request])(
  'boxes lie inside of their parents, side by side, and add up',
  (tree, asked) => {
    const totals = totalsOf(tree);
    const node = asked.node % tree.nodeCount;
    const boxes = cutView({ tree, totals, ...asked, node });
    const weight = asked.measure === 'apparent' ? totals.subtreeSize : totals.subtreeBlocks;
    const unit = asked.measure === 'apparent' ? 1 : 512;
    const whole = (weight[node] ?? 0) * unit;
    for (let column = 0; column < asked.columns; column += 1) {
      const inColumn = columnOf(boxes, column);
      for (const [index, box] of inColumn.entries()) {
        expect(box.y).toBeGreaterThanOrEqual(-1e-6);
        expect(box.y + box.height).toBeLessThanOrEqual(asked.height + 1e-6);
        const next = inColumn[index + 1];
        if (next !== undefined) expect(next.y).toBeGreaterThanOrEqual(box.y + box.height - 1e-6);
        // The area says the size.
        if (whole > 0) expect(box.height).toBeCloseTo((box.size / whole) * asked.height, 6);
        if (column > 0 && box.kind !== 'smaller') expect(box.height).toBeGreaterThanOrEqual(1 - 1e-9);
      }
    }
    for (const box of boxes.filter(
      ({ kind, column }) => kind === 'directory' && column + 1 < asked.columns,
    )) {
      const inside = columnOf(boxes, box.column + 1).filter(
        ({ y, height }) => y >= box.y - 1e-6 && y + height <= box.y + box.height + 1e-6,
      );
      const first = tree.firstChild[box.node] ?? 0;
      let below = 0;
      for (let child = first; child < first + (tree.childCount[box.node] ?? 0); child += 1) {
        below += (weight[child] ?? 0) * unit;
      }
      const drawn = inside.filter(
        ({ from, kind }) => (kind === 'smaller' ? from : (tree.parent[from] ?? 0)) === box.node,
      );
      expect(drawn.reduce((sum, { size }) => sum + size, 0)).toBeCloseTo(below, 3);
    }
  },
);

plainTest('chains of single directories are one box; where excluding begins a chain ends', () => {
  const root = makeEntry(undefined, '/r/', FLAGS.directory);
  const a = makeEntry(root, 'a', FLAGS.directory);
  const b = makeEntry(a, 'b', FLAGS.directory);
  const c = makeEntry(b, 'c', FLAGS.directory);
  makeEntry(c, 'f').blocks = 10;
  makeEntry(c, 'g').blocks = 30;
  const tree = buildTree([root]);
  const totals = totalsOf(tree);
  const cut = (excluded?: Uint8Array): string[] =>
    cutView({
      tree,
      totals,
      node: 0,
      columns: 5,
      height: 100,
      measure: 'used',
      order: 'largest',
      ...(excluded && { excluded }),
    }).map(
      ({ column, y, height, node, from, name, excluded: out }) =>
        `${column} ${y}+${height} ${from}-${node} ${name}${out ? ' excluded' : ''}`,
    );
  expect(cut()).toEqual(['0 0+100 0-3 /r/a/b/c', '1 0+75 5-5 g', '1 75+25 4-4 f']);
  expect(cut(Uint8Array.of(0, 0, 1, 0, 0, 0))).toEqual([
    '0 0+100 0-1 /r/a',
    '1 0+100 2-3 b/c excluded',
    '2 0+75 5-5 g excluded',
    '2 75+25 4-4 f excluded',
  ]);
});

plainTest('by age the longest unchanged is on top; the small ones are one box', () => {
  const root = makeEntry(undefined, '/r', FLAGS.directory);
  for (const [name, blocks, mtime] of [
    ['new', 100, 300],
    ['old', 50, 100],
    ['middle', 48, 200],
    ['crumb', 1, 1],
    ['crumbs', 1, 2],
  ] as const) {
    Object.assign(makeEntry(root, name), { blocks, mtime });
  }
  const tree = buildTree([root]);
  const boxes = cutView({
    ...{ tree, totals: totalsOf(tree), node: 0, columns: 2, height: 100 },
    measure: 'used',
    order: 'oldest',
  });
  expect(boxes.map(({ name }) => name)).toEqual(['/r', 'old', 'middle', 'new', '2']);
  expect(boxes.at(-1)).toMatchObject({ kind: 'smaller', count: 2, size: 1024, node: 0, height: 1 });
});
