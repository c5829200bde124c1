/**
 * The one way a program is started: absolute path, argument array, no shell, allow-listed environment. Whoever
 * starts it gets a handle whose `stop` ends it; a program whose parent dies is ended by the next start's crash sweep.
 */
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { programEnvironment } from './environment';
import { identifyProcess, type ProcessIdentity } from './process-identity';

export interface ProgramStart {
  /** Absolute path. */
  file: string;
  args: readonly string[];
  env?: Record<string, string>;
  /** As child_process.spawn's; the default is no stdin, stdout and stderr as pipes. */
  stdio?: StdioOptions;
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
  identity: ProcessIdentity | undefined;
  stdin: Writable | null;
  stdout: Readable | null;
  stderr: Readable | null;
  /** Settles when the process has ended; never rejects. Its pipes may still hold data. */
  ended: Promise<ProgramEnd>;
  /** SIGTERM, then SIGKILL after the grace; settles when it has ended. */
  stop: () => Promise<void>;
}

export function startProgram(start: ProgramStart): RunningProgram {
  const child = spawn(start.file, [...start.args], {
    env: programEnvironment(start.env),
    stdio: start.stdio ?? ['ignore', 'pipe', 'pipe'],
    shell: false,
    windowsHide: true,
    detached: start.ownSession === true,
  });
  // A program that ends before it has read its stdin is reported by its status, not by EPIPE.
  child.stdin?.on('error', () => undefined);
  const ended = waitForEnd(child).then((end) => {
    if (start.ownSession === true) endGroup(child.pid);
    return end;
  });
  return {
    identity: child.pid === undefined ? undefined : identifyProcess(child.pid),
    stdin: child.stdin,
    stdout: child.stdout,
    stderr: child.stderr,
    ended,
    stop: () => stopChild(child, ended, start.graceMs ?? 2000),
  };
}

function waitForEnd(child: ChildProcess): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      resolve({ status: null, signal: null, startError: error.message });
    });
    child.once('exit', (status, signal) => {
      resolve({ status, signal });
    });
  });
}

async function stopChild(child: ChildProcess, ended: Promise<ProgramEnd>, graceMs: number): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await ended;
  clearTimeout(kill);
}

/** What is left of it: the group bears the number of its first process for as long as any other is in it. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing was left.
  }
}
