/**
 * npm start: builds, starts the application in the Electron of `electron:setup` (fetching it where there is none), and
 * builds anew at each change: the page is loaded again where only the page has changed, else the application starts anew.
 *
 * Electron is spoken to through --remote-debugging-pipe (Chrome DevTools Protocol, messages ended by NUL): no port is opened.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const CHECKOUT = fileURLToPath(new URL('..', import.meta.url));
const WATCHED = ['electron', 'shared', 'process', 'host', 'renderer', 'icons'];
/** What only the window's page holds; the first look, which main makes of the same components, comes with the next start. */
const PAGE_ONLY = 'renderer/';
/** An editor saves in several steps, and several files at once. */
const SETTLE_MS = 150;

/**
 * @typedef {{ targetInfos?: { type: string, targetId: string }[], sessionId?: string }} Answer of the methods used here
 * @typedef {{ id?: number, result?: Answer, error?: { message: string } }} Message
 * @typedef {(method: string, parameters?: object, session?: string) => Promise<Answer>} Ask
 * @typedef {{ child: import('node:child_process').ChildProcess, ask: Ask }} Application
 */

if (process.getuid?.() === 0) stop('It does not run as root: nothing it does needs that.');
if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) stop('There is no display to open the window on.');

const electron = execFileSync(
  process.execPath,
  [join(CHECKOUT, 'scripts/electron-setup.mjs'), '--print-path'],
  { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
).trim();
if (!build()) stop('The build failed; the reason is above.');
let application = startApplication();
/** @type {Set<string>} */
const changed = new Set();
/** @type {NodeJS.Timeout | undefined} */
let settling;
let working = false;

for (const folder of WATCHED) {
  watch(join(CHECKOUT, folder), { recursive: true }, (_event, name) => {
    if (name === null || !/\.(tsx?|css|html|svg)$/.test(name)) return;
    changed.add(`${folder}/${name}`);
    clearTimeout(settling);
    settling = setTimeout(() => void takeUp(), SETTLE_MS);
  });
}
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => application.child.kill('SIGTERM'));
}

/** What has changed by now; what changes meanwhile is taken up afterwards. */
async function takeUp() {
  if (working) return;
  working = true;
  while (changed.size > 0) {
    const pageOnly = [...changed].every((file) => file.startsWith(PAGE_ONLY));
    changed.clear();
    // A build that fails says why; the application of before goes on.
    if (!build()) continue;
    if (pageOnly) await reloadPages(application);
    else application = await startAgain(application);
  }
  working = false;
}

function build() {
  return (
    spawnSync(process.execPath, [join(CHECKOUT, 'scripts/build.mjs'), '--keep'], { stdio: 'inherit' })
      .status === 0
  );
}

/** @returns {Application} */
function startApplication() {
  const child = spawn(join(electron, 'electron'), [CHECKOUT, '--remote-debugging-pipe'], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe', 'pipe'],
    env: { ...process.env, LATCHKEY_LAUNCHER: join(CHECKOUT, 'bin/latchkey') },
  });
  child.once('exit', (status) => {
    // Ended by the person, not by a restart: then this ends as well.
    if (application.child === child) process.exit(status ?? 0);
  });
  child.once('spawn', () => {
    console.log('Started. Each change is built and shown; Ctrl+C ends it.');
  });
  child.once('error', (error) => stop(error.message));
  return { child, ask: askThrough(child) };
}

/** @param {Application} before */
async function startAgain({ child }) {
  child.removeAllListeners('exit');
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  if (child.exitCode === null && child.signalCode === null) await ended;
  return startApplication();
}

/** @param {Application} application */
async function reloadPages({ ask }) {
  const { targetInfos = [] } = await ask('Target.getTargets');
  const pages = targetInfos.filter(({ type }) => type === 'page');
  for (const { targetId } of pages) {
    const { sessionId } = await ask('Target.attachToTarget', { targetId, flatten: true });
    await ask('Page.reload', { ignoreCache: true }, sessionId);
    await ask('Target.detachFromTarget', { sessionId });
  }
  console.log(pages.length === 0 ? 'Built; no window is open.' : 'Loaded the page again.');
}

/** @param {import('node:child_process').ChildProcess} child @returns {Ask} */
function askThrough(child) {
  const { 3: input, 4: output } = child.stdio;
  if (!input || !output || !('write' in input) || !('read' in output)) throw new Error('no pipe');
  /** @type {Map<number, { resolve: (value: Answer) => void, reject: (reason: Error) => void }>} */
  const waiting = new Map();
  let rest = '';
  output.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => {
    const messages = (rest + chunk).split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages) {
      const { id = 0, result = {}, error } = /** @type {Message} */ (JSON.parse(message));
      // Events come as well; nobody waits for those.
      const asked = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) asked?.resolve(result);
      else asked?.reject(new Error(error.message));
    }
  });
  // Electron may end at any moment, with what was asked of it.
  input.on('error', () => undefined);
  output.on('error', () => undefined);
  child.once('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('Electron has ended'));
  });
  let last = 0;
  return (method, parameters = {}, sessionId) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      input.write(`${JSON.stringify({ id: last, method, params: parameters, sessionId })}\0`);
    });
}

/** @param {string} sentence @returns {never} */
function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
