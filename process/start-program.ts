/**
 * The one way a program is started: absolute path, argument array, no shell, allow-listed environment. Whoever
 * starts it gets a handle whose `stop` ends it; a program whose parent dies is ended by the next start's crash sweep.
 */
import type { Options, ResultPromise } from 'execa';
import type { StdioOptions } from 'node:child_process';
import { Duplex, type Readable, type Writable } from 'node:stream';
import { currentDirectory, programEnvironment } from './environment';
import { endGroup } from './end-group';
import { letGoOfPipe } from './let-go-of-pipe';
import { identifyProcess, type ProcessIdentity } from './process-identity';

export interface ProgramStart {
  /** Absolute path. */
  file: string;
  args: readonly string[];
  env?: Record<string, string>;
  /** As child_process.spawn's; the default is no stdin, stdout and stderr as pipes. */
  stdio?: StdioOptions;
  /** Ends it as `stop` does, also where it is aborted by now. */
  signal?: AbortSignal;
  /** How long it may take after SIGTERM before SIGKILL, in milliseconds. */
  graceMs?: number;
  /**
   * In a session of its own (setsid(2)), of which nothing outlives the program: for one that shares its work among
   * processes and, killed, leaves the others behind.
   */
  ownSession?: boolean;
}

export interface ProgramEnd {
  /** The exit status, or null where a signal ended it or it never started. */
  status: number | null;
  signal: NodeJS.Signals | null;
  /** Why it could not be started at all. */
  startError?: string;
}

export interface RunningProgram {
  /** Undefined where it could not be started. */
  pid: number | undefined;
  /** Undefined as well where it has ended by now, or this thread may not look into /proc. */
  identity: ProcessIdentity | undefined;
  stdin: Writable | null;
  stdout: Readable | null;
  stderr: Readable | null;
  /** Our end of its descriptor 3, where `stdio` makes that a pipe: a socket, which what it starts has as well. */
  carrier: Duplex | null;
  /** Settles when the process has ended; never rejects. Its pipes may still hold data; they end, whoever else has them. */
  ended: Promise<ProgramEnd>;
  /** SIGTERM, then SIGKILL after the grace; settles when it has ended. */
  stop: () => Promise<void>;
}

/** Its output is to be read in the turn in which this settles: what nobody reads by then is dropped. Rejects for a NUL alone. */
export async function startProgram(start: ProgramStart): Promise<RunningProgram> {
  return (await loadStarter())(start);
}

/** For who has to start it in the same turn as something happens, such as a connection that comes. */
export async function loadStarter(): Promise<(start: ProgramStart) => RunningProgram> {
  // Loaded with the first program: `--version` and the like start none.
  const { execa } = await import('execa');
  return ({
    file,
    args,
    env,
    stdio = ['ignore', 'pipe', 'pipe'],
    signal,
    graceMs = 2000,
    ownSession = false,
  }) => {
    const child = execa(file, args, {
      ...optionsOf(env),
      ...{ stdio, detached: ownSession, forceKillAfterDelay: graceMs },
      ...(signal && { cancelSignal: signal }),
    } as Options);
    // Of one that could not be started, Node's handle has no number yet but what was in that memory: `kill` would send the signal
    // to any process, or with 0 and -1 to all of our group and of this user (tried with Node 20 and what fork or exec refuses).
    if (child.pid === undefined) child.kill = () => false;
    // A program that ends before it has read its stdin is reported by its status, not by EPIPE.
    child.stdin?.on('error', () => undefined);
    const ended = waitForEnd(child).then((end) => {
      if (ownSession) endGroup(child.pid);
      letGoOfPipe(child.stdout);
      letGoOfPipe(child.stderr);
      return end;
    });
    const carrier: unknown = child.stdio[3];
    return {
      pid: child.pid,
      identity: child.pid === undefined ? undefined : identifyProcess(child.pid),
      stdin: child.stdin,
      stdout: child.stdout,
      stderr: child.stderr,
      carrier: carrier instanceof Duplex ? carrier : null,
      ended,
      stop: async () => {
        child.kill();
        await ended;
      },
    };
  };
}

/** What holds for every program, the detached ones too. */
export function optionsOf(env: Record<string, string> | undefined): Options {
  return {
    extendEnv: false,
    env: programEnvironment(env),
    cwd: currentDirectory(),
    reject: false,
    // What it says is read as it comes, or not at all.
    buffer: false,
    // Else it would be ended with us; who has to end it says so, and tells a crash from a quit.
    cleanup: false,
    windowsHide: true,
  };
}

/** execa's own promise waits for the pipes as well, which a grandchild may hold for as long as it likes. */
function waitForEnd(child: ResultPromise): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      resolve({ status: null, signal: null, startError: error.message });
    });
    child.once('exit', (status, signal) => {
      resolve({ status, signal });
    });
    // What spawn(2) refuses at once, such as an argument that is too long, is told there alone.
    void child.then((result) => {
      if (child.pid === undefined) {
        const { originalMessage: startError = 'it could not be started' } = result;
        resolve({ status: null, signal: null, startError });
      }
    });
  });
}
