/** A one-time grant on a host of a test, and both ends of its connection: the real laptop's, and one that says what it likes. */
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { formatFrame, readFrames, type Frame } from '../../process/frames';
import { GREETING, RESTORE_REQUEST } from '../../shared/give-back-channel';
import type { LoopbackHost } from './loopback-host';
import { withRsync, type RsyncVersion } from './rsync-versions';
import { CLI, HOST_PROGRAM, startProgram, type Finished, type Sandbox, type Started } from './sandbox';

/** As the owner of the store does it: a login of the person's own, with the home that sshd gives a laptop's key. */
export function onHost(
  host: Pick<LoopbackHost, 'home'>,
  args: string[],
  env: Record<string, string> = {},
  wrapper: string[] = [],
): Promise<Finished> {
  const [program = '', ...rest] = [...wrapper, process.execPath, HOST_PROGRAM, ...args];
  return startProgram(program, rest, { HOME: host.home, PATH: '/usr/bin:/bin', ...env }).finished;
}

/** authorized_keys where a person has it. */
export function useOwnKeys(host: LoopbackHost): void {
  const directory = join(host.home, '.ssh');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  copyFileSync(join(host.directory, 'authorized_keys'), join(directory, 'authorized_keys'));
}

/** Returns the code. */
export async function grant(host: Pick<LoopbackHost, 'home' | 'store'>, ...args: string[]): Promise<string> {
  const which = ['--store', host.store, '--machine', 'laptop'];
  const { stdout, stderr } = await onHost(host, ['--grant-restore', ...which, ...args]);
  const [, code] = /^Code: (\S+)$/m.exec(stdout) ?? [];
  if (code === undefined) throw new Error(`no code: ${stdout}${stderr}`);
  return code;
}

export function revoke(host: Pick<LoopbackHost, 'home' | 'store'>): Promise<Finished> {
  return onHost(host, ['--revoke-restore', '--store', host.store, '--machine', 'laptop']);
}

/** `latchkey` with a code on its standard input. */
export function startWithCode(sandbox: Sandbox, code: string, args: string[], rsync?: RsyncVersion): Started {
  const wrapper = rsync === undefined ? [] : withRsync(rsync);
  const [program, ...rest] = [...wrapper, process.execPath, CLI, ...args, '--code-from', '-'];
  return startProgram(program, rest, sandbox.environment, Buffer.from(`${code}\n`));
}

export function withCode(
  sandbox: Sandbox,
  code: string,
  args: string[],
  rsync?: RsyncVersion,
): Promise<Finished> {
  return startWithCode(sandbox, code, args, rsync).finished;
}

/** The file of the laptop's grant. */
export function grantFile(host: Pick<LoopbackHost, 'home'>): string {
  const directory = join(host.home, '.local/state/latchkey-host/grants');
  const [name, ...others] = readdirSync(directory).filter((entry) => /^laptop-.*\.json$/.test(entry));
  if (name === undefined || others.length > 0) throw new Error(`not one grant in ${directory}`);
  return join(directory, name);
}

/** Moves the beginning of the laptop's grant, as if that long had passed since; not to before this machine was started. */
export function ageGrant(host: Pick<LoopbackHost, 'home'>, seconds: number): void {
  const file = grantFile(host);
  const kept = JSON.parse(readFileSync(file, 'utf8')) as { uptime: number };
  const uptime = kept.uptime - seconds;
  if (uptime < 0) throw new Error('this machine has not been up for that long');
  writeFileSync(file, JSON.stringify({ ...kept, uptime }));
}

export interface AnyClient {
  send: (kind: string, payload: Buffer | string) => void;
  sendBytes: (bytes: Buffer) => void;
  /** The next frame; undefined where the connection has ended. */
  next: () => Promise<Frame | undefined>;
  end: () => void;
  /** All that ssh has said, whole. */
  said: () => string;
  ended: Promise<number | null>;
}

/** Whoever holds the laptop's key, with an ssh client of their own. */
export async function anyClient(
  host: LoopbackHost,
  { command = RESTORE_REQUEST, options = [] }: { command?: string; options?: string[] } = {},
): Promise<AnyClient> {
  const destination = `${userInfo().username}@127.0.0.1`;
  const args = ['-o', 'BatchMode=yes', ...options, ...host.sshArgs, '--', destination, command];
  const ssh = spawn('/usr/bin/ssh', args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  ssh.stdin.on('error', () => undefined);
  ssh.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('latin1')));
  ssh.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('latin1')));
  const ended = new Promise<number | null>((resolve) => ssh.once('exit', resolve));
  const frames = readFrames(withoutGreeting(ssh.stdout), () => 64 * 1024 * 1024);
  // At once: what is seen by `said` before somebody asks would be lost to the frames.
  let coming = frames.next();
  coming.catch(() => undefined);
  return Promise.resolve({
    send: (kind, payload) => ssh.stdin.write(formatFrame(kind, payload)),
    sendBytes: (bytes) => ssh.stdin.write(bytes),
    next: async () => {
      const { value } = await coming;
      coming = frames.next();
      coming.catch(() => undefined);
      return value ?? undefined;
    },
    end: () => ssh.stdin.end(),
    said: () => said,
    ended,
  });
}

async function* withoutGreeting(stdout: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of stdout) {
    if (held === undefined) {
      yield chunk;
      continue;
    }
    held = Buffer.concat([held, chunk]);
    if (held.length < GREETING.length) continue;
    yield held.subarray(GREETING.length);
    held = undefined;
  }
}
