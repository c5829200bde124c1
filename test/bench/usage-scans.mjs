/**
 * Scans in processes of their own, one for each engine, that keep their pool warm between scans; and what only such
 * a process can tell: memory per node, the time a view takes, how both grow.
 */
import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

const SCANNER = fileURLToPath(new URL('../../electron/usage/', import.meta.url));

/** What the process does; bundled, because it is written in TypeScript's modules. @param {string} dist */
const program = (dist) => `
import { readFileSync } from 'node:fs';
import { UsageScanner } from '${SCANNER}usage-scanner';
import { defaultWorkers } from '${SCANNER}scan-workers';
import { totalsOf } from '${SCANNER}totals';
import { cutView } from '${SCANNER}cut-view';
const scanner = new UsageScanner({ workerFile: '${dist}usage-worker.mjs' });
const pss = () => Number(/^Pss:\\s+(\\d+)/m.exec(readFileSync('/proc/self/smaps_rollup', 'latin1'))[1]) * 1024;
scanner.warm();
process.on('message', async ({ tree, kind }) => {
  globalThis.gc?.();
  let memory = pss();
  let kept;
  let coldGrowth = 0;
  if (kind === 'report') {
    // What a tree takes in a warm pool, whose every worker has met the large directories: earlier ones are kept, so that
    // their memory is not used again.
    kept = [await scanner.scan([tree]).done];
    coldGrowth = (pss() - memory) / kept[0].nodeCount;
    for (let round = 0; round < 4; round += 1) kept.push(await scanner.scan([tree]).done);
    globalThis.gc?.();
    memory = pss();
  }
  const start = performance.now();
  let result = await scanner.scan([tree]).done;
  const seconds = (performance.now() - start) / 1000;
  const answer = { seconds, engine: result.engine, nodes: result.nodeCount, workers: defaultWorkers() };
  if (kind === 'report') {
    answer.bytesPerNode = (pss() - memory) / result.nodeCount;
    answer.firstBytesPerNode = kept.length > 0 ? coldGrowth : 0;
    const summing = performance.now();
    const totals = totalsOf(result);
    answer.totalsMs = performance.now() - summing;
    answer.views = [];
    for (const [measure, order] of [['blocks', 'largest'], ['size', 'largest'], ['blocks', 'oldest']]) {
      for (let round = 0; round < 10; round += 1) {
        const cutting = performance.now();
        const boxes = cutView({ tree: result, totals, node: 0, columns: 12, height: 2000, measure, order });
        answer.views.push(performance.now() - cutting);
        answer.boxes = boxes.length;
      }
    }
  }
  result = undefined;
  process.send(answer);
});
`;

/**
 * @typedef {{
 *   seconds: number, engine: string, nodes: number, workers: number,
 *   bytesPerNode: number, firstBytesPerNode: number, totalsMs: number, views: number[], boxes: number,
 * }} Answer What a process says; the last five only in a report.
 */

/** @param {string} work @param {string} dist */
export async function measureScans(work, dist) {
  const source = join(work, 'scans.ts');
  const bundle = join(work, 'scans.mjs');
  writeFileSync(source, program(dist));
  await build({
    entryPoints: [source],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  const start = (/** @type {string} */ engine) =>
    fork(bundle, { execArgv: ['--expose-gc'], env: { ...process.env, LATCHKEY_USAGE_ENGINE: engine } });
  /** @type {Record<string, ReturnType<typeof start>>} */
  const processes = { koffi: start('koffi'), node: start('node') };
  /** @param {ReturnType<typeof start>} process @param {unknown} message @returns {Promise<Answer>} */
  const ask = (process, message) =>
    new Promise((resolve, reject) => {
      process.once('message', (answer) => {
        process.removeListener('exit', reject);
        resolve(/** @type {Answer} */ (answer));
      });
      process.once('exit', reject);
      process.send(/** @type {object} */ (message));
    });
  const scan = async (/** @type {string} */ engine, /** @type {string} */ tree) => {
    const process = processes[engine];
    if (process === undefined) throw new Error(engine);
    const answer = await ask(process, { tree, kind: 'scan' });
    if (answer.engine !== engine) throw new Error(`${engine} is not available`);
    return answer.seconds;
  };
  const first = await ask(processes.koffi ?? start('koffi'), { tree: work, kind: 'scan' });
  return {
    workers: first.workers,
    scan,
    /** Memory and views. @param {string} tree */
    async report(/** @type {string} */ tree) {
      const fresh = start('koffi');
      await ask(fresh, { tree: work, kind: 'scan' });
      const told = await ask(fresh, { tree, kind: 'report' });
      const views = [...told.views].sort((a, b) => a - b);
      console.log(
        `  memory: ${told.bytesPerNode.toFixed(1)} bytes a node, growth of a warm process by ${told.nodes} nodes, bar 60; its first tree took ${told.firstBytesPerNode.toFixed(1)}\n` +
          `  totals: ${told.totalsMs.toFixed(1)} ms; view of 12 columns x 2,000 px: median ${(views[views.length >> 1] ?? Number.NaN).toFixed(2)} ms, ` +
          `first ${(told.views[0] ?? Number.NaN).toFixed(2)} ms, slowest ${(views.at(-1) ?? Number.NaN).toFixed(2)} ms (${told.boxes} boxes), bar 5 ms`,
      );
      fresh.kill();
    },
    /** What a tree costs: the median of three scans in a process that knows it, and the memory in one that does not. @param {string} tree */
    async grow(tree) {
      const fresh = start('koffi');
      await ask(fresh, { tree, kind: 'scan' });
      const scans = [];
      for (let round = 0; round < 3; round += 1) scans.push(await ask(fresh, { tree, kind: 'scan' }));
      const [, { seconds } = { seconds: Number.NaN }] = scans.sort((a, b) => a.seconds - b.seconds);
      fresh.kill();
      const again = start('koffi');
      await ask(again, { tree: join(work, 'small'), kind: 'scan' });
      const { nodes, bytesPerNode } = await ask(again, { tree, kind: 'report' });
      again.kill();
      return { seconds, nodes, bytesPerNode };
    },
    close() {
      for (const process of Object.values(processes)) process.kill();
      return Promise.resolve();
    },
  };
}
