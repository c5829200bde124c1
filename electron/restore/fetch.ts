/** rsync, from the host program's side of a snapshot into a staging directory; and the same as a question what differs. */
import { anySignal } from '../../process/any-signal';
import { asPlainNode } from '../../process/environment';
import { findProgram } from '../../process/find-program';
import { endOf, readLines } from '../../process/read-lines';
import { startProgram } from '../../process/start-program';
import type { Entry } from '../../shared/give-back';
import { failure, success, type Result } from '../../shared/result';
import { unescapeRsyncName } from '../../shared/rsync-name';
import { parseProgressLine, type ProgressLine } from '../../shared/rsync-progress';
import { entriesBelow } from './entries-below';
import { placeOf, type OwnPrograms, type Source, type StoreHere } from './source';
import { stagingPaths } from './stage';

export interface Fetching {
  source: Source;
  snapshot: string;
  /** The staging directory. */
  directory: string;
  /** What is fetched, each with all below it: absolute, binary strings. */
  wanted: readonly string[];
  /** What the snapshot has of it, as it was listed. */
  entries: ReadonlyMap<string, Entry>;
  /** Fills it as rsync --fake-super keeps things: owners, devices and the like as attributes, which take no root. */
  recorded: boolean;
  signal: AbortSignal;
}

/** rsync's words for "some could not be transferred, or not in full". */
const PARTIAL = [23, 24];
const MOST_WORDS = 20;
const LONGEST_LINE = 64 * 1024;
/** What rsync may say too much of a transfer in which all is right. */
const SPARE_BYTES = 1024 * 1024;

/**
 * What is there already and the same is not fetched again.
 *
 * @returns what rsync had to complain of, a line each
 * Fails with restore-fetch-failed, and where it was cancelled with that as well; with restore-more-than-listed; over a
 * connection with restore-grant-ended and restore-connection-lost, too.
 */
export async function fetchFiles(
  fetching: Fetching,
  onProgress: (progress: ProgressLine) => void,
): Promise<Result<string[]>> {
  const listed = entriesBelow(fetching.wanted, fetching.entries);
  const mostBytes = listed.reduce((sum, { size }) => sum + size, SPARE_BYTES);
  const tooMuch = new AbortController();
  const signal = anySignal([fetching.signal, tooMuch.signal]);
  const fetched = await runRsync({ ...fetching, signal }, ['--info=progress2'], (line) => {
    const progress = parseProgressLine(line);
    if (progress === undefined) return;
    const { bytes, files = 0 } = progress;
    if (bytes > mostBytes || files > listed.length) tooMuch.abort();
    onProgress(progress);
  });
  return tooMuch.signal.aborted
    ? failure({ code: 'restore-more-than-listed', host: placeOf(fetching.source) })
    : fetched;
}

/** Directories get their times again after something in them was replaced; files are left as they are. Fails as fetchFiles does. */
export function putDirectoriesRight(fetching: Fetching): Promise<Result<string[]>> {
  return runRsync(fetching, ['--existing', '--ignore-existing'], () => undefined);
}

/** What of an entry is another there than in the snapshot. */
export interface Difference {
  /** Absolute, a binary string. */
  path: string;
  /** Its contents, or that it is not there; else only what is known of it: an owner, an ACL, an attribute. */
  contents: boolean;
}

/**
 * Compares what is staged with the snapshot; reads all contents only where it is asked to, or else sizes and times decide.
 * Fails as fetchFiles does.
 */
export async function findDifferences(
  fetching: Fetching,
  readContents: boolean,
): Promise<Result<Difference[]>> {
  const differences: Difference[] = [];
  const args = ['-n', ...(readContents ? ['-c'] : []), '--out-format=%i %n'];
  const compared = await runRsync(fetching, args, (line) => {
    const [, change = '', name = ''] = /^(\S{11}) (.*)$/s.exec(line) ?? [];
    if (change === '') return;
    const path = `/${unescapeRsyncName(name.replace(/\/$/, ''))}`;
    differences.push({ path, contents: tellsOfContents(change) });
  });
  return compared.ok ? success(differences) : compared;
}

/** rsync(1), --itemize-changes: it is not there, or has another checksum, target or size. */
function tellsOfContents(change: string): boolean {
  return !change.startsWith('.') && (change.includes('+') || change[2] === 'c' || change[3] === 's');
}

async function runRsync(
  { source, snapshot, directory, wanted, recorded, signal }: Fetching,
  options: readonly string[],
  onLine: (line: string) => void,
): Promise<Result<string[]>> {
  const file = findProgram('rsync');
  if (file === undefined) return failure({ code: 'program-missing', program: 'rsync', package: 'rsync' });
  const rsync = await startProgram({
    file,
    signal,
    // It writes with two processes, of which the second would outlive the first.
    ownSession: true,
    stdio: ['ignore', 'pipe', 'pipe', ...(source.kind === 'granted' ? (['pipe'] as const) : [])],
    args: [
      ...['-aHAXSR', '--numeric-ids', '--modify-window=-1'],
      // Devices take root. Whether a program may be setuid is decided for each one, when all is proven.
      ...(recorded ? ['--fake-super'] : ['--no-devices', '--chmod=Fug-s']),
      ...['--no-human-readable', '--outbuf=L', `--temp-dir=${stagingPaths.unfinished(directory)}`],
      ...options,
      ...['-e', remoteShell(source, snapshot, directory), 'snapshot:.', `${stagingPaths.files(directory)}/`],
    ],
    env: asPlainNode(),
  });
  const carried =
    source.kind === 'granted' && rsync.carrier !== null
      ? source.carry({ snapshot, paths: wanted }, rsync.carrier)
      : undefined;
  const words: string[] = [];
  const read = Promise.all([endOf(rsync.stdout), endOf(rsync.stderr)]);
  readLines(rsync.stdout, 'latin1', onLine, LONGEST_LINE);
  readLines(rsync.stderr, 'utf8', (line) => {
    if (words.length < MOST_WORDS) words.push(line);
  });
  const { status, startError } = await rsync.ended;
  await read;
  const said = (await carried) ?? success([]);
  if (!said.ok) return said;
  words.push(...said.value);
  if (status === 0 || (status !== null && PARTIAL.includes(status))) return success(words);
  const detail =
    startError ?? words[0] ?? (signal.aborted ? 'cancelled' : `rsync ended with ${status ?? 'a signal'}`);
  return failure({ code: 'restore-fetch-failed', detail: detail.slice(0, 1000) });
}

/** rsync splits this at blanks; in quotes, of which a doubled one stands for itself, they belong to a word. */
function remoteShell(source: Source, snapshot: string, directory: string): string {
  const words = source.kind === 'here' ? servingHere(source, snapshot, directory) : carryingFromHost(source);
  return words.map((word) => `'${word.replaceAll("'", "''")}'`).join(' ');
}

function servingHere(
  { runtime, host, store, machine }: StoreHere,
  snapshot: string,
  directory: string,
): string[] {
  const wanted = stagingPaths.wanted(directory);
  return [
    ...[runtime, host, '--store', store, '--machine', machine, '--serve', snapshot],
    ...['--wanted', wanted, '--'],
  ];
}

/** Through the descriptor that rsync has from us, to whom the connection belongs. */
function carryingFromHost({ runtime, host }: OwnPrograms): string[] {
  return [runtime, host, '--carry', '--'];
}
