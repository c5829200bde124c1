/**
 * The picture of a million nodes: how long the first frame and a step of a zoom take, and what d3-hierarchy's partition
 * needs for the same tree in the same run. Bars: 100 ms, 16 ms, a tenth of d3's time.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hierarchy, partition } from 'd3-hierarchy';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

const NODES = 1_000_000;
const ROUNDS = 15;
const WIDTH = 1600;
const HEIGHT = 1000;
const COLUMNS = 8;

export async function benchPicture() {
  const directory = mkdtempSync(join(tmpdir(), 'lk-bench-picture-'));
  try {
    const service = join(directory, 'service.mjs');
    await bundle(
      `export { MeasuredTree } from './electron/space/measured-tree';
       export { showView } from './electron/space/show-view';`,
      { outfile: service, platform: 'node', format: 'esm' },
    );
    /** @type {typeof import('../../electron/space/measured-tree') & typeof import('../../electron/space/show-view')} */
    const { MeasuredTree, showView } = await import(service);
    const tree = makeTree(NODES);
    console.log(`the picture of ${NODES.toLocaleString('en')} nodes, ${COLUMNS} columns of ${HEIGHT} pixels`);

    /** @param {import('../../electron/space/measured-tree').MeasuredTree} measured @param {number} node */
    const cut = (measured, node) =>
      showView(measured, {
        ...{ tree: 1, node, columns: COLUMNS, height: HEIGHT },
        ...{ measure: 'used', order: 'largest', hideExcluded: false, since: null },
      });
    const first = time(() => {
      const view = cut(new MeasuredTree({ tree, roots: [], problems: [] }), 0);
      // From the service to the main process, and from there to the window.
      return structuredClone(structuredClone(view));
    });
    const measured = new MeasuredTree({ tree, roots: [], problems: [] });
    const wide = cut(measured, 0);
    if (wide === null) throw new Error('no view');
    const inner = [...wide.boxes.node].find(
      (_node, box) => wide.boxes.column[box] === 2 && wide.boxes.kind[box] === 0,
    );
    const step = time(() => structuredClone(structuredClone(cut(measured, inner ?? 1))));
    const near = cut(measured, inner ?? 1);

    if (near === null) throw new Error('no nearer view');
    const drawn = await drawInChromium(directory, wide, near);
    console.log(`  boxes: ${drawn.boxes}; zoomed ${drawn.near}`);
    report('sums, colours, view, on its way', first);
    report('drawn, with its labels', drawn.paint);
    console.log(`first frame: median ${(median(first) + median(drawn.paint)).toFixed(1)} ms (bar 100)`);
    console.log(`  the very first, nothing warm: ${((first[0] ?? 0) + (drawn.paint[0] ?? 0)).toFixed(1)} ms`);
    report('zoom: the next view, on its way', step);
    report('zoom: one frame of the way', drawn.zoom);
    console.log(
      `zoom step: median ${median(drawn.zoom).toFixed(1)} ms a frame, worst ${worst(drawn.zoom).toFixed(1)} ms (bar 16)`,
    );

    const own = time(() => cut(new MeasuredTree({ tree, roots: [], problems: [] }), 0));
    const d3 = time(() => {
      const root = hierarchy(0, (node) => {
        const start = tree.firstChild[node] ?? 0;
        return Array.from({ length: tree.childCount[node] ?? 0 }, (_, index) => start + index);
      })
        .sum((node) => tree.blocks[node] ?? 0)
        .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
      /** @type {import('d3-hierarchy').PartitionLayout<number>} */
      const layout = partition();
      return layout.size([HEIGHT, WIDTH])(root);
    }, 3);
    report('layout, colours included', own);
    report('d3-hierarchy: hierarchy, sum, sort, partition', d3);
    console.log(`beside d3-hierarchy: ${(median(own) / median(d3)).toFixed(3)} of its time (bar 0.1)`);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** @param {string} contents @param {import('esbuild').BuildOptions} options */
async function bundle(contents, options) {
  const resolveDir = fileURLToPath(new URL('../..', import.meta.url));
  await build({ stdin: { contents, resolveDir, loader: 'ts' }, bundle: true, logLevel: 'error', ...options });
}

/**
 * @param {string} directory
 * @param {import('../../shared/ipc-space').UsageView} wide the whole
 * @param {import('../../shared/ipc-space').UsageView} near a part of it
 */
async function drawInChromium(directory, wide, near) {
  const page = join(directory, 'page.js');
  await bundle("import './test/bench/paint-in-page';", {
    outfile: page,
    platform: 'browser',
    format: 'iife',
  });
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', chromiumSandbox: false });
  try {
    const tab = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
    await tab.addScriptTag({ path: page });
    return await tab.evaluate(
      // Runs in the page.
      ([whole, part, rounds]) => globalThis.window.paintPicture(whole, part, rounds),
      /** @type {const} */ ([wide, near, ROUNDS]),
    );
  } finally {
    await browser.close();
  }
}

/** @param {() => unknown} work @param {number} [rounds] */
function time(work, rounds = ROUNDS) {
  return Array.from({ length: rounds }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
}

/** @param {number[]} times */
function median(times) {
  return [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;
}

/** @param {number[]} times */
function worst(times) {
  return Math.max(...times);
}

/** @param {string} what @param {number[]} times */
function report(what, times) {
  console.log(
    `  ${what.padEnd(46)} median ${median(times).toFixed(1)} ms, worst ${worst(times).toFixed(1)} ms`,
  );
}

/**
 * Like a home directory: few large folders, many small ones, sizes with a long tail.
 *
 * @param {number} nodeCount
 * @returns {import('../../electron/usage/scanned-tree').ScannedTree}
 */
function makeTree(nodeCount) {
  const random = randomFrom(11);
  const endings = ['c', 'o', 'js', 'md', 'mkv', 'jpg', 'png', 'pdf', 'zip', 'so', 'flac', 'db'];
  const tree = {
    nodeCount,
    parent: new Uint32Array(nodeCount),
    firstChild: new Uint32Array(nodeCount),
    childCount: new Uint32Array(nodeCount),
    nameStart: new Uint32Array(nodeCount),
    nameLength: new Uint16Array(nodeCount),
    names: Buffer.alloc(nodeCount * 24),
    blocks: new Float64Array(nodeCount),
    size: new Float64Array(nodeCount),
    mtime: new Uint32Array(nodeCount),
    flags: new Uint8Array(nodeCount),
  };
  let used = tree.names.write('/home/u', 0);
  tree.nameLength[0] = used;
  tree.flags[0] = 1;
  let next = 1;
  for (let node = 0; next < nodeCount; node += 1) {
    if (tree.flags[node] !== 1) continue;
    tree.firstChild[node] = next;
    const count = Math.min(nodeCount - next, Math.floor(4 + 30 * random() ** 3 * 3));
    for (let index = 0; index < count; index += 1, next += 1) {
      const isFolder = index < 3 || random() < 0.08;
      const name = isFolder
        ? `folder-${index}`
        : `file-${next % 9973}.${endings[Math.floor(random() * 12)] ?? ''}`;
      tree.parent[next] = node;
      tree.flags[next] = isFolder ? 1 : 0;
      tree.nameStart[next] = used;
      used += tree.nameLength[next] = tree.names.write(name, used);
      tree.blocks[next] = isFolder ? 8 : Math.ceil(Math.exp(2 + 3 * random() + 6 * random() ** 12)) * 8;
      tree.size[next] = (tree.blocks[next] ?? 0) * 500;
      tree.mtime[next] = 1_600_000_000 + Math.floor(random() * 1e8);
    }
    tree.childCount[node] = count;
  }
  return tree;
}

/** mulberry32. @param {number} seed */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
