/**
 * The quickstart's backup: a real one, through the same commands a person uses. What is backed up is this checkout,
 * since nobody's documents are ours to copy unasked. It has settings, a history and a store of its own, apart from
 * the person's real ones.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/**
 * The parts of `latchkey --status --json` and `latchkey-host --list --json` that are used here.
 *
 * @typedef {{ files: number, bytes: number, transferredFiles: number, transferredBytes: number }} Totals
 * @typedef {{ snapshot: string, base: string | null, totals: Totals, unreadable: { count: number } }} Acknowledged
 * @typedef {{ result: string, startedAt: string, finishedAt: string, roots: string[], acknowledged: Acknowledged }} Outcome
 * @typedef {{ snapshot: string, path: string }} Snapshot
 */

const EXIT_PARTIAL = 3;

const checkout = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const ownDataHome = process.env.XDG_DATA_HOME;
// The specification says to ignore a relative path there.
const dataHome = ownDataHome?.startsWith('/') ? ownDataHome : join(homedir(), '.local/share');
const trial = join(dataHome, 'latchkey-quickstart');
const store = join(trial, 'store');
const environment = {
  ...process.env,
  XDG_CONFIG_HOME: join(trial, 'config'),
  XDG_STATE_HOME: join(trial, 'state'),
};

/** @param {string} message @returns {never} */
function stop(message) {
  console.error(message);
  process.exit(1);
}

/**
 * Runs one of our commands and gives its exit status. Its complaints always go to the person.
 *
 * @param {string[]} command
 * @param {'inherit' | 'ignore'} stdout
 */
function run([program = '', ...args], stdout) {
  const { status, error } = spawnSync(join(checkout, program), args, {
    env: environment,
    stdio: ['ignore', stdout, 'inherit'],
  });
  if (error) stop(`${program} could not be started: ${error.message}`);
  return status ?? 1;
}

/** @param {string[]} command @returns {unknown} */
function ask([program = '', ...args]) {
  const { status, stdout } = spawnSync(join(checkout, program), args, {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) stop(`${program} ${args.join(' ')} failed with status ${status ?? 'none'}.`);
  return JSON.parse(stdout);
}

/** The root of the trial's settings, or undefined where there are none yet. */
function readTrialRoot() {
  try {
    /** @type {{ roots?: string[] }} */
    const settings = JSON.parse(readFileSync(join(trial, 'config/latchkey/settings.json'), 'utf8'));
    return settings.roots?.[0];
  } catch {
    return undefined;
  }
}

function setUp() {
  mkdirSync(store, { recursive: true, mode: 0o700 });
  if (readTrialRoot() === checkout) return;
  // An earlier quickstart from another checkout: only this script writes here, so the settings may go.
  rmSync(join(trial, 'config'), { recursive: true, force: true });
  const status = run(
    ['bin/latchkey', '--init', '--local', store, '--keep', 'all', '--root', checkout],
    'ignore',
  );
  if (status !== 0) stop('The trial could not be set up; the reason is above.');
}

/** @param {number} bytes in decimal units, as file managers show them */
function formatSize(bytes) {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const value = bytes / 1000 ** power;
  return `${value.toFixed(power > 0 && value < 10 ? 1 : 0)} ${units[power] ?? ''}`;
}

/** @param {Outcome} outcome @param {string} path */
function report({ startedAt, finishedAt, roots, acknowledged }, path) {
  const { base, totals, unreadable } = acknowledged;
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  const changes =
    base === null
      ? `This was the first backup: all ${totals.files} files were copied.`
      : `This was an incremental backup: ${totals.transferredFiles} of ${totals.files} files were new or changed; ` +
        `the rest is shared with the snapshot before, ${base}.`;
  console.log(`
Backed up   ${roots.join(', ')}
            ${totals.files} files, ${formatSize(totals.bytes)}
Snapshot    ${path}
Took        ${seconds.toFixed(1)} seconds

${changes}`);
  if (unreadable.count > 0) console.log(`${unreadable.count} files could not be read; they are named above.`);
  console.log(`
To back up your own files, as yourself, in a window that asks four questions:

  npm run electron:setup                                   once
  bin/latchkey

Or from the terminal alone:

  bin/latchkey --init --local /media/you/disk/latchkey     to a directory on a disk of yours
  bin/latchkey --init --host you@backup-host               or to a machine (README: From the terminal alone)
  bin/latchkey --run
  bin/latchkey --status

This trial is all in ${trial} (user ${userInfo().username}) and may be deleted.`);
}

setUp();
console.log('\nbin/latchkey --run');
const status = run(['bin/latchkey', '--run'], 'inherit');
if (status !== 0 && status !== EXIT_PARTIAL) {
  console.error('The first backup did not succeed; the reason is above.');
  process.exit(status);
}
const { last } = /** @type {{ last: Outcome }} */ (ask(['bin/latchkey', '--status', '--json']));
const snapshots = /** @type {Snapshot[]} */ (
  ask(['bin/latchkey-host', '--list', '--store', store, '--json'])
);
const snapshot = snapshots.find(({ snapshot: name }) => name === last.acknowledged.snapshot);
if (snapshot === undefined) stop(`The store ${store} does not list the snapshot that was just made.`);
report(last, snapshot.path);
process.exitCode = status;
