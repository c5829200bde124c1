/** The owner's command, from start to end. */
import type { Readable } from 'node:stream';
import type { ProcessIdentity } from '../../process/process-identity';
import { startProgram } from '../../process/start-program';
import { messageOf } from '../result';

export interface CommandRun {
  /** The absolute path of a program: it gets no arguments, and no shell reads it. */
  file: string;
  env: Record<string, string>;
  signal: AbortSignal;
  /** Called once, when it runs; where this throws, it is ended. */
  onStart: (identity: ProcessIdentity | undefined) => void;
}

export interface CommandEnd {
  /** Why it has not done what it is for; undefined where it has. */
  reason: string | undefined;
  /** The end of what it said. */
  said: string;
}

const MOST_SAID = 8192;
/** What speaks to another machine has a lock there to give back. */
const GRACE_MS = 10_000;

/**
 * It leads a session of its own, and what it leaves behind in there ends with it: nothing reads the snapshot any more when this
 * settles. On abort by SIGTERM, then by SIGKILL.
 */
export async function runCommand({ file, env, signal, onStart }: CommandRun): Promise<CommandEnd> {
  const program = await startProgram({
    ...{ file, args: [], env, signal, graceMs: GRACE_MS, ownSession: true },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = Buffer.alloc(0);
  const heard = [program.stdout, program.stderr].map((stream) =>
    listen(stream, (chunk) => {
      said = Buffer.concat([said, chunk]).subarray(-MOST_SAID);
    }),
  );
  try {
    onStart(program.identity);
  } catch (error) {
    await program.stop();
    throw error;
  }
  const [{ status, signal: killed, startError }] = await Promise.all([program.ended, ...heard]);
  const text = said.toString('utf8');
  if (status === 0) return { reason: undefined, said: text };
  const last = text.trimEnd().split('\n').at(-1) ?? '';
  return { reason: describeEnd(), said: text };

  function describeEnd(): string {
    if (startError !== undefined) return `${file} could not be started: ${startError}`;
    if (signal.aborted) return `it was ended: ${messageOf(signal.reason)}`;
    const how = status === null ? `was ended by ${killed ?? 'a signal'}` : `ended with status ${status}`;
    return `${file} ${how}${last === '' ? '' : `: ${last}`}`;
  }
}

async function listen(stream: Readable | null, hear: (chunk: Buffer) => void): Promise<void> {
  if (stream === null) return;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) hear(chunk);
  } catch {
    // The pipe broke when the program was ended; what came before it counts.
  }
}
