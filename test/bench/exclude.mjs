/**
 * How quickly an exclude list is weighed again after an edit, on a million nodes: the bar for a live editor is 100 ms
 * with everything warm. The tree is made in memory, in the shape of a home directory.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { benchTyping } from './exclude-typing.mjs';

const ROUNDS = 15;
const NODES = 1_000_000;

const LIST = `# caches
.cache/
.thumbnails/
node_modules/
__pycache__/
.venv/
.local/share/Trash/
.Trash-*/
lost+found/
*.swp
*~
.~lock.*#
+ /home/u/dir-3/**/keep-*.c
/home/u/dir-3/
/home/u/dir-1/dir-2/
dir-4/*/file-7*.o
**/dir-5/**/*.tmp
*.o
`;

/** One line more each time, as somebody types it in an editor. */
const EDITS = [
  '*.js',
  'file-1*',
  '/home/u/dir-9/',
  'dir-2/dir-3/',
  '**/dir-7/**',
  '[a-f]*-1?.c',
  '*',
  '+ *.md',
];

export async function benchExclude() {
  const directory = mkdtempSync(join(tmpdir(), 'lk-bench-exclude-'));
  try {
    const bundle = join(directory, 'evaluate-rules.mjs');
    await build({
      entryPoints: [fileURLToPath(new URL('../../electron/exclude/evaluate-rules.ts', import.meta.url))],
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: bundle,
    });
    /** @type {typeof import('../../electron/exclude/evaluate-rules')} */
    const { TreeEvaluator } = await import(bundle);
    const tree = makeTree(NODES);
    const before = process.hrtime.bigint();
    const evaluator = new TreeEvaluator(tree, ['/home/u']);
    evaluator.evaluate(LIST);
    console.log(
      `first evaluation of ${NODES.toLocaleString('en')} nodes, 17 rules: ${millisecondsSince(before)} ms`,
    );
    for (const edit of EDITS) {
      const times = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        evaluator.evaluate(LIST);
        const start = process.hrtime.bigint();
        evaluator.evaluate(`${LIST}${edit}\n`);
        times.push(Number(millisecondsSince(start)));
      }
      times.sort((left, right) => left - right);
      console.log(
        `  after adding ${edit.padEnd(14)} median ${times[ROUNDS >> 1]} ms, worst ${times.at(-1)} ms`,
      );
    }
    await benchTyping(tree, LIST);
    await benchManyRules(makeTree(100_000), directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** A list that a program has written, as full paths, names and endings; judged as the terminal does, then weighed. */
const WRITTEN = {
  'full paths': (/** @type {number} */ index) => `/home/u/dir-${index % 10}/project-${index}/build/`,
  names: (/** @type {number} */ index) => `file-${index}.c`,
  endings: (/** @type {number} */ index) => `*-${index}.c`,
};

/**
 * The bar for 2,000 rules is half a second, and four times what 500 cost.
 *
 * @param {import('../../electron/usage/scanned-tree').ScannedTree} tree
 * @param {string} directory
 */
async function benchManyRules(tree, directory) {
  const bundle = join(directory, 'many-rules.mjs');
  await build({
    stdin: {
      contents: `export * from './diagnostics'; export * from './evaluate-rules';`,
      resolveDir: fileURLToPath(new URL('../../electron/exclude', import.meta.url)),
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: bundle,
  });
  const { diagnose, TreeEvaluator } =
    /** @type {typeof import('../../electron/exclude/diagnostics') & typeof import('../../electron/exclude/evaluate-rules')} */ (
      await import(bundle)
    );
  for (const [shape, rule] of Object.entries(WRITTEN)) {
    for (const count of [500, 2000]) {
      const list = Array.from({ length: count }, (_, index) => `${rule(index)}\n`).join('');
      const judging = process.hrtime.bigint();
      diagnose(list, { roots: ['/home/u'], exists: () => true });
      const judged = millisecondsSince(judging);
      const evaluator = new TreeEvaluator(tree, ['/home/u']);
      const weighing = process.hrtime.bigint();
      evaluator.evaluate(list);
      console.log(
        `  ${String(count).padStart(4)} rules (${shape}): judged in ${judged} ms, weighed on 100,000 nodes in ${millisecondsSince(weighing)} ms`,
      );
    }
  }
}

/** @param {bigint} start */
function millisecondsSince(start) {
  return (Number(process.hrtime.bigint() - start) / 1e6).toFixed(1);
}

/**
 * Directories of 10 directories and 30 files each, level by level, as the scan numbers them.
 *
 * @param {number} nodeCount
 * @returns {import('../../electron/usage/scanned-tree').ScannedTree}
 */
function makeTree(nodeCount) {
  const endings = ['c', 'o', 'js', 'md', 'tmp', 'swp', 'png'];
  const parent = new Uint32Array(nodeCount);
  const firstChild = new Uint32Array(nodeCount);
  const childCount = new Uint32Array(nodeCount);
  const nameStart = new Uint32Array(nodeCount);
  const nameLength = new Uint16Array(nodeCount);
  const names = Buffer.alloc(nodeCount * 24);
  const blocks = new Uint32Array(nodeCount).fill(8);
  const size = new Float64Array(nodeCount).fill(3000);
  const flags = new Uint8Array(nodeCount);
  flags[0] = 1;
  let used = names.write('/home/u', 0);
  nameLength[0] = used;
  let next = 1;
  for (let node = 0; next < nodeCount; node += 1) {
    if (flags[node] !== 1) continue;
    firstChild[node] = next;
    for (let index = 0; index < 40 && next < nodeCount; index += 1) {
      const isDirectory = index < 10;
      parent[next] = node;
      flags[next] = isDirectory ? 1 : 0;
      nameStart[next] = used;
      const ending = endings[(index * 7 + node) % endings.length] ?? '';
      const name = isDirectory ? `dir-${index}` : `file-${(index * 131 + node) % 9973}.${ending}`;
      nameLength[next] = names.write(name, used);
      used += nameLength[next] ?? 0;
      next += 1;
    }
    childCount[node] = next - (firstChild[node] ?? 0);
  }
  return {
    nodeCount,
    parent,
    firstChild,
    childCount,
    nameStart,
    nameLength,
    names,
    blocks,
    size,
    mtime: new Uint32Array(nodeCount),
    flags,
  };
}
