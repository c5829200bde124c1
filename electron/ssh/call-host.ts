/** Starts the call to the host, or the same host program here for a local store, and reads its report. */
import { readLines } from '../../process/read-lines';
import type { ProcessIdentity } from '../../process/process-identity';
import { startProgram, type ProgramStart } from '../../process/start-program';
import { parseReportLine, type Report } from '../../shared/report';

export interface CallEvents {
  report: (report: Report) => void;
  log: (line: string) => void;
}

export interface CallEnd {
  status: number | null;
  /** Of our own child: what ended it in place of a status. */
  signal: NodeJS.Signals | null;
  startError?: string;
  /** The last lines of what it said on stderr, ours left out. */
  stderr: string[];
}

export interface Call {
  identity: ProcessIdentity | undefined;
  /** Sends what it is for, and ends its stdin. The body holds the private key: it goes there and nowhere else. */
  send: (body: string) => void;
  /** Settles with the first that it says, of whatever kind; never where it says nothing. */
  heard: Promise<void>;
  /** Settles when the program has ended and all it said was read; never rejects. */
  ended: Promise<CallEnd>;
  stop: () => Promise<void>;
}

const KEPT_LINES = 40;
/** A thousand paths that could not be read, at a good length each (host/make-snapshot.ts keeps to a quarter of it). */
const LONGEST_REPORT = 1024 * 1024;
const LONGEST_LOGGED = 4000;

/** Its stdin stays open until something is sent. */
export async function callHost(
  { file, args, env, signal }: Pick<ProgramStart, 'file' | 'args' | 'env' | 'signal'>,
  events: CallEvents,
): Promise<Call> {
  const program = await startProgram({
    ...{ file, args, stdio: ['pipe', 'pipe', 'pipe'] },
    ...(env && { env }),
    ...(signal && { signal }),
  });
  const heard = new Promise<void>((resolve) => {
    for (const stream of [program.stdout, program.stderr])
      stream?.once('data', () => {
        resolve();
      });
  });
  const stderr: string[] = [];
  readLines(
    program.stdout,
    'utf8',
    (line) => {
      const report = parseReportLine(line) ?? parseReportLine(line.slice(startOfReport(line)));
      if (report === undefined) events.log(`host: ${line.slice(0, LONGEST_LOGGED)}`);
      else events.report(report);
    },
    LONGEST_REPORT,
  );
  readLines(program.stderr, 'utf8', (line) => {
    events.log(`call: ${line.slice(0, LONGEST_LOGGED)}`);
    stderr.push(line);
    if (stderr.length > KEPT_LINES) stderr.shift();
  });
  const drained = Promise.all([isDrained(program.stdout), isDrained(program.stderr)]);
  return {
    identity: program.identity,
    heard,
    send: (body) => program.stdin?.end(Buffer.from(body, 'latin1')),
    stop: program.stop,
    ended: program.ended.then(async ({ status, signal, startError }) => {
      await drained;
      return { status, signal, stderr, ...(startError !== undefined && { startError }) };
    }),
  };
}

/** A start-up file of the host's shell may print without an end of line: the first report then stands behind that. */
function startOfReport(line: string): number {
  return Math.max(0, line.indexOf('{"latchkey":'));
}

function isDrained(stream: NodeJS.ReadableStream | null): Promise<void> {
  return new Promise((resolve) => {
    if (stream === null) {
      resolve();
      return;
    }
    stream.once('close', () => {
      resolve();
    });
  });
}
