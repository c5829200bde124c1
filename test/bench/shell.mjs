/**
 * What the application costs while it only sits in the tray, beside an Electron of a few lines that has a tray icon and
 * nothing else: memory of all processes, wake-ups a second, time from start to icon. Both run at once, on one desktop.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CHECKOUT, electronProgram, setUpHome } from './electron-home.mjs';
import { ended, startDesktop } from './private-desktop.mjs';

const SETTLE_SECONDS = 30;
const IDLE_SECONDS = Number(process.env.LATCHKEY_BENCH_IDLE_SECONDS ?? 300);
const STARTS = 15;

const HELLO = `
import { app, Menu, nativeImage, Tray } from 'electron';
app.on('window-all-closed', () => undefined);
app.setPath('userData', process.env.HOME + '/hello');
app.whenReady().then(() => {
  globalThis.tray = new Tray(nativeImage.createFromPath(process.env.HELLO_ICON));
  tray.setToolTip('Hello');
  tray.setContextMenu(Menu.buildFromTemplate([{ label: 'Hello' }, { label: 'Quit', click: () => app.quit() }]));
});
`;

/** @typedef {{ name: string, start: () => import('node:child_process').ChildProcess }} Contender */

export async function benchShell() {
  const work = mkdtempSync(join(tmpdir(), 'latchkey-bench-shell-'));
  const desktop = await startDesktop();
  try {
    const contenders = prepare(work, desktop.environment);
    await compareStarts(desktop, contenders);
    await compareIdling(desktop, contenders);
  } finally {
    await desktop.close();
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {string} work @param {Record<string, string>} environment @returns {[Contender, Contender]} hello, ours */
function prepare(work, environment) {
  const electron = electronProgram();
  const hello = join(work, 'hello');
  mkdirSync(hello);
  writeFileSync(join(hello, 'package.json'), JSON.stringify({ name: 'hello', main: 'main.mjs' }));
  writeFileSync(join(hello, 'main.mjs'), HELLO);
  const env = {
    ...setUpHome(work, environment, hello),
    HELLO_ICON: join(CHECKOUT, 'dist/app/icons/tray/good@22.png'),
  };
  /** @param {string[]} args */
  const start = (args) => () => spawn(electron, args, { env, stdio: 'ignore' });
  return [
    { name: 'hello tray', start: start([hello]) },
    { name: 'latchkey', start: start([CHECKOUT, '--background']) },
  ];
}

/** @param {import('./private-desktop.mjs').Desktop} desktop @param {[Contender, Contender]} contenders */
async function compareStarts(desktop, contenders) {
  /** @type {[number[], number[]]} */
  const seconds = [[], []];
  for (let round = 0; round < STARTS; round += 1) {
    for (const which of round % 2 === 0 ? [0, 1] : [1, 0]) {
      const started = performance.now();
      const child = /** @type {Contender} */ (contenders[which]).start();
      const shown = await desktop.untilIcon(child.pid ?? 0);
      seconds[which]?.push((shown - started) / 1000);
      await ended(child);
    }
  }
  const ratios = seconds[0].map((hello, round) => (seconds[1][round] ?? NaN) / hello);
  console.log(
    `shell: start to icon, ${STARTS} alternated starts: hello ${median(seconds[0]).toFixed(2)} s, ` +
      `latchkey ${median(seconds[1]).toFixed(2)} s, ratio ${median(ratios).toFixed(2)} (at most 1.5)`,
  );
}

/** @param {import('./private-desktop.mjs').Desktop} desktop @param {[Contender, Contender]} contenders */
async function compareIdling(desktop, contenders) {
  const children = [];
  for (const contender of contenders) {
    const child = contender.start();
    children.push(child);
    await desktop.untilIcon(child.pid ?? 0);
  }
  await delay(SETTLE_SECONDS * 1000);
  const before = children.map(({ pid }) => wakeUpsOf(pid ?? 0));
  const began = performance.now();
  await delay(IDLE_SECONDS * 1000);
  const elapsed = (performance.now() - began) / 1000;
  const rates = children.map(({ pid }, index) => (wakeUpsOf(pid ?? 0) - (before[index] ?? 0)) / elapsed);
  const memory = children.map(({ pid }) => memoryOf(pid ?? 0));
  for (const child of children) await ended(child);
  const [hello = NaN, ours = NaN] = memory;
  console.log(
    `shell: idle for ${Math.round(elapsed)} s after ${SETTLE_SECONDS} s: memory (PSS) hello ${mb(hello)}, ` +
      `latchkey ${mb(ours)}, ratio ${(ours / hello).toFixed(2)} (at most 1.15); ` +
      `wake-ups a second hello ${(rates[0] ?? NaN).toFixed(2)}, latchkey ${(rates[1] ?? NaN).toFixed(2)}`,
  );
}

/** This process and all below it. @param {number} root @returns {number[]} */
function treeOf(root) {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = read(`/proc/${name}/stat`);
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return stat === '' ? [] : [{ pid: Number(name), parent }];
    });
  const tree = [root];
  for (const pid of tree)
    tree.push(...parents.filter(({ parent }) => parent === pid).map((child) => child.pid));
  return tree;
}

/** Times that a thread of it gave up the processor by itself, and so was woken again. @param {number} root */
function wakeUpsOf(root) {
  return sum(
    treeOf(root).flatMap((pid) =>
      list(`/proc/${pid}/task`).map((thread) =>
        Number(
          /^voluntary_ctxt_switches:\s*(\d+)/m.exec(read(`/proc/${pid}/task/${thread}/status`))?.[1] ?? 0,
        ),
      ),
    ),
  );
}

/** Bytes: shared pages are counted in part (proc(5), smaps_rollup). @param {number} root */
function memoryOf(root) {
  return sum(
    treeOf(root).map(
      (pid) => 1024 * Number(/^Pss:\s*(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0),
    ),
  );
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** @param {string} path */
function list(path) {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

/** @param {number[]} numbers */
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;

/** @param {number} bytes */
const mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
