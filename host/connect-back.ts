/**
 * The one authenticated connection of a run: an ssh master that logs in to the laptop's one-time sshd and waits. Every
 * rsync of the run is a session in it, so that the laptop need let in a single connection.
 */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endOf, readLines } from '../process/read-lines';
import { startProgram, type RunningProgram } from '../process/start-program';
import { waitForFile } from '../process/wait-for-file';
import type { HostFailure } from '../shared/failures';
import type { PrivateDirectory } from './private-directory';
import { failure, success, type Result } from './result';

export interface LaptopDoor {
  address: string;
  port: number;
  user: string;
  /** Type and base64 of the one-time host key. */
  hostKey: string;
  privateKey: string;
}

export interface Connection {
  /** For rsync's -e: a session in this connection, which can never open another one. */
  remoteShell: string;
  /** The same as words, for what is no rsync's: behind them LAPTOP and the command. */
  remoteCommand: readonly [program: string, ...rest: string[]];
  close: () => Promise<void>;
}

/** Not an address, so that nothing can be connected to by it; also the name that the host key is pinned under. */
export const LAPTOP = 'latchkey-laptop';
const CONTROL_SOCKET = 'c';
const LOGIN_LIMIT_MS = 60_000;
/** How long it is tried once more, from the first time on: well within the minute that the laptop's door is open. */
const KNOCK_AGAIN_MS = 20_000;
/** Lines of ssh's that are remembered. */
const MOST_WORDS = 100;

/** Ends the connection as well when the signal is aborted. */
export async function connectBack(
  door: LaptopDoor,
  ssh: string,
  directory: PrivateDirectory,
  signal: AbortSignal,
): Promise<Result<Connection>> {
  const files = {
    key: join(directory.path, 'key'),
    knownHosts: join(directory.path, 'known_hosts'),
    control: join(directory.path, CONTROL_SOCKET),
  };
  await writeFile(files.key, door.privateKey, { mode: 0o400, flag: 'wx' });
  await writeFile(files.knownHosts, `${LAPTOP} ${door.hostKey}\n`, { mode: 0o400, flag: 'wx' });
  const args = masterArguments(door, files);
  const end = performance.now() + KNOCK_AGAIN_MS;
  let last = await knock(ssh, args, directory, signal);
  const isOver = (): boolean => signal.aborted || performance.now() > end;
  while (last.kind === 'crowded-out' && !isOver()) {
    // Not in step with whoever else knocks there.
    await delay(500 + Math.random() * 1000, undefined, { signal }).catch(() => undefined);
    if (!isOver()) last = await knock(ssh, args, directory, signal);
  }
  // What cannot be removed now goes with the directory.
  await rm(files.key, { force: true }).catch(() => undefined);
  if (last.kind !== 'in') {
    return signal.aborted
      ? failure({ code: 'transfer-interrupted', detail: 'the host program was ended' })
      : failure(last.failure);
  }
  const options = ['ControlMaster=no', 'ProxyCommand=false', 'BatchMode=yes'].flatMap((one) => ['-o', one]);
  const remoteCommand = [ssh, '-S', files.control, '-F', 'none', ...options] as const;
  return success({
    remoteShell: remoteCommand.join(' '),
    remoteCommand,
    close: last.master.stop,
  });
}

type Knock =
  | { kind: 'in'; master: RunningProgram }
  /** `crowded-out`: the laptop hung up before it had let it in, as it does while too many others knock. */
  | { kind: 'crowded-out' | 'refused'; failure: HostFailure };

async function knock(
  ssh: string,
  args: readonly string[],
  directory: PrivateDirectory,
  signal: AbortSignal,
): Promise<Knock> {
  const words: string[] = [];
  // ssh makes the socket under another name and links it into place: once it is there, it is listened on.
  const socket = waitForFile(directory.path, CONTROL_SOCKET);
  const master = await startProgram({ file: ssh, signal, args, stdio: ['ignore', 'ignore', 'pipe'] });
  directory.recordChild(master.identity);
  readLines(master.stderr, 'utf8', (line) => {
    if (words.length < MOST_WORDS) words.push(line);
  });
  const limit = setTimeout(() => void master.stop(), LOGIN_LIMIT_MS);
  const up = await Promise.race([socket.appeared.then(() => true), master.ended.then(() => false)]);
  clearTimeout(limit);
  socket.stop();
  if (up) return { kind: 'in', master };
  await master.stop();
  const { startError } = await master.ended;
  await endOf(master.stderr);
  return explainEnd(words, startError);
}

function masterArguments(
  door: LaptopDoor,
  files: { key: string; knownHosts: string; control: string },
): string[] {
  const options = [
    'BatchMode=yes',
    'IdentitiesOnly=yes',
    'IdentityAgent=none',
    'PreferredAuthentications=publickey',
    `UserKnownHostsFile=${files.knownHosts}`,
    'GlobalKnownHostsFile=/dev/null',
    `HostKeyAlias=${LAPTOP}`,
    'StrictHostKeyChecking=yes',
    'HostKeyAlgorithms=ssh-ed25519',
    'UpdateHostKeys=no',
    'CheckHostIP=no',
    'ForwardAgent=no',
    'ForwardX11=no',
    'ClearAllForwardings=yes',
    'PermitLocalCommand=no',
    'ControlPersist=no',
    'Compression=no',
    'ConnectTimeout=20',
    'ServerAliveInterval=15',
    'ServerAliveCountMax=4',
    // Below it, ssh does not say that it was hung up on once it knows who is there (OpenSSH 9.2, sshlogdie in log.c).
    'LogLevel=INFO',
  ].flatMap((option) => ['-o', option]);
  const place = ['-p', String(door.port), '-l', door.user, '--', door.address];
  return ['-M', '-N', '-T', '-S', files.control, '-F', 'none', '-i', files.key, ...options, ...place];
}

/** Tried: an sshd ended at every moment of a log-in. A line names what ssh was at, or nothing. */
const HUNG_UP =
  /^(\w+: )*(connect to .*: )?Connection ((closed|reset) by |to .* (port \d+: Broken pipe|closed by remote host))/m;

function explainEnd(words: readonly string[], startError: string | undefined): Knock {
  const text = words.join('\n');
  const detail = startError ?? words.at(-1)?.trim() ?? 'ssh did not get in within 60 seconds';
  if (/Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/.test(text)) {
    const mismatch = 'the one-time host key is another one';
    return { kind: 'refused', failure: { code: 'laptop-key-mismatch', detail: mismatch } };
  }
  const kind = HUNG_UP.test(text) ? 'crowded-out' : 'refused';
  return { kind, failure: { code: 'connect-back-failed', detail } };
}
