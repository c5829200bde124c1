/**
 * How the time and the memory of a scan grow with the tree: a table, one row for each size, each tree gone before the
 * next one is made. In memory where it fits, since a disk may take minutes to make millions of files. Set
 * LATCHKEY_BENCH_GROWTH to other numbers of nodes, LATCHKEY_BENCH_GROWTH_IN to another directory.
 */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { FILES_PER_DIRECTORY } from './make-tree.mjs';
import { makeEmptyTree } from './make-empty-tree.mjs';

const SIZES = (process.env.LATCHKEY_BENCH_GROWTH ?? '100000,1000000,4000000').split(',').map(Number);
const MEMORY = '/dev/shm';
/** Kernel memory that a file in memory takes, and some for the scans of it. */
const BYTES_A_NODE = 2500;

/**
 * @typedef {{ seconds: number, nodes: number, bytesPerNode: number }} Grown `seconds`: the median of some scans.
 * @param {string} work @param {(tree: string) => Promise<Grown>} measure
 */
export async function benchGrowth(work, measure) {
  const place = process.env.LATCHKEY_BENCH_GROWTH_IN ?? (fitsIntoMemory(Math.max(...SIZES)) ? MEMORY : work);
  console.log(`  growth, trees of empty files on ${fileSystemOf(place)}:`);
  printRow(['nodes', 'made in', 'scan', 'us a node', 'bytes a node']);
  for (const size of SIZES) {
    const directory = mkdtempSync(join(place, 'latchkey-growth-'));
    try {
      const tree = join(directory, 'tree');
      const start = performance.now();
      await makeEmptyTree(tree, Math.round(size / (1 + 1 / FILES_PER_DIRECTORY)), 3);
      const madeIn = (performance.now() - start) / 1000;
      const { seconds, nodes, bytesPerNode } = await measure(tree);
      printRow([
        nodes.toLocaleString('en-GB'),
        `${madeIn.toFixed(1)} s`,
        `${seconds.toFixed(2)} s`,
        ((seconds / nodes) * 1e6).toFixed(2),
        bytesPerNode.toFixed(1),
      ]);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }
}

/** @param {string[]} cells */
function printRow(cells) {
  console.log(`    ${cells.map((cell) => cell.padStart(14)).join('')}`);
}

/** @param {number} nodes */
function fitsIntoMemory(nodes) {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { ffree, bavail } = statfsSync(MEMORY);
    const free = Number(/^MemAvailable: +(\d+)/m.exec(readFileSync('/proc/meminfo', 'latin1'))?.[1]) * 1024;
    return ffree > nodes && bavail > 0 && free > nodes * BYTES_A_NODE;
  } catch {
    return false;
  }
}

/** @param {string} directory */
function fileSystemOf(directory) {
  const listed = execFileSync('df', ['--output=fstype', directory], { encoding: 'utf8' });
  return listed.trim().split('\n').at(-1) ?? '';
}
