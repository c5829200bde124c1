/**
 * A real backup host on this machine: an sshd of the test's own user on a free port, with the laptop's key behind a
 * forced command, exactly as the README has it.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { HOST_PROGRAM, type Sandbox } from './sandbox';

export interface LoopbackHost {
  port: number;
  directory: string;
  store: string;
  /** What a login has as its home: the real one is the developer's. */
  home: string;
  /** For `sshArgs` in the settings: the port, the key and the pinned host key. */
  sshArgs: string[];
  stop: () => Promise<void>;
}

export interface HostOptions {
  /** The forced command; the default is our own host program. */
  command?: (host: { directory: string; store: string }) => string;
  /** Options of the key line beside the command. */
  keyOptions?: string;
  extraHostArguments?: string;
  /** The laptop's key may log in like a person's, and its keys are those of the host's home. */
  anyCommand?: boolean;
  /** The PATH of whoever logs in, where it is not the system's. */
  path?: string;
  /** For sshd's -o. */
  sshdOptions?: string[];
  /** sshd_config(5), with where it looks for keys; nothing lets the laptop's in but that. */
  configuration?: string;
}

export const TUNNEL_KEY_OPTIONS =
  'restrict,port-forwarding,permitopen="127.0.0.1:1",permitlisten="127.0.0.1:*"';

export async function startLoopbackHost(sandbox: Sandbox, options: HostOptions = {}): Promise<LoopbackHost> {
  const directory = sandbox.directory('host');
  const store = sandbox.directory('host/store');
  keygen(join(directory, 'host-key'));
  keygen(join(directory, 'laptop-key'));
  const runs =
    options.command?.({ directory, store }) ??
    `${process.execPath} ${HOST_PROGRAM} --store ${store} --machine laptop ${options.extraHostArguments ?? ''}`;
  const publicKey = readFileSync(join(directory, 'laptop-key.pub'), 'utf8');
  const home = sandbox.directory('host/home');
  const authorized =
    options.anyCommand === true
      ? join(sandbox.directory('host/home/.ssh'), 'authorized_keys')
      : join(directory, 'authorized_keys');
  const forced = `command="${runs.replaceAll('"', '\\"')}",${options.keyOptions ?? 'restrict'} `;
  writeFileSync(authorized, `${options.anyCommand === true ? '' : forced}${publicKey}`, { mode: 0o600 });
  const configuration = join(directory, 'sshd_config');
  writeFileSync(configuration, options.configuration ?? `AuthorizedKeysFile ${authorized}\n`);
  const port = await freePort();
  const hostKey = readFileSync(join(directory, 'host-key.pub'), 'utf8').split(' ').slice(0, 2).join(' ');
  const knownHosts = join(directory, 'known_hosts');
  writeFileSync(
    knownHosts,
    ['127.0.0.1', '::1', 'localhost'].map((name) => `[${name}]:${port} ${hostKey}\n`).join(''),
  );
  const sshd = spawn(
    '/usr/sbin/sshd',
    [
      ...['-D', '-e', '-f', configuration, '-p', String(port)],
      ...['-o', `HostKey=${join(directory, 'host-key')}`],
      ...[
        '-o',
        'PidFile=none',
        '-o',
        'UsePAM=no',
        '-o',
        'StrictModes=no',
        '-o',
        `SetEnv=SHLVL=2 HOME=${home}${options.path === undefined ? '' : ` PATH=${options.path}`}`,
      ],
      ...['-o', 'ListenAddress=127.0.0.1', '-o', 'ListenAddress=::1'],
      ...(options.sshdOptions ?? []).flatMap((option) => ['-o', option]),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await listens(sshd);
  return {
    port,
    directory,
    store,
    home,
    sshArgs: [
      ...['-F', 'none', '-p', String(port), '-i', join(directory, 'laptop-key')],
      ...['-o', 'IdentitiesOnly=yes', '-o', `UserKnownHostsFile=${knownHosts}`],
    ],
    stop: () => stopped(sshd),
  };
}

/** Settings that lead to this host. */
export function settingsFor(host: LoopbackHost, roots: string[], more: Record<string, unknown> = {}): object {
  return {
    schemaVersion: 1,
    host: {
      kind: 'ssh',
      destination: `${userInfo().username}@127.0.0.1`,
      sshArgs: host.sshArgs,
      reach: 'direct',
      callbackAddress: '127.0.0.1',
      ...more,
    },
    roots,
  };
}

/**
 * A stand-in for the original host script, written from its description alone: it reads stdin to the end, splits at
 * the first "\n\n\n", pulls with rsync and exits with rsync's status.
 */
export function originalHostScript(root: string): NonNullable<HostOptions['command']> {
  return ({ directory, store }) => {
    const script = join(directory, 'original-host.py');
    writeFileSync(
      script,
      `#!/usr/bin/env python3
import os, re, subprocess, sys, tempfile
host, port = os.environ['SSH_ORIGINAL_COMMAND'].rsplit(':', 1)
key, exclude = sys.stdin.buffer.read().split(b'\\n\\n\\n', 1)
with tempfile.TemporaryDirectory() as d:
    open(d + '/key', 'wb').write(key + b'\\n')
    os.chmod(d + '/key', 0o600)
    open(d + '/exclude', 'wb').write(exclude)
    rsh = f'ssh -p {port} -i {d}/key -F none -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null'
    sys.exit(subprocess.call(['rsync', '-HaAXz', '--super', '--exclude-from=' + d + '/exclude',
        '--rsync-path=ionice -c3 rsync', '--rsh=' + rsh, host + ':${root}/', '${store}/copy/']))
`,
    );
    chmodSync(script, 0o700);
    mkdirSync(join(store, 'copy'), { recursive: true });
    return `/usr/bin/python3 ${script}`;
  };
}

function keygen(file: string): void {
  const made = spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
  if (made.status !== 0) throw new Error(`ssh-keygen: ${made.stderr.toString()}`);
}

/**
 * A port that was free a moment ago, in both families: one that the kernel gives to no connection and no other test's server
 * meanwhile (ip(7), ip_local_port_range begins at 32768).
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 22_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => {
        resolve(false);
      });
      server.listen(port, '::', () => {
        resolve(true);
      });
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

/** Settles when it listens on both addresses: with one of them taken, it goes on with the other. */
function listens(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      if (seen.split('Server listening on ').length > 2) resolve();
      else if (/^error: Bind to port/m.test(seen)) reject(new Error(`sshd does not listen: ${seen}`));
    });
    child.once('exit', () => {
      reject(new Error(`sshd did not start: ${seen}`));
    });
  });
}

async function stopped(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM');
    await ended;
  }
}
