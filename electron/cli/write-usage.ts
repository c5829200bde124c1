/** What `latchkey --usage` prints: a table for people, JSON, or a list as du and ncdu write it. */
import { writeSync } from 'node:fs';
import type { PassedOver } from '../../shared/passed-over';
import { VERSION } from '../../shared/version';
import type { LinkTable } from '../usage/count-links';
import { findLargest } from '../usage/find-largest';
import { pathOf } from '../usage/node-path';
import type { Problem } from '../usage/record-directory';
import { FLAGS, type ScannedTree } from '../usage/scanned-tree';
import { showName } from '../usage/show-name';
import { totalsOf, type Totals } from '../usage/totals';
import { writeDu } from '../usage/write-du';
import { writeNcdu } from '../usage/write-ncdu';
import type { JsonOutput } from './json-outputs';
import { ownLanguage } from './own-language';
import { pathAsJson } from './path-as-json';
import { say as sayLine, sayJson } from './terminal';
import { formatUsageTable } from './usage-table';

export type UsageFormat = 'table' | 'json' | 'du' | 'du0' | 'ncdu';

export interface Measured {
  tree: ScannedTree;
  links: LinkTable | undefined;
  problems: readonly Problem[];
  engine: string;
  seconds: number;
  complete: boolean;
  /** Of a list. */
  passedOver: readonly PassedOver[];
}

/** `rows`: of the table, and of `largest` in JSON. */
export function writeUsage(measured: Measured, format: UsageFormat, rows: number): void {
  const { tree, links } = measured;
  switch (format) {
    case 'table':
      writeTable(measured, rows);
      break;
    case 'json':
      sayJson<'usage'>(describeAsJson(measured, rows));
      break;
    case 'du':
    case 'du0':
      writeAll(writeDu(tree, links, { end: format === 'du' ? 0x0a : 0 }));
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
  const { words, formats } = ownLanguage();
  const { scan: say } = words.terminal;
  const totals = totalsOf(tree);
  const rows = findLargest(tree, totals, count).map((node) => {
    const flags = tree.flags[node] ?? 0;
    return {
      bytes: (totals.subtreeBlocks[node] ?? 0) * 512,
      path: showName(pathOf(tree, node)),
      directory: (flags & FLAGS.directory) !== 0,
      ...((flags & FLAGS.unreadable) === 0 ? {} : { note: say.notRead }),
    };
  });
  const whole = (totals.subtreeBlocks[0] ?? 0) * 512;
  const width = process.stdout.isTTY ? process.stdout.columns : 100;
  formatUsageTable(formats, rows, whole, width).forEach(sayLine);
  const { bytes, duration } = formats;
  const took = seconds > 0 ? say.took(duration(seconds)) : '';
  const sum = say.sum(bytes(whole), bytes(totals.subtreeSize[0] ?? 0), tree.nodeCount);
  sayLine('');
  sayLine(`${sum}${took}${complete ? '' : say.notAll}.`);
}

function describeAsJson(
  { tree, problems, engine, seconds, complete, passedOver }: Measured,
  count: number,
): JsonOutput<'usage'> {
  const totals: Totals = totalsOf(tree);
  const several = (tree.nameLength[0] ?? 0) === 0;
  const roots = several ? Array.from({ length: tree.childCount[0] ?? 0 }, (_, index) => index + 1) : [0];
  const describe = (node: number): JsonOutput<'usage'>['roots'][number] => {
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
    passedOver: [...passedOver],
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
