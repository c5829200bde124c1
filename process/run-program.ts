/** A short program from start to end, with its output in memory. */
import { addAbortListener } from 'node:events';
import type { Readable } from 'node:stream';
import { anySignal } from './any-signal';
import { startProgram, type ProgramEnd } from './start-program';

export interface ShortRun {
  file: string;
  args: readonly string[];
  env?: Record<string, string>;
  input?: string | Buffer;
  timeoutMs: number;
  signal?: AbortSignal;
  /** Of its output; `latin1` keeps every byte, one to one. Default `utf8`. */
  encoding?: 'utf8' | 'latin1';
}

export interface ShortRunResult extends ProgramEnd {
  stdout: string;
  stderr: string;
  timedOut: boolean;
}

const MOST_OUTPUT = 1024 * 1024;

/** Ends it after `timeoutMs` or on abort. Output beyond 1 MiB is dropped. Never rejects. */
export async function runProgram(run: ShortRun): Promise<ShortRunResult> {
  const limit = AbortSignal.timeout(run.timeoutMs);
  const signal = run.signal === undefined ? limit : anySignal([limit, run.signal]);
  const program = await startProgram({
    ...{ file: run.file, args: run.args, signal, stdio: ['pipe', 'pipe', 'pipe'] },
    ...(run.env && { env: run.env }),
  });
  program.stdin?.end(run.input ?? '');
  // Its pipes are closed as well: what it started itself may hold them for as long as it likes.
  const listening = addAbortListener(signal, () => {
    void program.ended.then(() => {
      program.stdout?.destroy();
      program.stderr?.destroy();
    });
  });
  const [stdout, stderr, end] = await Promise.all([
    collect(program.stdout, run.encoding),
    collect(program.stderr, run.encoding),
    program.ended,
  ]);
  listening[Symbol.dispose]();
  return { ...end, stdout, stderr, timedOut: limit.aborted };
}

async function collect(stream: Readable | null, encoding: 'utf8' | 'latin1' = 'utf8'): Promise<string> {
  if (stream === null) return '';
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= MOST_OUTPUT) chunks.push(chunk);
    }
  } catch {
    // The pipe broke when the program was ended; what came before it counts.
  }
  return Buffer.concat(chunks).toString(encoding);
}
