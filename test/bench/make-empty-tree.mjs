/**
 * A tree of the same shape as make-tree.mjs makes, of empty files, by one process for each core: millions of them in
 * memory within seconds. For what depends on names and numbers alone.
 */
import { fork } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { nameFile, planTree } from './make-tree.mjs';

const PROGRAM = fileURLToPath(import.meta.url);

/** @param {string} root @param {number} files @param {number} seed */
export async function makeEmptyTree(root, files, seed) {
  for (const directory of planTree(root, files, seed).directories) mkdirSync(directory);
  const parts = availableParallelism();
  await Promise.all(
    Array.from({ length: parts }, async (_, part) => {
      const status = await new Promise((resolve) => {
        fork(PROGRAM, [root, files, seed, part, parts].map(String)).once('exit', resolve);
      });
      if (status !== 0) throw new Error(`a part of ${root} could not be made`);
    }),
  );
}

/** Files of one stretch of the directories, so that two processes seldom meet in one. @param {number[]} numbers */
function makePart(/** @type {string} */ root, numbers) {
  const [files = 0, seed = 0, part = 0, parts = 1] = numbers;
  const { directories, counts, random } = planTree(root, files, seed);
  const [from, to] = [part, part + 1].map((each) => Math.floor((files * each) / parts));
  let made = 0;
  for (const [index, directory] of directories.entries()) {
    const end = made + (counts[index] ?? 0);
    for (; made < end; made += 1) {
      if (made < (from ?? 0) || made >= (to ?? 0)) continue;
      closeSync(openSync(`${directory}/${nameFile(random, made)}`, 'wx'));
    }
  }
}

if (process.argv[1] === PROGRAM) {
  const [root = '', ...numbers] = process.argv.slice(2);
  makePart(root, numbers.map(Number));
}
