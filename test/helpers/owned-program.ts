/**
 * A program that a test starts and ends by its pid, such as a display or a message bus. The kernel ends it should the
 * test die first (setpriv's --pdeathsig, prctl(2)), so that nothing is left of a test run that was killed.
 */
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { HANGS_MS } from './until';

export interface OwnedProgram {
  pid: number;
  child: ChildProcess;
  /** Its stderr so far. */
  stderr: () => string;
  /** Settles with its status, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>;
  /** SIGTERM, then SIGKILL; settles when it has ended. */
  stop: () => Promise<void>;
}

export function startOwnedProgram(
  file: string,
  args: string[],
  options: { environment: Record<string, string>; stdio?: StdioOptions },
): OwnedProgram {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', file, ...args], {
    env: options.environment,
    stdio: options.stdio ?? ['pipe', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${file} could not be started; setpriv comes with util-linux`);
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  // A program that has ended does not read any more; that it ended is told below.
  child.stdin?.on('error', () => undefined);
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once('close', (status, signal) => {
      resolve(status ?? signal ?? 0);
    });
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    const late = new AbortController();
    await Promise.race([
      ended,
      delay(HANGS_MS, undefined, { signal: late.signal }).then(
        () => child.kill('SIGKILL'),
        () => undefined,
      ),
    ]);
    late.abort();
    await ended;
  };
  return { pid, child, stderr: () => stderr, ended, stop };
}

/** The first line that the program writes there; rejects where it ends before it. */
export async function firstLine(
  program: OwnedProgram,
  from: NodeJS.ReadableStream | null | undefined,
): Promise<string> {
  let text = '';
  return new Promise((resolve, reject) => {
    from?.on('data', (chunk: Buffer | string) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    void program.ended.then((how) => {
      reject(new Error(`it ended (${how}) before it said where it is:\n${program.stderr()}`));
    });
  });
}
