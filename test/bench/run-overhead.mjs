/**
 * What a whole run costs over the bare `rsync` over `ssh` that it wraps: the same files, the same loopback, the same
 * rsync options. A round is a first and an unchanged run of each; the two take turns in going first.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FILES = 20_000;
const ROUNDS = 5;
const CLI = fileURLToPath(new URL('../../dist/latchkey.mjs', import.meta.url));

export async function benchRunOverhead() {
  const work = mkdtempSync(join(tmpdir(), 'latchkey-bench-'));
  const peer = await startPeer(work);
  try {
    const source = makeSource(work);
    console.log(`run: ${FILES} files, ${ROUNDS} rounds, ${versions()}`);
    /** @type {{ first: number[], unchanged: number[], bare: number[][], ours: number[][] }} */
    const seen = { first: [], unchanged: [], bare: [[], []], ours: [[], []] };
    for (let round = 0; round < ROUNDS; round += 1) {
      const contenders = [() => runBare(work, peer, source, round), () => runLatchkey(work, source, round)];
      const order = round % 2 === 0 ? [0, 1] : [1, 0];
      /** @type {[number, number][]} */
      const times = [];
      for (const which of order) times[which] = /** @type {() => [number, number]} */ (contenders[which])();
      const [bare, ours] = /** @type {[[number, number], [number, number]]} */ (times);
      seen.first.push(ours[0] / bare[0]);
      seen.unchanged.push(ours[1] / bare[1]);
      for (const index of [0, 1]) {
        seen.bare[index]?.push(bare[index] ?? 0);
        seen.ours[index]?.push(ours[index] ?? 0);
      }
    }
    for (const [index, name] of ['first', 'unchanged'].entries()) {
      const ratios = name === 'first' ? seen.first : seen.unchanged;
      console.log(
        `  ${name.padEnd(9)}  latchkey ${median(seen.ours[index]).toFixed(2)} s, ` +
          `bare rsync over ssh ${median(seen.bare[index]).toFixed(2)} s, ` +
          `ratio ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
      );
    }
  } finally {
    peer.stop();
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {string} work */
function makeSource(work) {
  const source = join(work, 'source');
  for (let index = 0; index < FILES; index += 1) {
    const directory = join(source, `d${Math.floor(index / 100)}`);
    if (index % 100 === 0) mkdirSync(directory, { recursive: true });
    // Sizes as in a home directory: most small, some large; contents that do not compress by accident.
    const block = createHash('sha512').update(String(index)).digest();
    writeFileSync(join(directory, `f${index}`), Buffer.alloc(index % 50 === 0 ? 200_000 : 2_000, block));
  }
  return source;
}

/** An sshd of our own as the bare rsync's other side. @param {string} work */
async function startPeer(work) {
  const keys = join(work, 'peer');
  mkdirSync(keys, { mode: 0o700 });
  for (const name of ['host', 'client'])
    run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(keys, name)]);
  writeFileSync(join(keys, 'authorized'), readFileSync(join(keys, 'client.pub')));
  const port = await freePort();
  const sshd = spawn(
    '/usr/sbin/sshd',
    [
      ...['-D', '-e', '-f', '/dev/null', '-p', String(port), '-o', 'ListenAddress=127.0.0.1'],
      ...['-o', `HostKey=${join(keys, 'host')}`, '-o', `AuthorizedKeysFile=${join(keys, 'authorized')}`],
      ...['-o', 'PidFile=none', '-o', 'UsePAM=no', '-o', 'StrictModes=no'],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await new Promise((resolve) => sshd.stderr.once('data', resolve));
  const shell = `ssh -F none -p ${port} -i ${join(keys, 'client')} -o Compression=no -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR`;
  return { shell, stop: () => sshd.kill() };
}

/** @param {string} work @param {{ shell: string }} peer @param {string} source @param {number} round @returns {[number, number]} */
function runBare(work, peer, source, round) {
  const store = join(work, `bare-${round}`);
  mkdirSync(store);
  const pull = (/** @type {string} */ name, /** @type {string[]} */ more) =>
    timed(() =>
      run('rsync', [
        ...['-aHAXS', '--numeric-ids', '--fake-super', '--delete', '-e', peer.shell, ...more],
        ...[`127.0.0.1:${source}/`, `${join(store, name)}/`],
      ]),
    );
  return [pull('one', []), pull('two', [`--link-dest=${join(store, 'one')}`])];
}

/** @param {string} work @param {string} source @param {number} round @returns {[number, number]} */
function runLatchkey(work, source, round) {
  const home = join(work, `latchkey-${round}`);
  const store = join(home, 'store');
  mkdirSync(store, { recursive: true, mode: 0o700 });
  const env = {
    HOME: home,
    PATH: process.env.PATH,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_STATE_HOME: join(home, 'state'),
    TMPDIR: home,
  };
  run(process.execPath, [CLI, '--init', '--local', store, '--keep', 'all', '--root', source], env);
  const backUp = () => timed(() => run(process.execPath, [CLI, '--run', '--quiet'], env));
  return [backUp(), backUp()];
}

/** @param {string} file @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
function run(file, args, env = process.env) {
  const ended = spawnSync(file, args, { env, encoding: 'utf8' });
  if (ended.status !== 0) throw new Error(`${file} ${args.join(' ')}: ${ended.stderr}`);
  return ended.stdout;
}

/** Seconds. @param {() => unknown} action */
function timed(action) {
  const start = process.hrtime.bigint();
  action();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/** @param {number[] | undefined} values */
function median(values = []) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function versions() {
  const ssh = spawnSync('ssh', ['-V'], { encoding: 'utf8' }).stderr.split(',')[0];
  return `${run('rsync', ['--version']).split('\n')[0]?.replace(/\s+/g, ' ')}, ${ssh}, Node ${process.version}`;
}

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      resolve(undefined);
    }),
  );
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
