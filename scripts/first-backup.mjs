/**
 * The quickstart's backup: a real one, through the same commands a person uses. The backup host is this machine, over real
 * ssh, with a server and keys of the trial's own that end with it: so the first run shows the one-time key, the door and
 * the call. What is backed up is this checkout, since nobody's documents are ours to copy unasked. Settings, history and
 * store lie apart from the person's real ones.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
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
// One for each checkout: what is backed up must not seem to be gone where another one is tried.
const trial = join(
  dataHome,
  'latchkey-quickstart',
  createHash('sha256').update(checkout).digest('hex').slice(0, 12),
);
const host = join(trial, 'host');
const store = join(host, 'store');
const MACHINE = 'laptop';
const settingsFile = join(trial, 'config/latchkey/settings.json');
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
    const settings = JSON.parse(readFileSync(settingsFile, 'utf8'));
    return settings.roots?.[0];
  } catch {
    return undefined;
  }
}

/** @param {number} port where the trial's host answers */
function setUp(port) {
  const destination = `${userInfo().username}@127.0.0.1`;
  if (readTrialRoot() !== checkout) {
    // Cut short while it was set up: only this script writes here, so the settings may go.
    rmSync(join(trial, 'config'), { recursive: true, force: true });
    const status = run(['bin/latchkey', '--init', '--host', destination, '--root', checkout], 'ignore');
    if (status !== 0) stop('The trial could not be set up; the reason is above.');
  }
  /** @type {Record<string, unknown> & { destinations?: Record<string, unknown>[] }} */
  const settings = JSON.parse(readFileSync(settingsFile, 'utf8'));
  const sshArgs = [
    ...['-F', 'none', '-p', String(port), '-i', join(host, 'laptop-key'), '-o', 'IdentitiesOnly=yes'],
    ...['-o', `UserKnownHostsFile=${join(host, 'known_hosts')}`],
  ];
  // A trial of an earlier version has its one destination in the file itself.
  const [own = settings] = settings.destinations ?? [];
  own.host = { kind: 'ssh', destination, sshArgs, callbackAddress: '127.0.0.1' };
  writeFileSync(settingsFile, JSON.stringify(settings, null, 2));
}

/** What a backup host has: a store, the laptop's key with one command to it, and an ssh server. */
async function startHost() {
  mkdirSync(store, { recursive: true, mode: 0o700 });
  for (const name of ['host-key', 'laptop-key']) {
    const path = join(host, name);
    if (existsSync(path)) continue;
    const made = spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', path]);
    if (made.status !== 0) stop(`ssh-keygen could not make ${path}.`);
  }
  const command = [join(checkout, 'bin/latchkey-host'), '--store', store, '--machine', MACHINE];
  const forced = command.map(shellWord).join(' ').replaceAll('"', '\\"');
  const key = readFileSync(join(host, 'laptop-key.pub'), 'utf8');
  writeFileSync(join(host, 'authorized_keys'), `command="${forced}",restrict ${key}`, { mode: 0o600 });
  const port = await freePort();
  const hostKey = readFileSync(join(host, 'host-key.pub'), 'utf8').split(' ').slice(0, 2).join(' ');
  writeFileSync(join(host, 'known_hosts'), `[127.0.0.1]:${port} ${hostKey}\n`);
  const options = [
    ...[`HostKey=${join(host, 'host-key')}`, `AuthorizedKeysFile=${join(host, 'authorized_keys')}`],
    ...[
      'ListenAddress=127.0.0.1',
      'AuthenticationMethods=publickey',
      'UsePAM=no',
      'StrictModes=no',
      'PidFile=none',
    ],
  ];
  const args = ['-D', '-e', '-f', '/dev/null', '-p', String(port), ...options.flatMap((one) => ['-o', one])];
  const sshd = spawn('/usr/sbin/sshd', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  await new Promise((resolve) => {
    let words = '';
    sshd.stderr.on('data', (/** @type {Buffer} */ chunk) => {
      words += chunk.toString();
      if (words.includes('Server listening on')) resolve(undefined);
    });
    sshd.once('error', ({ message }) => stop(`The trial's ssh server could not be started: ${message}`));
    sshd.once('exit', () => {
      if (!words.includes('Server listening on')) stop(`The trial's ssh server ended: ${words.trim()}`);
    });
  });
  return { port, sshd };
}

/** @param {string} word @returns {string} */
function shellWord(word) {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A port that was free a moment ago; sshd says so if it is not any more. @returns {Promise<number>} */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      resolve(undefined);
    }),
  );
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null
    ? address.port
    : stop('This machine has no free port.');
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
        `the rest is shared with the previous snapshot, ${base}.`;
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

const { port, sshd } = await startHost();
process.on('exit', () => sshd.kill());
setUp(port);
console.log('\nbin/latchkey --run');
const status = run(['bin/latchkey', '--run'], 'inherit');
sshd.kill();
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
