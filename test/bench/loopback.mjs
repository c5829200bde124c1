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
  const [hostKey, key] = [join(directory, 'host-key'), join(directory, 'key')];
  for (const one of [hostKey, key]) {
    const made = spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'bench', '-f', one]);
    if (made.status !== 0) throw new Error(`ssh-keygen: ${made.stderr.toString()}`);
  }
  const authorized = join(directory, 'authorized_keys');
  const forced = command === undefined ? '' : `command="${command.replaceAll('"', '\\"')}",restrict `;
  writeFileSync(authorized, forced + readFileSync(`${key}.pub`, 'utf8'), { mode: 0o600 });
  const port = await freePort();
  const known = join(directory, 'known_hosts');
  writeFileSync(known, `[127.0.0.1]:${port} ${readFileSync(`${hostKey}.pub`, 'utf8')}`);
  const sshd = spawn(
    '/usr/sbin/sshd',
    [
      ...['-D', '-e', '-f', '/dev/null', '-p', String(port), '-o', 'ListenAddress=127.0.0.1'],
      ...['-o', `HostKey=${hostKey}`, '-o', `AuthorizedKeysFile=${authorized}`, '-o', 'PidFile=none'],
      ...['-o', 'UsePAM=no', '-o', 'StrictModes=no', '-o', `Subsystem=sftp ${sftpServer()}`],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await new Promise((resolve) => sshd.stderr.once('data', resolve));
  // What it goes on to say must not fill the pipe.
  sshd.stderr.resume();
  const pid = sshd.pid ?? 0;
  const args = [
    ...['-F', 'none', '-p', String(port), '-i', key, '-o', 'IdentitiesOnly=yes', '-o', 'Compression=no'],
    ...['-o', `UserKnownHostsFile=${known}`, '-o', 'LogLevel=ERROR'],
  ];
  return {
    ...{ pid, args, destination: `${userInfo().username}@127.0.0.1`, shell: ['ssh', ...args].join(' ') },
    cpuSeconds: () => cpuSecondsOf(pid),
    close: () => sshd.kill(),
  };
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
