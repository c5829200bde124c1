/** The host of a fleet: one sshd that asks a command for the keys, and one store (docs/fleet.md). */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSshd } from './loopback.mjs';
import { ownBytesOf, processesBelow, wordsOf } from './processes.mjs';

const PROGRAM = fileURLToPath(new URL('../../dist/latchkey-host.mjs', import.meta.url));
const SNAPSHOT = /^\d{4}-\d\d-\d\dT\d{6}Z$/;
const LOOK_EVERY_MS = 200;

/**
 * @typedef {{
 *   processes: number, bytes: number, ownBytes: number, pulling: number, callers: number, collisions: Set<string>
 * }} Peaks the most at once: processes of the host, their resident bytes, with what they share and without, machines that are read, machines that call;
 * and the machines that were served twice at once
 */

/** @param {string} directory made @param {{ keys: ReadonlyMap<string, string>, atOnce: number, maxStartups: string }} fleet public keys by machine */
export async function startFleetHost(directory, { keys, atOnce, maxStartups }) {
  const [store, home] = ['store', 'home'].map((name) => join(directory, name));
  if (store === undefined || home === undefined) throw new Error('no place');
  mkdirSync(store, { recursive: true, mode: 0o700 });
  mkdirSync(home, { mode: 0o700 });
  for (const [machine, key] of keys)
    addMachine(home, ['--store', store, '--at-once', String(atOnce)], machine, key);
  // Where sshd does not look by itself.
  const allKeys = join(directory, 'keys');
  renameSync(join(home, '.ssh/authorized_keys'), allKeys);
  const { sshd, pid, sshArgs } = await startSshd(directory, [
    ...[
      'AuthorizedKeysFile=none',
      `AuthorizedKeysCommand=/usr/bin/cat ${allKeys}`,
      'AuthorizedKeysCommandUser=%u',
    ],
    ...[`MaxStartups=${maxStartups}`, `SetEnv=SHLVL=2 HOME=${home}`],
  ]);
  /** @type {Peaks} */
  const peaks = { processes: 0, bytes: 0, ownBytes: 0, pulling: 0, callers: 0, collisions: new Set() };
  const looking = setInterval(() => {
    notePeaks(peaks, pid);
  }, LOOK_EVERY_MS);
  return {
    ...{ store, sshArgs, peaks, destination: `${userInfo().username}@127.0.0.1` },
    /** Whether no session is left. */
    isQuiet: () => processesBelow(pid).length === 1,
    /** @param {string} machine complete, and unfinished */
    snapshotsOf: (machine) => {
      const place = join(store, machine);
      const names = existsSync(place) ? readdirSync(place) : [];
      return {
        complete: names.filter((name) => SNAPSHOT.test(name)).length,
        unfinished: names.filter((name) => name.endsWith('.partial')).length,
      };
    },
    /** What `--overdue` says of them all. */
    overdue: () => host(home, ['--overdue', '1', '--store', store]),
    close: () => {
      clearInterval(looking);
      sshd.kill();
    },
  };
}

/** @param {string} home @param {string[]} rules @param {string} machine @param {string} key */
function addMachine(home, rules, machine, key) {
  const { status, stderr } = host(home, ['--add-machine', machine, '--key', key, ...rules]);
  if (status !== 0) throw new Error(`${machine} was not added: ${stderr}`);
}

/** @param {string} home @param {string[]} args */
function host(home, args) {
  return spawnSync(process.execPath, [PROGRAM, ...args], {
    env: { HOME: home, PATH: '/usr/bin:/bin' },
    encoding: 'utf8',
  });
}

/** @param {Peaks} peaks @param {number} sshd */
function notePeaks(peaks, sshd) {
  const all = processesBelow(sshd);
  /** Which machine a process works for: its parent's, or else what it is started with says so. @type {Map<number, string>} */
  const works = new Map();
  /** @type {string[]} */
  const callers = [];
  /** @type {Set<string>} */
  const pulling = new Set();
  for (const { pid, parent } of all) {
    const words = wordsOf(pid);
    const at = words.indexOf('--machine');
    const machine = works.get(parent) ?? (at === -1 ? undefined : words[at + 1]);
    if (machine === undefined) continue;
    // What it starts itself, with the same words, is no second one.
    if (!works.has(parent)) callers.push(machine);
    works.set(pid, machine);
    // Who is sent away has it said its version, too.
    if (words[0]?.endsWith('rsync') && words.includes('--fake-super')) pulling.add(machine);
  }
  peaks.processes = Math.max(peaks.processes, all.length);
  const sum = (/** @type {number[]} */ values) => values.reduce((a, b) => a + b, 0);
  peaks.bytes = Math.max(peaks.bytes, sum(all.map(({ bytes }) => bytes)));
  peaks.ownBytes = Math.max(peaks.ownBytes, sum(all.map(({ pid }) => ownBytesOf(pid))));
  peaks.callers = Math.max(peaks.callers, new Set(callers).size);
  peaks.pulling = Math.max(peaks.pulling, pulling.size);
  for (const [index, machine] of callers.entries()) {
    if (callers.indexOf(machine) !== index) peaks.collisions.add(machine);
  }
}
