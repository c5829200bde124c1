/**
 * A backup host gone bad: it takes the request and keeps the one-time key, for the test to do with it what it likes. The
 * call stays open until the test lets it end, or the run does. What it keeps lies outside of the sandbox.
 */
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { parseCallback, parseRequestBody, type RequestBody } from '../../shared/request';
import type { HostOptions } from './loopback-host';
import { HOST_PROGRAM, startProgram, type Finished, type Sandbox, type Started } from './sandbox';
import { until } from './until';

const SCRIPT = `
import os, sys, time
kept = sys.argv[1]
open(kept + '/body', 'wb').write(sys.stdin.buffer.read())
open(kept + '/callback.new', 'w').write(os.environ['SSH_ORIGINAL_COMMAND'])
os.rename(kept + '/callback.new', kept + '/callback')
parent, release = os.getppid(), kept + '/release'
while os.getppid() == parent and os.path.exists(kept) and not os.path.exists(release):
    time.sleep(0.02)
sys.exit(int(open(release).read()) if os.path.exists(release) else 1)
`;

const ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C', HOME: '/nonexistent' };

export class KeyKeeper {
  readonly directory = mkdtempSync(join(tmpdir(), 'lk-kept-'));

  readonly command: NonNullable<HostOptions['command']> = () => {
    const script = join(this.directory, 'keeper.py');
    writeFileSync(script, SCRIPT);
    return `/usr/bin/python3 ${script} ${this.directory}`;
  };

  /** Waits for the request to come in. */
  async request(): Promise<KeptRequest> {
    const path = join(this.directory, 'callback');
    await until(
      () => existsSync(path),
      () => 'no request has come',
    );
    return new KeptRequest(this.directory);
  }

  /** Ends the call with this status. */
  release(status: number): void {
    writeFileSync(join(this.directory, 'release.new'), String(status));
    renameSync(join(this.directory, 'release.new'), join(this.directory, 'release'));
  }

  /** Makes it ready for the request of another run. */
  forget(): void {
    for (const name of ['callback', 'release']) rmSync(join(this.directory, name), { force: true });
  }

  remove(): void {
    for (const program of started) program.kill('SIGKILL');
    rmSync(this.directory, { recursive: true });
  }
}

/** Whatever these tests have started and not ended: a test that fails leaves nothing to the next one. */
const started = new Set<Started>();

function startTracked(...start: Parameters<typeof startProgram>): Started {
  const program = startProgram(...start);
  started.add(program);
  void program.finished.finally(() => started.delete(program));
  return program;
}

export class KeptRequest {
  readonly body: string;
  readonly request: RequestBody;
  readonly host: string;
  readonly port: number;
  readonly keyFile: string;
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
    this.body = readFileSync(join(directory, 'body'), 'latin1');
    const request = parseRequestBody(this.body);
    const callback = parseCallback(readFileSync(join(directory, 'callback'), 'utf8'));
    if (!request.ok || !callback.ok) throw new Error('not a request');
    this.request = request.value;
    this.host = callback.value.host;
    this.port = callback.value.port;
    this.keyFile = join(directory, 'key');
    rmSync(this.keyFile, { force: true });
    writeFileSync(this.keyFile, this.request.privateKey, { mode: 0o400 });
    writeFileSync(join(directory, 'known_hosts'), `laptop ${this.request.extension?.hostKey ?? ''}\n`);
  }

  /** A connection of its own, with whatever options. */
  ssh(...args: string[]): Started {
    return this.sshWith(this.sshArguments(args));
  }

  sshWith(args: string[]): Started {
    return startTracked('/usr/bin/ssh', args, ENVIRONMENT);
  }

  sshArguments(args: readonly string[], key = this.keyFile): string[] {
    const options = [
      ...['BatchMode=yes', 'IdentitiesOnly=yes', 'IdentityAgent=none', 'StrictHostKeyChecking=yes'],
      ...[`UserKnownHostsFile=${join(this.#directory, 'known_hosts')}`, 'GlobalKnownHostsFile=/dev/null'],
      ...['HostKeyAlias=laptop', 'ConnectTimeout=10'],
    ].flatMap((option) => ['-o', option]);
    const [first, rest] = splitAtCommand(args);
    const place = ['-p', String(this.port), `${userInfo().username}@${this.host}`];
    return ['-F', 'none', '-i', key, ...options, ...first, ...place, ...rest];
  }

  /** The one authenticated connection: a master without a session, until it is closed. */
  async connect(...args: string[]): Promise<Intruder> {
    const control = join(this.#directory, 'c');
    const master = this.ssh('-M', '-N', '-S', control, ...args);
    await Promise.race([
      until(
        () => existsSync(control),
        () => 'ssh did not get in',
      ),
      master.finished.then(({ stderr }) => Promise.reject(new Error(`ssh did not get in: ${stderr}`))),
    ]);
    return new Intruder(master, control);
  }

  /** What a good host does with the same request: the real program, in the same place as the laptop. */
  backUp(sandbox: Sandbox, store: string, port = this.port): Started {
    const callback = `${this.host}:${port}`;
    const args = [HOST_PROGRAM, '--store', store, '--machine', 'laptop', '--request', callback];
    return startTracked(process.execPath, args, sandbox.environment, Buffer.from(this.body, 'latin1'));
  }
}

/**
 * There is one session at a time, and ssh ends when it knows how its command ended: sshd may still have to hear that the
 * session is over.
 */
async function whenFree(attempt: () => Promise<Finished>): Promise<Finished> {
  let finished: Finished | undefined;
  await until(
    async () => {
      finished = await attempt();
      return !finished.stderr.includes('Session open refused by peer');
    },
    () => finished?.stderr ?? '',
  );
  if (finished === undefined) throw new Error('nothing was tried');
  return finished;
}

/** Sessions in the one connection that was let in. */
export class Intruder {
  readonly master: Started;
  readonly control: string;

  constructor(master: Started, control: string) {
    this.master = master;
    this.control = control;
  }

  /** `args`: options, then "--" and the command, if any. */
  start(...args: string[]): Started {
    return this.startWith({}, ...args);
  }

  startWith(environment: Record<string, string>, ...args: string[]): Started {
    const [options, command] = splitAtCommand(args);
    const all = [
      '-F',
      'none',
      '-S',
      this.control,
      '-o',
      'ProxyCommand=false',
      '-o',
      'BatchMode=yes',
      ...options,
    ];
    return startTracked('/usr/bin/ssh', [...all, 'laptop', ...command], { ...ENVIRONMENT, ...environment });
  }

  run(...args: string[]): Promise<Finished> {
    return whenFree(() => this.start(...args).finished);
  }

  /** A real rsync client, with this connection as its remote shell. */
  rsync(...args: string[]): Promise<Finished> {
    const shell = `/usr/bin/ssh -F none -S ${this.control} -o ProxyCommand=false -o BatchMode=yes`;
    return whenFree(() => startTracked('/usr/bin/rsync', ['-e', shell, ...args], ENVIRONMENT).finished);
  }

  /** Another client of ssh; its arguments have to name the control socket. */
  program(file: string, args: string[]): Promise<Finished> {
    return whenFree(() => startTracked(file, args, ENVIRONMENT).finished);
  }

  async close(): Promise<void> {
    this.master.kill('SIGTERM');
    await this.master.finished;
  }
}

function splitAtCommand(args: readonly string[]): [options: string[], command: string[]] {
  const cut = args.indexOf('--');
  return cut < 0 ? [[...args], []] : [args.slice(0, cut), args.slice(cut + 1)];
}
