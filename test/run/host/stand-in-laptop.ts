/**
 * The laptop's side, without Latchkey's own code: a socket whose every connection gets its own `sshd -i` with one-time
 * keys, and a forced command that runs what was asked for. So the host is tried against the real programs alone.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatRequestBody, type RequestExtension } from '../../../shared/request';
import { parseReportLine, type Report } from '../../../shared/report';
import { ownProcesses } from '../../helpers/own-processes';
import { pathWith, withRsync, type RsyncVersion } from '../../helpers/rsync-versions';
import { afterBackupEnded, endAfterBackup } from '../../helpers/after-backup';

const HOST_PROGRAM = fileURLToPath(new URL('../../../dist/latchkey-host.mjs', import.meta.url));

export interface HostRun {
  status: number | null;
  signal: NodeJS.Signals | null;
  reports: Report[];
  /** What of stdout was no report. */
  stdout: string;
  stderr: string;
}

export interface RunningHost {
  process: ChildProcess;
  ended: Promise<HostRun>;
  /** Settles at the first report that fits. */
  reported: (fits: (report: Report) => boolean) => Promise<void>;
}

export interface RunOptions {
  extension?: Partial<RequestExtension>;
  excludeList?: string;
  args?: readonly string[];
  env?: Record<string, string>;
  callback?: string;
  body?: string;
  /** Do not wait for what the host does after its report. */
  goesOn?: boolean;
  /** What to start instead of node itself, with node's arguments behind it. */
  wrapper?: readonly string[];
}

export class StandInLaptop {
  readonly directory = mkdtempSync(join(tmpdir(), 'latchkey-host-test-'));
  readonly source = join(this.directory, 'source');
  readonly store = join(this.directory, 'store');
  readonly machine = join(this.store, 'laptop');
  connections = 0;
  private rsync: RsyncVersion | undefined;
  private readonly server: Server;
  private readonly sshds: ChildProcess[] = [];
  private readonly sockets: Socket[] = [];

  private constructor() {
    for (const path of [this.source, this.store]) mkdirSync(path);
    for (const name of ['host-key', 'client-key', 'other-key']) {
      execFileSync('ssh-keygen', [
        '-q',
        '-t',
        'ed25519',
        '-N',
        '',
        '-C',
        '',
        '-f',
        join(this.directory, name),
      ]);
    }
    chmodSync(this.directory, 0o700);
    this.setCommand('exec sh -c "$SSH_ORIGINAL_COMMAND"');
    this.server = createServer({ pauseOnConnect: true }, (socket) => {
      this.connections += 1;
      this.sockets.push(socket);
      const sshd = spawn('/usr/sbin/sshd', this.sshdArguments(), { stdio: [socket, socket, 'ignore'] });
      this.sshds.push(sshd);
      socket.on('error', () => undefined);
      sshd.on('exit', () => socket.destroy());
    });
  }

  static async start(): Promise<StandInLaptop> {
    const laptop = new StandInLaptop();
    await new Promise<void>((resolve) => laptop.server.listen(0, '127.0.0.1', resolve));
    return laptop;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Both sides have this rsync from now on, in the place of the system's. */
  useRsync(rsync: RsyncVersion): void {
    this.rsync = rsync;
    this.setCommand('exec sh -c "$SSH_ORIGINAL_COMMAND"');
  }

  /** What each session runs, as a line of sh. Commands that were asked for are noted in the file `commands`. */
  setCommand(line: string): void {
    const path = this.rsync === undefined ? '' : `export PATH=${pathWith(this.rsync)}\n`;
    const script = `#!/bin/sh\n${path}printf '%s\\n' "$SSH_ORIGINAL_COMMAND" >> '${this.directory}/commands'\n${line}\n`;
    writeFileSync(join(this.directory, 'forced-command'), script, { mode: 0o700 });
  }

  commands(): string[] {
    return readFileSync(join(this.directory, 'commands'), 'utf8').trimEnd().split('\n');
  }

  publicKey(name: string): string {
    return readFileSync(join(this.directory, `${name}.pub`), 'utf8')
      .split(' ')
      .slice(0, 2)
      .join(' ')
      .trim();
  }

  requestBody(extension: Partial<RequestExtension> = {}, excludeList = ''): string {
    return formatRequestBody({
      privateKey: readFileSync(join(this.directory, 'client-key'), 'latin1').trimEnd(),
      extension: {
        protocol: 1,
        hostKey: this.publicKey('host-key'),
        user: userInfo().username,
        roots: [this.source],
        reach: 'local',
        purpose: 'backup',
        ...extension,
      },
      excludeList,
    });
  }

  startHost(options: RunOptions = {}): RunningHost {
    const callback = options.callback ?? `127.0.0.1:${this.port}`;
    const args = [HOST_PROGRAM, '--store', this.store, '--machine', 'laptop', ...(options.args ?? [])];
    if (options.env?.SSH_ORIGINAL_COMMAND === undefined) args.push('--request', callback);
    const withItsRsync = this.rsync === undefined ? [] : withRsync(this.rsync);
    const [file = '', ...rest] = [...(options.wrapper ?? []), ...withItsRsync, process.execPath, ...args];
    const child = spawn(file, rest, {
      env: { HOME: this.directory, PATH: '/usr/bin:/bin:/usr/sbin', ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.body ?? this.requestBody(options.extension, options.excludeList), 'latin1');
    const host = followHost(child);
    return { ...host, ended: options.goesOn === true ? host.ended : this.withWhatFollows(host.ended) };
  }

  /** With exactly these arguments, and nothing on stdin. */
  startBare(args: readonly string[]): RunningHost {
    const env = { HOME: this.directory, PATH: '/usr/bin:/bin' };
    return followHost(
      spawn(process.execPath, [HOST_PROGRAM, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] }),
    );
  }

  private async withWhatFollows(ended: Promise<HostRun>): Promise<HostRun> {
    const run = await ended;
    await afterBackupEnded(this.store);
    return run;
  }

  run(options: RunOptions = {}): Promise<HostRun> {
    return this.startHost(options).ended;
  }

  /** Loses all connections, as when the laptop's lid is closed. */
  hangUp(): void {
    for (const socket of this.sockets) socket.destroy();
    for (const { pid } of this.sshds) if (pid !== undefined) killDescendants(pid);
  }

  async stopListening(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }

  async stop(): Promise<void> {
    this.hangUp();
    await endAfterBackup(this.store);
    await this.stopListening();
    execFileSync('chmod', ['-R', 'u+rwx', this.directory]);
    // Node's own cannot remove what is deeper than a path is long.
    execFileSync('rm', ['-rf', this.directory]);
  }

  private sshdArguments(): string[] {
    const keys = join(this.directory, 'authorized_keys');
    writeFileSync(keys, `restrict ${this.publicKey('client-key')}\n`);
    const options = [
      `HostKey=${join(this.directory, 'host-key')}`,
      `AuthorizedKeysFile=${keys}`,
      `ForceCommand=${join(this.directory, 'forced-command')}`,
      'UsePAM=no',
      'PasswordAuthentication=no',
      'KbdInteractiveAuthentication=no',
      'StrictModes=no',
      'PidFile=none',
      'SetEnv=SHLVL=2',
    ];
    return ['-i', '-e', '-f', '/dev/null', ...options.flatMap((option) => ['-o', option])];
  }
}

function followHost(child: ChildProcess): RunningHost {
  hostPids.add(child.pid);
  const reports: Report[] = [];
  const waiting: { fits: (report: Report) => boolean; resolve: () => void }[] = [];
  let rest = '';
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const report = parseReportLine(line);
      if (report === undefined) {
        stdout += `${line}\n`;
        continue;
      }
      reports.push(report);
      for (const { fits, resolve } of waiting) if (fits(report)) resolve();
    }
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  return {
    process: child,
    ended: new Promise((resolve) => {
      child.on('close', (status, signal) => {
        resolve({ status, signal, reports, stdout, stderr });
      });
    }),
    reported: (fits) => new Promise((resolve) => waiting.push({ fits, resolve })),
  };
}

export function findReport<T extends Report['type']>(run: HostRun, type: T): Extract<Report, { type: T }> {
  const found = run.reports.find((report): report is Extract<Report, { type: T }> => report.type === type);
  if (found === undefined) throw new Error(`no "${type}" in ${JSON.stringify(run)}`);
  return found;
}

/** Of every host program that this test file has started. */
const hostPids = new Set<number | undefined>();

/**
 * Directories of runs of the host program that this test file has left, or is using; after any run there must be none. The
 * name tells the process that made it.
 */
export function privateDirectories(): string[] {
  const ours = new Set([...hostPids, ...ownProcesses().map(({ pid }) => pid)]);
  return readdirSync('/dev/shm').filter((name) => {
    const pid = /^latchkey-host-(\d+)-/.exec(name)?.[1];
    return pid !== undefined && ours.has(Number(pid));
  });
}

/** ssh and rsync of the host's side that still run for this test file; after any run there must be none. */
export function hostProcesses(): string[] {
  return ownProcesses()
    .map(({ command }) => command)
    .filter((command) => /latchkey-host-\d/.test(command) || command.includes('latchkey-laptop:'));
}

/** sshd's session and its forced command are sessions of their own: each is found by its parent. */
function killDescendants(root: number): void {
  const table = ownProcesses();
  const family = [root];
  for (const pid of family) {
    family.push(...table.filter(({ parent }) => parent === pid).map((child) => child.pid));
  }
  for (const pid of family.slice(1)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended since.
    }
  }
}
