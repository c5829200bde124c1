/** This machine as both sides: an sshd of the measurement's own, for one key, and what its sessions have used. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { cpuSecondsOf } from './processes.mjs';

/**
 * @typedef {{ pid: number, destination: string, args: string[], shell: string, cpuSeconds: () => number, close: () => void }} Loopback
 * `args`: ssh's own, to be followed by the destination; `shell`: the same as one word for programs that split it at blanks;
 * `cpuSeconds`: of all sessions that have ended
 */

/** @param {string} directory made, for keys @param {string} [command] all that the key may do @returns {Promise<Loopback>} */
export async function startLoopback(directory, command) {
  mkdirSync(directory, { mode: 0o700 });
  const key = makeKey(directory, 'key');
  const authorized = join(directory, 'authorized_keys');
  const forced = command === undefined ? '' : `command="${command.replaceAll('"', '\\"')}",restrict `;
  writeFileSync(authorized, forced + readFileSync(`${key}.pub`, 'utf8'), { mode: 0o600 });
  const { sshd, pid, sshArgs } = await startSshd(directory, [
    `AuthorizedKeysFile=${authorized}`,
    `Subsystem=sftp ${sftpServer()}`,
  ]);
  const args = [...sshArgs, '-i', key, '-o', 'Compression=no', '-o', 'LogLevel=ERROR'];
  return {
    ...{ pid, args, destination: `${userInfo().username}@127.0.0.1`, shell: ['ssh', ...args].join(' ') },
    cpuSeconds: () => cpuSecondsOf(pid),
    close: () => sshd.kill(),
  };
}

/** @param {string} directory @param {string} name @returns {string} its file */
export function makeKey(directory, name) {
  const file = join(directory, name);
  const made = spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', file]);
  if (made.status !== 0) throw new Error(`ssh-keygen: ${made.stderr.toString()}`);
  return file;
}

/**
 * One that listens. `sshArgs`: how a client finds it, and knows it again.
 *
 * @param {string} directory for its key @param {string[]} options for -o, with where the keys of its clients are
 */
export async function startSshd(directory, options) {
  const hostKey = makeKey(directory, 'host-key');
  const port = await freePort();
  const known = join(directory, 'known_hosts');
  writeFileSync(known, `[127.0.0.1]:${port} ${readFileSync(`${hostKey}.pub`, 'utf8')}`);
  const sshd = spawn(
    '/usr/sbin/sshd',
    [
      ...['-D', '-e', '-f', '/dev/null', '-p', String(port), '-o', 'ListenAddress=127.0.0.1'],
      ...['-o', `HostKey=${hostKey}`, '-o', 'PidFile=none', '-o', 'UsePAM=no', '-o', 'StrictModes=no'],
      ...options.flatMap((option) => ['-o', option]),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await new Promise((resolve) => sshd.stderr.once('data', resolve));
  // What it goes on to say must not fill the pipe.
  sshd.stderr.resume();
  const sshArgs = [
    '-F',
    'none',
    '-p',
    String(port),
    '-o',
    'IdentitiesOnly=yes',
    '-o',
    `UserKnownHostsFile=${known}`,
  ];
  return { sshd, pid: sshd.pid ?? 0, sshArgs };
}

function sftpServer() {
  const places = [
    '/usr/lib/openssh/sftp-server',
    '/usr/libexec/openssh/sftp-server',
    '/usr/lib/ssh/sftp-server',
  ];
  return places.find((place) => existsSync(place)) ?? 'internal-sftp';
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
