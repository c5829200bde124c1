/**
 * Opens the one connection that a one-time grant allows: ssh to the host as for a backup, by the ordinary key, with our own
 * options for what it does. The code goes over its stdin, and nowhere else.
 */
import type { Readable } from 'node:stream';
import { findProgram } from '../../process/find-program';
import { readFrames, writeFrame, type Frame } from '../../process/frames';
import { endOf, readLines } from '../../process/read-lines';
import { startProgram, type RunningProgram } from '../../process/start-program';
import type { Failure } from '../../shared/failures';
import {
  FROM_HOST,
  FROM_LAPTOP,
  GREETING,
  grantedSchema,
  LONGEST_FRAME,
  refusedSchema,
  RESTORE_REQUEST,
} from '../../shared/give-back-channel';
import { parseReportLine } from '../../shared/report';
import { failure, success, type Result } from '../../shared/result';
import type { SshHostSettings } from '../../shared/settings';
import { callArguments, familiesToTry } from '../ssh/call-arguments';
import { classifyCall } from '../ssh/classify-call';
import { resolveDestination } from '../ssh/destination';
import { explainFailure } from '../ssh/explain-failure';
import { GrantedConnection } from './granted-connection';
import { nameAnswer } from './name-answer';
import { nameRefusal } from './name-refusal';
import type { GrantedStore, OwnPrograms } from './source';

/** From the call to its greeting, and from the code to its answer: ssh's own limit for the way there is shorter. */
const ANSWER_MS = 60_000;
const MOST_BEFORE_GREETING = 256 * 1024;
const KEPT_LINES = 40;
const HANG_UP_MS = 2000;

/**
 * The connection stands until it is closed, or the signal ends it.
 *
 * Fails with what a call fails with, restore-host-too-old, and for the code with restore-not-granted, restore-code-wrong,
 * restore-grant-void, restore-grant-used and restore-grant-expired.
 */
export async function openGrantedSource(
  host: SshHostSettings,
  code: string,
  programs: OwnPrograms,
  signal: AbortSignal,
): Promise<Result<GrantedStore>> {
  const ssh = findProgram('ssh');
  const sshKeygen = findProgram('ssh-keygen');
  if (ssh === undefined || sshKeygen === undefined) {
    return failure({ code: 'program-missing', program: 'ssh', package: 'openssh-client' });
  }
  const destination = await resolveDestination(ssh, host, signal);
  if (!destination.ok) return destination;
  let opened: Result<GrantedStore> = failure({ code: 'host-unreachable', detail: 'it has no address' });
  for (const family of familiesToTry(destination.value, host)) {
    const connection = { settings: host, destination: destination.value, family };
    const called = await startProgram({
      file: ssh,
      args: callArguments(connection, RESTORE_REQUEST),
      stdio: ['pipe', 'pipe', 'pipe'],
      signal,
    });
    const call = watchCall(called);
    const greeted = await withinLimit(readGreeting(called.stdout));
    opened =
      greeted.kind === 'frames'
        ? await redeem(call, greeted.frames, { host, code, programs })
        : failure(await explainEnd(call, greeted, { ssh, sshKeygen }, host));
    if (!opened.ok) await called.stop();
    if (opened.ok || opened.failure.code !== 'host-unreachable') return opened;
  }
  return opened;
}

interface Call {
  program: RunningProgram;
  /** The last lines of its stderr. */
  stderr: string[];
}

function watchCall(program: RunningProgram): Call {
  const stderr: string[] = [];
  readLines(program.stderr, 'utf8', (line) => {
    stderr.push(line.slice(0, 4000));
    if (stderr.length > KEPT_LINES) stderr.shift();
  });
  return { program, stderr };
}

type Greeted = { kind: 'frames'; frames: AsyncIterator<Frame, void> } | { kind: 'none'; said: string };

/** What a host's start-up files print may come before it. */
async function readGreeting(stdout: Readable | null): Promise<Greeted> {
  if (stdout === null) return { kind: 'none', said: '' };
  const chunks = stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer, void>;
  let held = Buffer.alloc(0);
  while (held.length < MOST_BEFORE_GREETING) {
    const { value, done } = await chunks.next().catch(() => ({ value: undefined, done: true as const }));
    if (done === true) break;
    held = Buffer.concat([held, value]);
    const at = held.indexOf(GREETING);
    if (at === -1) continue;
    const rest = held.subarray(at + Buffer.byteLength(GREETING));
    return { kind: 'frames', frames: readFrames(after(rest, chunks), () => LONGEST_FRAME) };
  }
  return { kind: 'none', said: held.toString('utf8') };
}

async function* after(rest: Buffer, chunks: AsyncIterator<Buffer, void>): AsyncGenerator<Buffer, void> {
  if (rest.length > 0) yield rest;
  for (;;) {
    const { value, done } = await chunks.next();
    if (done === true) return;
    yield value;
  }
}

async function withinLimit(greeting: Promise<Greeted>): Promise<Greeted | { kind: 'late' }> {
  return Promise.race([greeting, late()]);
}

function late(): Promise<{ kind: 'late' }> {
  return new Promise((resolve) => {
    setTimeout(() => {
      resolve({ kind: 'late' });
    }, ANSWER_MS).unref();
  });
}

async function redeem(
  { program }: Call,
  frames: AsyncIterator<Frame, void>,
  { host, code, programs }: { host: SshHostSettings; code: string; programs: OwnPrograms },
): Promise<Result<GrantedStore>> {
  const { destination } = host;
  const lost = (detail: string): Result<never> =>
    failure({ code: 'restore-connection-lost', host: destination, detail });
  const { stdin } = program;
  if (stdin === null) return lost('it has no input');
  await writeFrame(stdin, FROM_LAPTOP.code, code);
  const answered = await Promise.race([frames.next().catch((error: unknown) => error as Error), late()]);
  if (answered instanceof Error) return lost(answered.message);
  if ('kind' in answered) return lost('it did not answer the code');
  const { value: frame } = answered;
  if (frame === undefined) return lost('it has ended');
  const said = readJson(frame.payload);
  if (frame.kind === FROM_HOST.refused) {
    const refused = refusedSchema.safeParse(said);
    return refused.success ? failure(nameRefusal(destination, refused.data, false)) : lost('no word of why');
  }
  const granted = frame.kind === FROM_HOST.granted ? grantedSchema.safeParse(said) : undefined;
  if (granted?.success !== true) return lost('it said what is no answer to a code');
  const connection = new GrantedConnection(stdin, frames, destination);
  const { machine } = granted.data;
  const source: GrantedStore = {
    ...{ kind: 'granted', ...programs, destination, machine, granted: granted.data },
    ask: (question, onAnswer, signal) =>
      connection.ask(question, onAnswer, (failed) => nameAnswer(source, failed), signal),
    carry: (wanted, here) => connection.carry(wanted, here),
    ended: program.ended.then(() => undefined),
    close: () => hangUp(program),
  };
  return success(source);
}

/** The host ends by itself when nothing more can come. */
async function hangUp(program: RunningProgram): Promise<void> {
  program.stdin?.end();
  // What nobody reads would keep it from ending.
  program.stdout?.destroy();
  const limit = setTimeout(() => void program.stop(), HANG_UP_MS);
  await program.ended;
  clearTimeout(limit);
}

async function explainEnd(
  { program, stderr }: Call,
  greeted: { kind: 'none'; said: string } | { kind: 'late' },
  programs: { ssh: string; sshKeygen: string },
  host: SshHostSettings,
): Promise<Failure> {
  if (greeted.kind === 'late') return { code: 'restore-unanswered', detail: 'it does not answer' };
  // One that says other things without end does not end either.
  const limit = setTimeout(() => void program.stop(), HANG_UP_MS);
  const end = await program.ended;
  clearTimeout(limit);
  await endOf(program.stderr);
  const { startError, status, signal } = end;
  if (startError !== undefined) return { code: 'program-not-started', program: 'ssh', detail: startError };
  const reports = greeted.said.split('\n').map((line) => parseReportLine(line.slice(line.indexOf('{'))));
  const failed = reports.find((report) => report?.type === 'failed');
  // An older host program takes the request for a callback address, which it is not.
  if (failed?.type === 'failed') {
    const isOld = failed.failure.code === 'request-malformed';
    return isOld ? { code: 'restore-host-too-old', host: host.destination } : failed.failure;
  }
  return explainFailure(classifyCall({ status, signal, isSsh: true }, stderr), stderr, programs, host);
}

function readJson(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    return undefined;
  }
}
