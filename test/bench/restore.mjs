/**
 * The way back from a disk, beside bare rsync between the same directories, `borg extract` and `restic restore`; then what
 * a person asks of many snapshots. `--files` (default 100,000, which are 569 MB) and `--rounds` (default 5) may be given.
 */
import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { backUp, CLI } from './kept-store.mjs';
import { makeFullTree } from './make-full-tree.mjs';
import { describeMachine, measure, versionOf } from './measure.mjs';
import { benchQuestions } from './restore-questions.mjs';
import { alternate, median, printBar, ratioOf } from './rounds.mjs';

const CHECKOUT = fileURLToPath(new URL('../../', import.meta.url));
const HOST = join(CHECKOUT, 'dist/latchkey-host.mjs');

/** @typedef {import('./measure.mjs').Cost} Cost */
/** @typedef {import('./kept-store.mjs').Kept} Kept */
/** @typedef {{ name: string, restore: (into: string) => Cost }} Contender */

/** @param {{ files?: string, rounds?: string }} options */
export async function benchRestore(options) {
  const files = Number(options.files ?? 100_000);
  const rounds = Number(options.rounds ?? 5);
  const work = mkdtempSync(join(tmpdir(), 'latchkey-bench-restore-'));
  try {
    const source = join(work, 'source');
    const { bytes } = makeFullTree(source, files);
    const versions = [
      ['rsync', '--version'],
      ['borg', '--version'],
      ['restic', 'version'],
    ].map(versionOf);
    console.log(
      `restore: ${files} files, ${(bytes / 1e6).toFixed(0)} MB, ${rounds} rounds; ${[...versions, describeMachine(work)].join('; ')}`,
    );
    const parts = join(work, 'restore-parts.mjs');
    await bundleParts(parts);
    const kept = await backUp(work, source);
    const contenders = [
      bareRsync(kept, source),
      fetchAlone(kept, source, parts),
      latchkey(kept, source),
      borg(work, source),
      restic(work, source),
    ];
    report(await runRounds(contenders, rounds, work));
    benchQuestions({ work, kept, parts, files, source });
    console.log(`  at the end: ${describeMachine(work)}`);
  } finally {
    measure(['chmod', '-R', 'u+rwX', work]);
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {Contender[]} contenders @param {number} rounds @param {string} work */
function runRounds(contenders, rounds, work) {
  const go = (/** @type {Contender} */ { restore }) => {
    // All of them stay until the end: for a minute ext4 gives no inode again that was freed, and looks at each of them for
    // every new file, which would be this one's work (fs/ext4/ialloc.c, recently_deleted).
    const into = mkdtempSync(join(work, 'into-'));
    // What the one before has written is none of this one's work.
    measure(['sync', '-f', work]);
    return restore(into);
  };
  return alternate(
    contenders.map((one) => ({ name: one.name, go: () => go(one) })),
    rounds,
    (results, round) => {
      const shown = [...results].map(
        ([name, { seconds, cpuSeconds }]) => `${name} ${seconds.toFixed(1)} s (CPU ${cpuSeconds.toFixed(1)})`,
      );
      console.log(`  round ${round + 1}: ${shown.join(', ')}`);
    },
  );
}

/** @param {Map<string, Cost>[]} rounds */
function report(rounds) {
  for (const name of rounds[0]?.keys() ?? []) {
    const costs = rounds.flatMap((results) => results.get(name) ?? []);
    const wall = ratioOf(rounds, name, 'rsync', ({ seconds }) => seconds);
    const cpu = ratioOf(rounds, name, 'rsync', ({ cpuSeconds }) => cpuSeconds);
    console.log(
      `  ${name.padEnd(15)} median ${median(costs.map(({ seconds }) => seconds)).toFixed(2)} s, ` +
        `${wall.toFixed(2)} x rsync; CPU ${median(costs.map(({ cpuSeconds }) => cpuSeconds)).toFixed(2)} s, ${cpu.toFixed(2)} x`,
    );
  }
  const ratio = (/** @type {string} */ name) => ratioOf(rounds, name, 'rsync', ({ seconds }) => seconds);
  printBar('fetching, against bare rsync', ratio('latchkey fetch'), 1.1, ' x');
  printBar('fetched, proven and placed, against bare rsync', ratio('latchkey'), 1.6, ' x');
}

/** @param {string} outfile */
async function bundleParts(outfile) {
  await build({
    ...{ entryPoints: [fileURLToPath(new URL('restore-parts.ts', import.meta.url))], outfile },
    ...{ bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'error' },
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    external: ['koffi'],
  });
}

/** The documented way for a disk, without Latchkey. @param {Kept} kept @param {string} source @returns {Contender} */
function bareRsync({ store, machine, snapshot }, source) {
  const from = `x=:${join(store, machine, snapshot, 'files')}${source}/`;
  const options = ['-aHAXS', '--numeric-ids', '-s', '-M--fake-super', '-e', 'env'];
  return { name: 'rsync', restore: (into) => measure(['rsync', ...options, from, `${into}/`]) };
}

/** @param {Kept} kept @param {string} source @param {string} parts @returns {Contender} */
function fetchAlone({ store, machine, snapshot, env }, source, parts) {
  return {
    name: 'latchkey fetch',
    restore: (into) => {
      const asked = JSON.stringify({ host: HOST, store, machine, snapshot, path: source, into });
      /** @type {Cost} */
      const cost = JSON.parse(measure([process.execPath, parts, 'fetch', asked], { env }).stdout);
      return cost;
    },
  };
}

/** @param {Kept} kept @param {string} source @returns {Contender} */
function latchkey({ env }, source) {
  return {
    name: 'latchkey',
    restore: (into) => measure([process.execPath, CLI, '--restore', source, '--to', into], { env }),
  };
}

/** @param {string} work @param {string} source @returns {Contender} */
function borg(work, source) {
  const repository = join(work, 'borg');
  const env = {
    ...{ PATH: process.env.PATH, HOME: work, BORG_BASE_DIR: work },
    BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK: 'yes',
  };
  measure(['borg', 'init', '--encryption', 'none', repository], { env });
  measure(['borg', 'create', `${repository}::one`, source], { env });
  return { name: 'borg', restore: (cwd) => measure(['borg', 'extract', `${repository}::one`], { env, cwd }) };
}

/** @param {string} work @param {string} source @returns {Contender} */
function restic(work, source) {
  const env = {
    ...{ PATH: process.env.PATH, HOME: work, RESTIC_PASSWORD: 'measured' },
    ...{ RESTIC_REPOSITORY: join(work, 'restic'), RESTIC_CACHE_DIR: join(work, 'restic-cache') },
  };
  measure(['restic', 'init', '--quiet'], { env });
  measure(['restic', 'backup', '--quiet', source], { env });
  return {
    name: 'restic',
    restore: (into) => measure(['restic', 'restore', 'latest', '--quiet', '--target', into], { env }),
  };
}
