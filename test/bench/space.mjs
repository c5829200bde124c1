/// <reference lib="dom" />
/**
 * From a click on "Leave out" in Space to the new sum in the page, and back by Ctrl+Z, in the real Electron: over the
 * border to the service, which writes the exclude list and judges the tree, and over it again. Bar: a median of 5 ms
 * besides the judging, which of these few files is little.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { CHECKOUT, electronProgram, setUpHome } from './electron-home.mjs';
import { startDesktop } from './private-desktop.mjs';

const ROUNDS = 30;
/** Until every part of it has been run often enough to be compiled. */
const WARM_UP = 15;
const FOLDERS = 40;

export async function benchSpace() {
  const work = mkdtempSync(join(tmpdir(), 'latchkey-bench-space-'));
  const desktop = await startDesktop();
  const root = join(work, 'files');
  for (let folder = 0; folder < FOLDERS; folder += 1) {
    mkdirSync(join(root, `folder-${folder}`), { recursive: true });
    writeFileSync(join(root, `folder-${folder}/file`), Buffer.alloc((folder + 1) * 10_000));
  }
  const env = setUpHome(work, desktop.environment, root);
  const app = await _electron.launch({
    ...{ executablePath: electronProgram(), args: [CHECKOUT, '--show', 'space'], env, cwd: work },
    ...{ chromiumSandbox: true, artifactsDir: work },
  });
  try {
    const page = await app.firstWindow();
    await page.locator('[data-column=leave-out]').first().waitFor();
    const times = await page.evaluate(measure, { name: `folder-${FOLDERS - 1}`, rounds: WARM_UP + ROUNDS });
    const list = readFileSync(join(work, 'home/config/latchkey/exclude'), 'utf8');
    if (!list.includes(`folder-${FOLDERS - 1}/`))
      throw new Error(`the exclude list has no such line: ${list}`);
    for (const [what, all] of Object.entries(times)) {
      const counted = all.slice(WARM_UP).sort((a, b) => a - b);
      console.log(
        `space: ${what.padEnd(44)} median ${(counted[counted.length >> 1] ?? NaN).toFixed(1)} ms, ` +
          `worst ${(counted.at(-1) ?? NaN).toFixed(1)} ms`,
      );
    }
  } finally {
    const ended = new Promise((resolve) => app.process().once('exit', resolve));
    app.process().kill('SIGTERM');
    await ended;
    await desktop.close();
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * In the page: until the news with the new sum is there and looked at; what the page then draws is the same as ever. The
 * last round ends with the folder left out.
 *
 * @param {{ name: string, rounds: number }} what
 * @returns {Promise<Record<string, number[]>>} milliseconds
 */
async function measure({ name, rounds }) {
  const { document, window } = globalThis;
  /** @type {(() => void) | undefined} */
  let told;
  const heard = new WeakSet();
  /** @type {(this: MessagePort, message: unknown) => void} */
  const post = Reflect.get(MessagePort.prototype, 'postMessage');
  // The page's own line: behind its own listener, which has then looked at what came.
  MessagePort.prototype.postMessage = function (/** @type {unknown} */ message) {
    if (!heard.has(this)) {
      heard.add(this);
      this.addEventListener('message', (/** @type {MessageEvent<{ event?: string }>} */ { data }) => {
        if (data.event === 'space.changed') told?.();
      });
    }
    post.call(this, message);
  };
  /** @param {() => void} act */
  const timeOf = (act) =>
    new Promise((/** @type {(took: number) => void} */ resolve) => {
      const begun = performance.now();
      told = () => {
        told = undefined;
        resolve(performance.now() - begun);
      };
      act();
    });
  /** @param {boolean} there */
  const button = async (there) => {
    for (;;) {
      /** @type {HTMLButtonElement | null} */
      const found = document.querySelector(`[data-column=leave-out][aria-label$="${name}"]`);
      // Nothing of what came before is under way any more: the sums have stopped moving.
      if ((found !== null) === there) {
        await new Promise((resolve) => setTimeout(resolve, 500));
        return found;
      }
      await new Promise((resolve) => window.requestAnimationFrame(resolve));
    }
  };
  /** @type {{ out: number[], back: number[] }} */
  const times = { out: [], back: [] };
  for (let round = 0; round < rounds; round += 1) {
    const out = await button(true);
    times.out.push(await timeOf(() => out?.click()));
    if (round === rounds - 1) break;
    await button(false);
    const press = new KeyboardEvent('keydown', { key: 'z', ctrlKey: true });
    times.back.push(await timeOf(() => window.dispatchEvent(press)));
  }
  return { 'a click until the new sum is there': times.out, 'Ctrl+Z until the old one is back': times.back };
}
