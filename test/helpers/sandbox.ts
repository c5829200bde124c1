/** A fresh home for one test: its own configuration, state and runtime directories, and the built programs. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterBackupEnded, readersOf } from './after-backup';
import { withRsync, type RsyncVersion } from './rsync-versions';

export const PROJECT = new URL('../..', import.meta.url).pathname.replace(/\/$/, '');
export const CLI = join(PROJECT, 'dist/latchkey.mjs');
export const GUARD = join(PROJECT, 'dist/guard.mjs');
export const CONFINED = join(PROJECT, 'dist/confined.mjs');
export const HOST_PROGRAM = join(PROJECT, 'dist/latchkey-host.mjs');
export const BUNDLES = {
  ...{ runtime: process.execPath, guard: GUARD, host: HOST_PROGRAM },
  ...{ confined: CONFINED, confinedThread: join(PROJECT, 'dist/confined-thread.mjs') },
};

if (userInfo().uid === 0) {
  throw new Error('The tests run as an ordinary user, like Latchkey itself: start them with "npm test".');
}

export interface Finished {
  status: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface Started {
  pid: number;
  /** Settles when it has ended and its output was read. */
  finished: Promise<Finished>;
  /** Settles when its stdout has shown this text; rejects when it ends without. */
  saw: (text: string) => Promise<void>;
  /** Its stdout so far. */
  output: () => string;
  kill: (signal: NodeJS.Signals) => void;
}

export class Sandbox {
  readonly path = mkdtempSync(join(tmpdir(), 'lk-'));
  readonly runtime = this.directory('runtime');
  readonly config = this.directory('config/latchkey');
  readonly state = this.directory('state');
  readonly source = this.directory('source');
  readonly store = this.directory('store');

  private rsync: RsyncVersion | undefined;

  /** What is started from here on finds this rsync, and so does all that it starts. */
  useRsync(rsync: RsyncVersion): void {
    this.rsync = rsync;
  }

  directory(name: string): string {
    const path = join(this.path, name);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  }

  /** The environment of the program under test: nothing of the developer's own. */
  get environment(): Record<string, string> {
    return {
      HOME: this.path,
      USER: userInfo().username,
      LOGNAME: userInfo().username,
      PATH: process.env.PATH ?? '/usr/bin:/bin',
      XDG_CONFIG_HOME: join(this.path, 'config'),
      XDG_STATE_HOME: this.state,
      XDG_RUNTIME_DIR: this.runtime,
      // Nobody: what a test runs must not be told to the developer, whose bus would be found without this.
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(this.runtime, 'no-bus')}`,
      TMPDIR: this.directory('tmp'),
    };
  }

  writeSettings(settings: unknown): void {
    writeFileSync(join(this.config, 'settings.json'), JSON.stringify(settings), { mode: 0o600 });
  }

  useLocalStore(roots = [this.source]): void {
    this.writeSettings({ schemaVersion: 1, host: { kind: 'local', directory: this.store }, roots });
  }

  writeExcludeList(text: string | Buffer): void {
    writeFileSync(join(this.config, 'exclude'), text);
  }

  /** Starts `latchkey` with these arguments. It counts as finished when a host in here has left its store alone as well. */
  start(...args: string[]): Started {
    const command = [
      ...(this.rsync === undefined ? [] : withRsync(this.rsync)),
      process.execPath,
      CLI,
      ...args,
    ];
    const [program = '', ...rest] = command;
    const started = startProgram(program, rest, this.environment);
    const finished = started.finished.then(async (result) => {
      await afterBackupEnded(this.path);
      return result;
    });
    return { ...started, finished };
  }

  run(...args: string[]): Promise<Finished> {
    return this.start(...args).finished;
  }

  /** Directories that were closed for a test, and their copies in the store, have to be opened first. */
  remove(): void {
    // What an application started may still be at work in the store.
    for (const pid of readersOf(this.path)) process.kill(pid, 'SIGKILL');
    // What it has started itself may take something away meanwhile; what cannot be removed is told below.
    spawnSync('chmod', ['-R', 'u+rwX', this.path]);
    rmSync(this.path, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
  }
}

export function startProgram(
  file: string,
  args: string[],
  environment: Record<string, string>,
  input = Buffer.alloc(0),
): Started {
  const child = spawn(file, args, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
  // A program that ends without reading its input is told by its status.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    for (const look of waiting) look();
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => {
      resolve({ status, signal, stdout, stderr });
    });
  });
  if (child.pid === undefined) throw new Error(`${file} could not be started`);
  return {
    pid: child.pid,
    finished,
    output: () => stdout,
    kill: (signal) => child.kill(signal),
    saw: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!stdout.includes(text)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
        void finished.then(() => {
          reject(new Error(`it ended without saying "${text}":\n${stdout}\n${stderr}`));
        });
      }),
  };
}
