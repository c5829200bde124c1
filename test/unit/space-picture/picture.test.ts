import { expect, test as plainTest } from 'vitest';
import { MeasuredTree } from '../../../electron/space/measured-tree';
import { showView } from '../../../electron/space/show-view';
import { buildTree, makeEntry } from '../../helpers/tree-of-entries';
import { FLAGS, type ScannedTree } from '../../../electron/usage/scanned-tree';
import { AT_REST, camerasAt, zoomBetween, type Camera } from '../../../renderer/space/camera';
import { placeLabel } from '../../../renderer/space/label';
import { joinPath, NO_BOX, PictureModel } from '../../../renderer/space/picture-model';
import type { ViewRequest } from '../../../shared/ipc-space';
import { fc, test } from '../../helpers/property';
import { anyTree } from '../usage/trees';

function modelOf(tree: ScannedTree, request: Partial<ViewRequest> = {}): PictureModel {
  const measured = new MeasuredTree({ tree, roots: [], problems: [] });
  const view = showView(measured, {
    ...{ tree: 1, node: 0, columns: 8, height: 400 },
    ...{ measure: 'used', order: 'largest', hideExcluded: false, since: null },
    ...request,
  });
  if (view === null) throw new Error('no view');
  return new PictureModel(view);
}

const boxesOf = ({ view: { boxes }, count }: PictureModel) =>
  Array.from({ length: count }, (_, box) => ({
    box,
    column: boxes.column[box] ?? 0,
    y: boxes.y[box] ?? 0,
    height: boxes.height[box] ?? 0,
    size: boxes.size[box] ?? 0,
  }));

test.prop([anyTree, fc.nat(7), fc.double({ min: 0, max: 399, noNaN: true })])(
  'every place is in the one box that covers it, and in no other',
  (tree, column, y) => {
    const model = modelOf(tree);
    // Columns travel as single floats: nobody points more finely than that.
    const covering = boxesOf(model).filter(
      (box) => box.column === column && box.y <= Math.fround(y) && Math.fround(y) < box.y + box.height,
    );
    expect(covering.length).toBeLessThanOrEqual(2);
    const found = model.at(column, Math.fround(y));
    if (covering.length === 0) expect(found).toBe(NO_BOX);
    else expect(covering.map(({ box }) => box)).toContain(found);
  },
);

test.prop([anyTree])('boxes cover their parents from the top, without holes or overlaps', (tree) => {
  const model = modelOf(tree);
  const boxes = boxesOf(model);
  for (const parent of boxes) {
    const inside = boxes.filter(({ box }) => model.parents[box] === parent.box);
    let top = parent.y;
    for (const child of inside) {
      expect(child.column).toBe(parent.column + 1);
      expect(child.y).toBeCloseTo(top, 2);
      top = child.y + child.height;
    }
    expect(top).toBeLessThanOrEqual(parent.y + parent.height + 0.01);
    const within = inside.reduce((sum, { size }) => sum + size, 0);
    expect(within).toBeLessThanOrEqual(parent.size + 1e-6);
    if (parent.size > 0) {
      expect(top - parent.y).toBeCloseTo((within / parent.size) * parent.height, 1);
    }
  }
});

test.prop([anyTree])('walking right and left comes back, up and down visits a whole column', (tree) => {
  const model = modelOf(tree);
  for (let box = 0; box < model.count; box += 1) {
    const inside = model.firstIn(box);
    if (inside !== box) expect(model.parents[inside]).toBe(box);
    const below = model.beside(box, 1);
    if (below !== box) expect(model.beside(below, -1)).toBe(box);
  }
  for (const column of model.columns) {
    const seen = [column[0] ?? NO_BOX];
    for (let box = seen[0] ?? 0; model.beside(box, 1) !== box;) seen.push((box = model.beside(box, 1)));
    expect(seen).toEqual(column);
  }
});

/** On a picture of one pixel for each of the view's, in columns of width 1. */
function onScreen(model: PictureModel, box: number, camera: Camera) {
  const { column, y, height } = model.view.boxes;
  return {
    x: (column[box] ?? 0) - camera.left,
    top: ((y[box] ?? 0) - camera.top) * camera.scale,
    bottom: ((y[box] ?? 0) + (height[box] ?? 0) - camera.top) * camera.scale,
  };
}

test.prop([anyTree, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true })])(
  'on the way in or out the nearer view lies exactly where its box is',
  (tree, at, progress) => {
    const wide = modelOf(tree);
    const boxes = boxesOf(wide).filter(({ box }) => box > 0 && wide.kindOf(box) === 'directory');
    const chosen = boxes[at % Math.max(1, boxes.length)];
    if (chosen === undefined) return;
    const near = modelOf(tree, { node: wide.view.boxes.from[chosen.box] ?? 0 });
    for (const zoom of [zoomBetween(wide, near), zoomBetween(near, wide)]) {
      if (zoom === undefined) throw new Error('there is a way');
      const cameras = camerasAt(zoom, progress, 400);
      const outer = onScreen(wide, chosen.box, cameras.wide);
      const inner = onScreen(near, 0, cameras.near);
      expect(inner.x).toBeCloseTo(outer.x, 6);
      expect(inner.top).toBeCloseTo(outer.top, 1);
      expect(inner.bottom).toBeCloseTo(outer.bottom, 1);
      const end = camerasAt(zoom, 1, 400);
      const resting = zoom.inwards ? end.near : end.wide;
      expect(resting.left).toBeCloseTo(AT_REST.left, 6);
      expect(resting.top).toBeCloseTo(AT_REST.top, 3);
      expect(resting.scale).toBeCloseTo(AT_REST.scale, 6);
    }
  },
);

const STYLE = { lineHeight: 16, padding: 6, gap: 10, measure: (text: string) => text.length * 7 };

/** Widths that are just enough, or just not, are the ones that matter. */
const labelled = fc
  .record({
    name: fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 }),
    ),
    size: fc.constantFrom('1 byte', '412 GB', '3.4 MB'),
    lines: fc.integer({ min: 1, max: 4 }),
    spare: fc.integer({ min: -15, max: 80 }),
    height: fc.double({ min: 0, max: 120, noNaN: true }),
  })
  .map(({ name, size, lines, spare, height }) => ({
    ...{ name, size, height },
    width: Math.max(0, 2 * STYLE.padding + STYLE.measure(name) / lines + spare),
  }));

test.prop([labelled], { numRuns: 500 })(
  'a label is whole and inside of its box, or it is not there',
  (label) => {
    const { width, height, name, size } = label;
    const lines = placeLabel(width, height, name, size, STYLE);
    const names = lines.filter(({ what }) => what === 'name');
    const sizes = lines.filter(({ what }) => what === 'size');
    if (lines.length > 0) expect(names.map(({ text }) => text).join('')).toBe(name);
    expect(sizes.every(({ text }) => text === size)).toBe(true);
    for (const line of lines) {
      const long = STYLE.measure(line.text);
      const left = line.align === 'start' ? line.x : line.x - long;
      expect(left).toBeGreaterThanOrEqual(STYLE.padding - 1e-9);
      expect(left + long).toBeLessThanOrEqual(width - STYLE.padding + 1e-9);
      expect(line.y - STYLE.lineHeight / 2).toBeGreaterThanOrEqual(-1e-9);
      expect(line.y + STYLE.lineHeight / 2).toBeLessThanOrEqual(height + 1e-9);
    }
    for (const left of names) {
      for (const right of sizes) {
        if (left.y !== right.y) continue;
        const end = left.x + STYLE.measure(left.text);
        expect(right.x - STYLE.measure(right.text) - end).toBeGreaterThanOrEqual(STYLE.gap - 1e-9);
      }
    }
  },
);

plainTest('paths are joined once, whatever the root is called', () => {
  expect(joinPath(['/', 'home', 'you'])).toBe('/home/you');
  expect(joinPath(['', '/srv', 'a'])).toBe('/srv/a');
  expect(joinPath(['/home/you'])).toBe('/home/you');
});

plainTest('a chain in one box, and the smaller ones, are named by where they are', () => {
  const root = makeEntry(undefined, '/r/', FLAGS.directory);
  const last = makeEntry(makeEntry(root, 'a', FLAGS.directory), 'b', FLAGS.directory);
  makeEntry(last, 'f').blocks = 1000;
  makeEntry(last, 'crumb').blocks = 1;
  const model = modelOf(buildTree([root]));
  expect(model.pathOf(0)).toBe('/r/a/b');
  expect(model.pathOf(model.find(3))).toBe('/r/a/b/f');
  const smaller = boxesOf(model).findLast(({ box }) => model.kindOf(box) === 'smaller');
  expect(smaller && [model.pathOf(smaller.box), model.names[smaller.box]]).toEqual(['/r/a/b', '1']);
});
