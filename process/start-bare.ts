/**
 * A program, started without the library: for a thread that starts one and little else, where loading that would cost more
 * than all the rest. Everything else goes by start-program.ts.
 */
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { currentDirectory, programEnvironment } from './environment';
import { endGroup } from './end-group';
import type { ProgramEnd, RunningProgram } from './start-program';

interface BareStart {
  /** Absolute path. */
  file: string;
  args: readonly string[];
  stdio: StdioOptions;
}

export type BareProgram = Pick<RunningProgram, 'pid' | 'stderr' | 'ended' | 'stop'>;

const GRACE_MS = 2000;

/** As startProgram does with `ownSession`; its end is told the same way. */
export function startBare({ file, args, stdio }: BareStart): BareProgram {
  let child: ChildProcess;
  try {
    child = spawn(file, args, {
      ...{ stdio, detached: true },
      ...{ env: programEnvironment(), cwd: currentDirectory() },
    });
  } catch (error) {
    // Some of what the system refuses is thrown, such as memory; the rest is told as an event.
    return notStarted((error as Error).message);
  }
  const ended = new Promise<ProgramEnd>((resolve) => {
    child.once('error', (error) => {
      resolve({ status: null, signal: null, startError: error.message });
    });
    child.once('exit', (status, signal) => {
      endGroup(child.pid);
      resolve({ status, signal });
    });
  });
  return {
    pid: child.pid,
    // Without a descriptor to spare there are no pipes at all, whatever the types say.
    stderr: 'stderr' in child ? child.stderr : null,
    ended,
    stop: async () => {
      // As in start-program.ts: without a number, any process might be meant.
      if (child.pid === undefined) {
        await ended;
        return;
      }
      child.kill();
      const force = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
      await ended;
      clearTimeout(force);
    },
  };
}

function notStarted(startError: string): BareProgram {
  return {
    pid: undefined,
    stderr: null,
    ended: Promise.resolve({ status: null, signal: null, startError }),
    stop: () => Promise.resolve(),
  };
}
