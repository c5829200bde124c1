/**
 * What keeping costs: an unchanged backup as the laptop sees it, until the outcome is on record, beside the code of before
 * (`--before COMMIT`, which scripts/bench builds); and what the host goes on doing afterwards. A round is one backup of
 * each, and the two take turns in going first. `--files` (default 100,000) and `--rounds` (default 7) may be given.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { followAfterwork } from './afterwork.mjs';
import { makeTree } from './make-tree.mjs';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

/**
 * @typedef {import('./afterwork.mjs').Afterwork} Afterwork
 * @typedef {{ name: string, backUp: () => Promise<{ seconds: number, afterwards: Afterwork }> }} Contender
 */

/** @param {{ files?: string, rounds?: string }} options */
export async function benchKeep(options) {
  const files = Number(options.files ?? 100_000);
  const rounds = Number(options.rounds ?? 7);
  const work = mkdtempSync(join(tmpdir(), 'latchkey-bench-keep-'));
  try {
    const source = join(work, 'source');
    makeTree(source, files, 3);
    const ours = await prepare('now', DIST, work, source);
    const built = join(DIST, 'before');
    const before = existsSync(built) ? await prepare('before', built, work, source) : undefined;
    console.log(
      `keep: ${files} files unchanged, ${rounds} rounds; ${rsyncVersion()}, Node ${process.version}`,
    );
    if (before === undefined)
      console.log('  nothing to compare with: --before COMMIT builds the code of before');
    await compare(before === undefined ? [ours] : [before, ours], rounds);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {Contender[]} contenders the last one is ours @param {number} rounds */
async function compare(contenders, rounds) {
  /** @type {number[]} */
  const ratios = [];
  /** @type {number[]} */
  const seconds = [];
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? contenders : [...contenders].reverse();
    /** @type {Map<string, Awaited<ReturnType<Contender['backUp']>>>} */
    const results = new Map();
    for (const { name, backUp } of order) results.set(name, await backUp());
    const all = contenders.flatMap(({ name }) => {
      const result = results.get(name);
      return result === undefined ? [] : [{ name, ...result }];
    });
    const [first, last] = [all[0], all.at(-1)];
    if (first === undefined || last === undefined) throw new Error('there is nothing to measure');
    seconds.push(last.seconds);
    if (all.length > 1) ratios.push(last.seconds / first.seconds);
    const shown = all.map((one) => `${one.name} ${one.seconds.toFixed(2)} s`).join(', ');
    const ratio = all.length > 1 ? `, ratio ${(ratios.at(-1) ?? Number.NaN).toFixed(3)}` : '';
    console.log(
      `  round ${round + 1}: ${shown}${ratio}; afterwards on the host: ${describe(last.afterwards)}`,
    );
  }
  if (ratios.length > 0) {
    const range = `${Math.min(...ratios).toFixed(3)} to ${Math.max(...ratios).toFixed(3)}`;
    console.log(`  median: ${median(seconds).toFixed(2)} s, ratio ${median(ratios).toFixed(3)} (${range})`);
  } else console.log(`  median: ${median(seconds).toFixed(2)} s`);
}

/**
 * A home that has its first backup, and a second one: what follows a first is no ordinary day.
 * @param {string} name @param {string} dist @param {string} work @param {string} source @returns {Promise<Contender>}
 */
async function prepare(name, dist, work, source) {
  const home = join(work, name);
  const store = join(home, 'store');
  mkdirSync(store, { recursive: true, mode: 0o700 });
  const env = {
    HOME: home,
    PATH: process.env.PATH,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_STATE_HOME: join(home, 'state'),
    TMPDIR: home,
  };
  /** @param {string[]} args */
  const latchkey = (...args) => {
    const ended = spawnSync(process.execPath, [join(dist, 'latchkey.mjs'), ...args], {
      env,
      encoding: 'utf8',
    });
    if (ended.status !== 0)
      throw new Error(`latchkey ${args.join(' ')} (${name}): ${ended.stdout}${ended.stderr}`);
  };
  latchkey('--init', '--local', store, '--keep', 'all', '--root', source);
  const backUp = async () => {
    const start = process.hrtime.bigint();
    latchkey('--run', '--quiet');
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    return { seconds, afterwards: await followAfterwork(store) };
  };
  const { seconds, afterwards } = await backUp();
  console.log(
    `  ${name}: first backup ${seconds.toFixed(2)} s; afterwards on the host: ${describe(afterwards)}`,
  );
  await backUp();
  return { name, backUp };
}

/** @param {Afterwork} afterwards */
function describe({ seconds, cpuSeconds, bytesRead }) {
  if (seconds === 0) return 'nothing';
  return `${cpuSeconds.toFixed(2)} CPU s and ${(bytesRead / 1e6).toFixed(1)} MB read from disk, within ${seconds.toFixed(1)} s`;
}

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function rsyncVersion() {
  const { stdout } = spawnSync('rsync', ['--version'], { encoding: 'utf8' });
  return stdout.split('\n')[0]?.replace(/ +/g, ' ').trim() ?? 'rsync';
}
