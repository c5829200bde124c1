/**
 * From the wish for a window to its first meaningful paint, in an application that already sits in the tray: ours, whose
 * headline has to be painted, beside an Electron of a few lines whose window says one word. In turns, in one run.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { CHECKOUT, electronProgram, setUpHome } from './electron-home.mjs';
import { startDesktop } from './private-desktop.mjs';

const ROUNDS = 11;

const EMPTY = `
import { app, BrowserWindow } from 'electron';
app.on('window-all-closed', () => undefined);
app.setPath('userData', process.env.HOME + '/empty');
app.on('second-instance', () => {
  const window = new BrowserWindow({
    width: 960, height: 640, show: false, webPreferences: { sandbox: true, contextIsolation: true },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadFile('index.html');
});
`;

/** @typedef {import('playwright-core').ElectronApplication} App */
/** @typedef {{ name: string, app: App, headline: string, times: number[] }} Contender */

export async function benchWindow() {
  const work = mkdtempSync(join(tmpdir(), 'latchkey-bench-window-'));
  const desktop = await startDesktop();
  /** @type {Contender[]} */
  const contenders = [];
  try {
    const empty = join(work, 'empty');
    mkdirSync(empty);
    writeFileSync(join(empty, 'package.json'), JSON.stringify({ name: 'empty', main: 'main.mjs' }));
    writeFileSync(join(empty, 'main.mjs'), EMPTY);
    writeFileSync(join(empty, 'index.html'), '<!doctype html><title>Empty</title><h1>Empty</h1>');
    const env = setUpHome(work, desktop.environment, empty);
    /** @param {string} name @param {string} headline @param {string[]} args */
    const add = async (name, headline, args) => {
      const launched = await _electron.launch({
        ...{ executablePath: electronProgram(), args, env, cwd: work },
        ...{ chromiumSandbox: true, artifactsDir: work },
      });
      contenders.push({ name, app: launched, headline, times: [] });
    };
    await add('empty window', 'h1', [empty]);
    await add('latchkey', '.age-main', [CHECKOUT, '--background']);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const one of round % 2 === 0 ? contenders : [...contenders].reverse()) {
        one.times.push(await openOnce(one));
      }
    }
    report(contenders);
  } finally {
    for (const { app } of contenders) app.process().kill('SIGTERM');
    await Promise.all(contenders.map(({ app }) => ended(app)));
    await desktop.close();
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Milliseconds until the frame with the headline in it was drawn. The window is closed after.
 *
 * @param {Contender} contender
 * @returns {Promise<number>}
 */
function openOnce({ app: driven, headline }) {
  return driven.evaluate(
    ({ app }, selector) =>
      new Promise((resolve) => {
        const wished = performance.now();
        app.once('browser-window-created', (_event, window) => {
          window.webContents.once('dom-ready', () => {
            const drawn = `new Promise((resolve) => {
              const look = () => {
                if (document.querySelector('${selector}') === null) requestAnimationFrame(look);
                else requestAnimationFrame(() => setTimeout(resolve));
              };
              look();
            })`;
            void window.webContents.executeJavaScript(drawn).then(() => {
              const took = performance.now() - wished;
              window.once('closed', () => {
                resolve(took);
              });
              window.close();
            });
          });
        });
        // As a second start of the program does, without the time that such a start takes.
        app.emit('second-instance', {}, [], '', { show: 'home', backUpNow: false });
      }),
    headline,
  );
}

/** @param {Contender[]} contenders */
function report(contenders) {
  for (const { name, times } of contenders) {
    const [first = NaN] = times;
    console.log(
      `window: ${name.padEnd(12)} first ${first.toFixed(0)} ms, then median ${median(times.slice(1)).toFixed(0)} ms, ` +
        `worst ${Math.max(...times.slice(1)).toFixed(0)} ms`,
    );
  }
  const [empty, ours] = contenders.map(({ times }) => times);
  const ratios = (ours ?? []).map((time, round) => time / (empty?.[round] ?? NaN));
  console.log(
    `window: to first meaningful paint, median of ratios ${median(ratios).toFixed(2)} (at most 1.5)`,
  );
}

/** @param {App} app */
function ended(app) {
  const child = app.process();
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', resolve));
}

/** @param {number[]} numbers */
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? NaN;
