/** `latchkey --usage`: what takes the space, of directories here or of what du or ncdu wrote elsewhere. */
import { writeSync } from 'node:fs';
import { EXIT } from '../../shared/exit-codes';
import type { PassedOver } from '../../shared/passed-over';
import { VERSION } from '../../shared/version';
import { formatBytes, formatCount, formatDuration } from '../../shared/words';
import type { LinkTable } from '../usage/count-links';
import { findLargest } from '../usage/find-largest';
import { pathOf } from '../usage/node-path';
import type { Problem } from '../usage/record-directory';
import { FLAGS, type ScannedTree } from '../usage/scanned-tree';
import { showName } from '../usage/show-name';
import { totalsOf, type Totals } from '../usage/totals';
import { writeDu } from '../usage/write-du';
import { writeNcdu } from '../usage/write-ncdu';
import { readListInTerminal } from './read-list-in-terminal';
import { sayPassedOver } from './say-passed-over';
import { sayProblems } from './say-problems';
import { scanInTerminal } from './scan-in-terminal';
import { pathAsJson } from './path-as-json';
import { complain, say, sayJson } from './terminal';
import { formatUsageTable } from './usage-table';

type UsageFormat = 'table' | 'json' | 'du' | 'du0' | 'ncdu';

export interface UsageOptions {
  /** What to scan; none means the working directory. With `from` they are not looked at. */
  paths: string[];
  format: UsageFormat;
  /** Stay on the file system of each path; true unless said otherwise. */
  oneFileSystem?: boolean;
  /** Read what du or ncdu wrote from this file, `-` for the standard input, and scan nothing. */
  from?: string;
  /** Rows of the table and of `largest` in JSON. */
  rows?: number;
  /** The worker's bundle, where it does not lie beside this program. */
  workerFile?: URL | string;
}

interface Measured {
  tree: ScannedTree;
  links: LinkTable | undefined;
  problems: readonly Problem[];
  engine: string;
  seconds: number;
  complete: boolean;
  /** Of a list. */
  passedOver: readonly PassedOver[];
}

const ROWS = 25;

/** Returns the exit code: 0; 3 where something could not be read, here or by the du that wrote a list; 1 where nothing could; 130 when interrupted. */
export async function usageCommand(options: UsageOptions): Promise<number> {
  const measured = options.from === undefined ? await scan(options) : await readMeasured(options.from);
  if (measured === undefined) return EXIT.failed;
  if (!measured.complete && options.format !== 'table' && options.format !== 'json') {
    complain('interrupted: an incomplete list is not written.');
    return EXIT.cancelled;
  }
  writeResult(measured, options);
  sayProblems(measured.tree, measured.problems);
  sayPassedOver(measured.passedOver);
  if (!measured.complete) return EXIT.cancelled;
  if (measured.passedOver.some(({ kind }) => kind === 'complaint')) return EXIT.partial;
  if (measured.problems.length === 0) return EXIT.completed;
  const nothingSeen =
    measured.tree.nodeCount === 1 && ((measured.tree.flags[0] ?? 0) & FLAGS.statFailed) !== 0;
  return nothingSeen ? EXIT.failed : EXIT.partial;
}

async function scan(options: UsageOptions): Promise<Measured> {
  const result = await scanInTerminal(options.paths.length === 0 ? ['.'] : options.paths, {
    oneFileSystem: options.oneFileSystem ?? true,
    inDuOrder: options.format === 'du' || options.format === 'du0',
    ...(options.workerFile === undefined ? {} : { workerFile: options.workerFile }),
  });
  for (const root of result.within) complain(`${showName(root)} is already part of another path.`);
  if (result.tooLarge) complain('there are more entries than can be held; what follows is not all.');
  return { tree: result, ...result, passedOver: [] };
}

async function readMeasured(file: string): Promise<Measured | undefined> {
  const read = await readListInTerminal(file);
  if (!read.ok) {
    complain(`${file === '-' ? 'the standard input' : file} cannot be used: ${read.failure}.`);
    return undefined;
  }
  const { tree, passedOver } = read.value;
  return { tree, passedOver, links: undefined, problems: [], engine: 'import', seconds: 0, complete: true };
}

function writeResult(measured: Measured, options: UsageOptions): void {
  const { tree, links } = measured;
  switch (options.format) {
    case 'table':
      writeTable(measured, options.rows ?? ROWS);
      break;
    case 'json':
      sayJson(describeAsJson(measured, options.rows ?? ROWS));
      break;
    case 'du':
    case 'du0':
      writeAll(writeDu(tree, links, { end: options.format === 'du' ? 0x0a : 0 }));
      break;
    case 'ncdu':
      writeAll(
        writeNcdu(tree, links, {
          program: 'latchkey',
          version: VERSION,
          timestamp: Math.floor(Date.now() / 1000),
        }),
      );
  }
}

function writeTable({ tree, seconds, complete }: Measured, count: number): void {
  const totals = totalsOf(tree);
  const rows = findLargest(tree, totals, count).map((node) => {
    const flags = tree.flags[node] ?? 0;
    return {
      bytes: (totals.subtreeBlocks[node] ?? 0) * 512,
      path: showName(pathOf(tree, node)),
      directory: (flags & FLAGS.directory) !== 0,
      ...((flags & FLAGS.unreadable) === 0 ? {} : { note: 'not read' }),
    };
  });
  const whole = (totals.subtreeBlocks[0] ?? 0) * 512;
  formatUsageTable(rows, whole, process.stdout.isTTY ? process.stdout.columns : 100).forEach(say);
  const took = seconds > 0 ? `, scanned in ${formatDuration(seconds)}` : '';
  const stopped = complete ? '' : '; interrupted, so this is not all';
  say('');
  say(
    `${formatBytes(whole)} on disk, ${formatBytes(totals.subtreeSize[0] ?? 0)} of contents, ${formatCount(tree.nodeCount, 'entry', 'entries')}${took}${stopped}.`,
  );
}

function describeAsJson(
  { tree, problems, engine, seconds, complete, passedOver }: Measured,
  count: number,
): unknown {
  const totals: Totals = totalsOf(tree);
  const several = (tree.nameLength[0] ?? 0) === 0;
  const roots = several ? Array.from({ length: tree.childCount[0] ?? 0 }, (_, index) => index + 1) : [0];
  const describe = (node: number): unknown => {
    const flags = tree.flags[node] ?? 0;
    return {
      ...pathAsJson(pathOf(tree, node)),
      bytes: (totals.subtreeBlocks[node] ?? 0) * 512,
      apparentBytes: totals.subtreeSize[node] ?? 0,
      entries: totals.subtreeCount[node] ?? 0,
      flags: Object.entries(FLAGS).flatMap(([name, bit]) => ((flags & bit) === 0 ? [] : [name])),
    };
  };
  return {
    complete,
    engine,
    seconds,
    entries: tree.nodeCount - (several ? 1 : 0),
    roots: roots.map(describe),
    largest: findLargest(tree, totals, count).map(describe),
    problems: problems.map((problem) => ({
      ...pathAsJson(pathOf(tree, problem.node)),
      kind: problem.kind,
      errno: problem.errno,
      entries: problem.count,
    })),
    passedOver,
  };
}

/** Straight to the descriptor: 100 MB of output need not wait in memory. A reader that has gone away is no error. */
function writeAll(pieces: Iterable<Uint8Array>): void {
  for (const piece of pieces) {
    for (let rest = piece; rest.length > 0;) {
      try {
        rest = rest.subarray(writeSync(1, rest));
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'EPIPE') return;
        if (code !== 'EAGAIN') throw error;
        // A pipe that was set not to block, and a slow reader: give it a moment.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
      }
    }
  }
}
