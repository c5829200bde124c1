/**
 * The scan against du, ncdu, gdu and the bare system calls in C: on a generated tree, warm cache, each contender a
 * turn in every round and the order reversed every other round. What is printed are medians of per-round ratios.
 * LATCHKEY_BENCH_NODES (default 1,000,000 files) and LATCHKEY_BENCH_TREE (a tree to keep) may be set.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeTree } from './make-tree.mjs';
import { benchGrowth } from './usage-growth.mjs';
import { measureScans } from './usage-scans.mjs';

const ROUNDS = 7;
const FILES = Number(process.env.LATCHKEY_BENCH_NODES ?? 1_000_000);
const SMALL_FILES = 120_000;
const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const LIMIT_SOURCE = fileURLToPath(new URL('walk-limit.c', import.meta.url));

export async function benchUsage() {
  const work = mkdtempSync(join(tmpdir(), 'latchkey-usage-'));
  const scans = await measureScans(work, DIST);
  try {
    const tree = process.env.LATCHKEY_BENCH_TREE ?? join(work, 'tree');
    if (!existsSync(tree)) makeTree(tree, FILES, 2);
    const small = join(work, 'small');
    makeTree(small, SMALL_FILES, 2);
    console.log(`usage: ${FILES} files, ${ROUNDS} rounds; ${versions()}`);
    await compareScans(tree, work, scans);
    compareColdStart(small);
    await scans.report(tree);
    await benchGrowth(work, (grown) => scans.grow(grown));
  } finally {
    await scans.close();
    rmSync(work, { recursive: true, force: true });
  }
}

/** @typedef {{ name: string, run: () => number | Promise<number> }} Contender */

/** @param {string} tree @param {string} work @param {Awaited<ReturnType<typeof measureScans>>} scans */
async function compareScans(tree, work, scans) {
  const limit = compileLimit(work);
  /** @type {Contender[]} */
  const contenders = [
    { name: 'koffi', run: () => scans.scan('koffi', tree) },
    { name: 'node', run: () => scans.scan('node', tree) },
    { name: 'du -ak', run: () => timed('du', ['-ak', tree]) },
  ];
  if (has('ncdu'))
    contenders.push({ name: 'ncdu -0 -o', run: () => timed('ncdu', ['-0', '-o', '/dev/null', tree]) });
  if (has('gdu'))
    contenders.push({ name: 'gdu -n -p -c', run: () => timed('gdu', ['-n', '-p', '-c', tree]) });
  if (limit !== undefined) {
    const threads = String(scans.workers);
    contenders.push({ name: 'C limit', run: () => timed(limit, ['2', threads, tree]) });
  }
  const rounds = await alternate(contenders);
  ratio('koffi / du -ak', rounds, 'koffi', 'du -ak', 0.55);
  ratio('koffi / ncdu', rounds, 'koffi', 'ncdu -0 -o', 0.65);
  ratio('koffi / gdu', rounds, 'koffi', 'gdu -n -p -c', 0.6);
  ratio(`koffi / C limit, ${scans.workers} threads`, rounds, 'koffi', 'C limit', 1.35);
  ratio('node / du -ak', rounds, 'node', 'du -ak', 0.95);
}

/** @param {string} tree */
function compareColdStart(tree) {
  const cli = join(DIST, 'latchkey.mjs');
  const probe = spawnSync(process.execPath, [cli, '--usage', '--json', tree], { encoding: 'utf8' });
  const trial = process.env.LATCHKEY_BENCH_CLI;
  if (probe.status !== 0 && trial === undefined) {
    console.log('  cold start: this build has no --usage');
    return;
  }
  const args = trial === undefined ? [cli, '--usage', '--json', tree] : [trial, 'json', tree];
  /** @type {Contender[]} */
  const contenders = [
    { name: 'ours', run: () => timed(process.execPath, args) },
    { name: 'du -ak', run: () => timed('du', ['-ak', tree]) },
  ];
  /** @type {Map<string, number[]>} */
  const seen = new Map();
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const { name, run } of round % 2 === 0 ? contenders : [...contenders].reverse()) {
      const time = /** @type {number} */ (run());
      if (round >= 0) seen.set(name, [...(seen.get(name) ?? []), time]);
    }
  }
  ratio(`--usage --json cold, ${SMALL_FILES} files / du -ak`, seen, 'ours', 'du -ak', 1.5);
}

/** One round to warm up, then ROUNDS. @param {Contender[]} contenders */
async function alternate(contenders) {
  /** @type {Map<string, number[]>} */
  const seen = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const { name, run } of round % 2 === 0 ? contenders : [...contenders].reverse()) {
      const time = await run();
      if (round >= 0) seen.get(name)?.push(time);
    }
  }
  return seen;
}

/** @param {string} title @param {Map<string, number[]>} rounds @param {string} ours @param {string} peer @param {number} bar */
function ratio(title, rounds, ours, peer, bar) {
  const mine = rounds.get(ours);
  const theirs = rounds.get(peer);
  if (mine === undefined || theirs === undefined) {
    console.log(`  ${title.padEnd(44)} not measured: ${peer} is not there`);
    return;
  }
  const ratios = mine.map((time, round) => time / (theirs[round] ?? Number.NaN));
  console.log(
    `  ${title.padEnd(44)} ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}), bar ${bar}` +
      `   ${median(mine).toFixed(2)} s and ${median(theirs).toFixed(2)} s`,
  );
}

/** The physical limit, where there is a compiler. @param {string} work */
function compileLimit(work) {
  const compiled = join(work, 'walk-limit');
  const made = spawnSync('cc', ['-O2', '-pthread', LIMIT_SOURCE, '-o', compiled]);
  return made.status === 0 ? compiled : undefined;
}

/** Seconds of a whole process; its output is read, as a user's would be, and dropped. @param {string} file @param {string[]} args */
function timed(file, args) {
  const start = process.hrtime.bigint();
  const ended = spawnSync(file, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (ended.status !== 0) throw new Error(`${file} ${args.join(' ')}: ${ended.stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/** @param {string} program */
function has(program) {
  return spawnSync('which', [program]).status === 0;
}

function versions() {
  const first = (/** @type {string} */ file, /** @type {string[]} */ args) =>
    has(file)
      ? (spawnSync(file, args, { encoding: 'utf8' }).stdout.split('\n')[0] ?? '').replace(/\s+/g, ' ')
      : `no ${file}`;
  return [
    first('du', ['--version']),
    first('ncdu', ['-v']),
    `gdu ${first('gdu', ['--version'])}`,
    `Node ${process.version}`,
  ].join(', ');
}

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
