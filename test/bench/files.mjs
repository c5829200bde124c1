/// <reference lib="dom" />
/**
 * The Files view in the real Electron, on a disk: 500 snapshots, and a folder of 100,000 files. From what a person does to the
 * frame in which the rows are there, of what was never listed before. `--files` may be given.
 */
import { linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { _electron } from 'playwright-core';
import { CHECKOUT, electronProgram } from './electron-home.mjs';
import { backUp, makeSnapshot, snapshotNames } from './kept-store.mjs';
import { describeMachine, measure } from './measure.mjs';
import { startDesktop } from './private-desktop.mjs';
import { median, printBar } from './rounds.mjs';

const SNAPSHOTS = 500;
const ROUNDS = 5;
const FOLDER = 'Camera';
const CHANGING = 'report.odt';
/** Until the last listing is over, and a program waits for the next question. */
const CALM_MS = 3000;
/** As fingers do: each press of a double click, and the look before it of who thinks. */
const PRESS_MS = 60;
const THINK_MS = 600;

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

/** @param {{ files?: string }} options */
export async function benchFiles(options) {
  const files = Number(options.files ?? 100_000);
  const work = mkdtempSync(join(tmpdir(), 'latchkey-bench-files-'));
  const desktop = await startDesktop();
  try {
    const source = join(work, 'source');
    makeSource(source, files);
    const kept = await backUp(work, source);
    makeDays(kept, source);
    console.log(`files: ${files} in a folder, ${SNAPSHOTS} snapshots; ${describeMachine(work)}`);
    const app = await _electron.launch({
      ...{ executablePath: electronProgram(), args: [CHECKOUT, '--show', 'files'], cwd: work },
      ...{ chromiumSandbox: true, artifactsDir: work },
      env: { ...desktop.environment, ...kept.env, XDG_RUNTIME_DIR: kept.env.HOME ?? work },
    });
    try {
      await measureWindow(await app.firstWindow());
    } finally {
      const ended = new Promise((resolve) => app.process().once('exit', resolve));
      app.process().kill('SIGTERM');
      await ended;
    }
  } finally {
    await desktop.close();
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {string} source @param {number} files */
function makeSource(source, files) {
  mkdirSync(join(source, FOLDER), { recursive: true });
  for (let number = 0; number < files; number += 1) {
    writeFileSync(join(source, FOLDER, `IMG_${String(number).padStart(6, '0')}.jpg`), 'x');
  }
  writeFileSync(join(source, CHANGING), 'as it is now');
}

/**
 * Days before the one that was backed up: a file changes with every fifth, and the last ones have the folder as well.
 *
 * @param {import('./kept-store.mjs').Kept} kept @param {string} source
 */
function makeDays(kept, source) {
  const folder = join(kept.store, kept.machine, kept.snapshot, 'files', source, FOLDER);
  let before = '';
  for (const [index, day] of snapshotNames(SNAPSHOTS - 1).entries()) {
    const root = join(makeSnapshot(kept, kept.store, day), 'files', source);
    mkdirSync(root, { recursive: true });
    const file = join(root, CHANGING);
    if (index % 5 === 0) writeFileSync(file, 'x'.repeat(index + 1));
    else linkSync(before, file);
    before = file;
    if (index >= SNAPSHOTS - 1 - 3 * ROUNDS) measure(['cp', '-al', folder, root]);
  }
}

/** @param {Page} page */
async function measureWindow(page) {
  const entry = (/** @type {string} */ name) => page.locator(`.entry:has([title="${name}"])`);
  // The newest on top, which is the one that was backed up.
  const days = ['', ...snapshotNames(SNAPSHOTS - 1).reverse()];
  const inSight = '.entries[aria-busy="false"] [title^="IMG_"]';
  /** @type {{ enter: number[], after: number[], other: number[], versions: number[] }} */
  const times = { enter: [], after: [], other: [], versions: [] };
  const goTo = async (/** @type {number} */ number) => {
    await page.locator('.timeline-day').nth(number).click();
    await entry(FOLDER).waitFor();
  };
  const enter = () => timeOf(page, 'dblclick', inSight, () => entry(FOLDER).dblclick({ delay: PRESS_MS }));
  const leave = async () => {
    await delay(CALM_MS);
    await page.locator('.entries').press('Backspace');
    await entry(FOLDER).waitFor();
  };
  await entry(FOLDER).waitFor();
  for (let first = 1; first <= 3 * ROUNDS; first += 3) {
    await goTo(first);
    await delay(CALM_MS);
    times.versions.push(await timeOf(page, 'click', '.version:nth-child(50)', () => entry(CHANGING).click()));
    await delay(CALM_MS);
    times.enter.push(await enter());
    await leave();
    await delay(CALM_MS);
    await goTo(first + 1);
    await entry(FOLDER).click();
    await delay(THINK_MS);
    times.after.push(await enter());
    await delay(CALM_MS);
    const chosen = `.files-body:has([id="snapshot-${days[first + 2]}"][aria-selected="true"]) ${inSight}`;
    const day = page.locator('.timeline-day').nth(first + 2);
    times.other.push(await timeOf(page, 'click', chosen, () => day.click()));
    await leave();
  }
  printBar('a folder is opened, until its first rows are there', median(times.enter), 150, ' ms');
  printBar('... which was looked at before it is opened', median(times.after), 150, ' ms');
  printBar('another day of it, until they are there', median(times.other), 150, ' ms');
  console.log(`  versions of a file, until they are there: ${median(times.versions).toFixed(0)} ms`);
  for (const [what, all] of Object.entries(times))
    console.log(`  ${what}: ${all.map(Math.round).join(', ')} ms`);
}

/**
 * In the page, from the event to the frame that has what a selector finds.
 *
 * @param {Page} page @param {'click' | 'dblclick'} event @param {string} until @param {() => Promise<void>} act
 * @returns {Promise<number>} milliseconds
 */
async function timeOf(page, event, until, act) {
  const drawn = page.evaluate(
    ([name, selector]) =>
      new Promise((/** @type {(took: number) => void} */ resolve) => {
        const { document, requestAnimationFrame } = globalThis;
        const begin = () => {
          const begun = performance.now();
          const look = () => {
            if (document.querySelector(selector) === null) requestAnimationFrame(look);
            else
              requestAnimationFrame(() =>
                setTimeout(() => {
                  resolve(performance.now() - begun);
                }),
              );
          };
          look();
        };
        globalThis.addEventListener(name, begin, { capture: true, once: true });
      }),
    /** @type {const} */ ([event, until]),
  );
  await act();
  return drawn;
}
