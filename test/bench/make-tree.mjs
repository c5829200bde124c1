/**
 * `node make-tree.mjs DIRECTORY FILES SEED`: a tree like a home directory's. Directories grow from random or recent
 * ones; files per directory and their sizes have long tails; the same seed gives the same tree. Beyond their first
 * 8 KiB files are holes, so that a million of them are made in seconds.
 */
import { closeSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const WORDS =
  'src lib test cache data img photos backup node_modules dist build assets docs include objects pack refs thumbs mail tmp var share locale python vendor target release debug index main util model view report scan draft notes music video project web api core config'.split(
    ' ',
  );
const EXTENSIONS =
  '.js .ts .c .h .o .jpg .png .txt .json .map .py .md .html .css .so .mp4 .pdf .xml .log .gz .zip .db'.split(
    ' ',
  );
const DEEPEST = 14;
export const FILES_PER_DIRECTORY = 11;
const LARGEST = 200_000;

/** @param {string} root @param {number} files @param {number} seed @returns {{ directories: number, files: number }} */
export function makeTree(root, files, seed) {
  const { directories, counts, random } = planTree(root, files, seed);
  for (const directory of directories) mkdirSync(directory, { recursive: directory === root });
  let made = 0;
  for (const [index, directory] of directories.entries()) {
    for (const end = made + (counts[index] ?? 0); made < end; made += 1) {
      const name = nameFile(random, made);
      writeFile(`${directory}/${name}`, Math.min(LARGEST, Math.floor(Math.exp(8 + 2.2 * normal(random)))));
    }
  }
  return { directories: directories.length, files: made };
}

/**
 * The directories, each behind the one it is in, and how many files each gets; `random` goes on where the plan ended.
 * @param {string} root @param {number} files @param {number} seed
 */
export function planTree(root, files, seed) {
  const random = randomFrom(seed);
  const directories = [root];
  const depths = [0];
  const taken = new Set([root]);
  const wanted = Math.max(1, Math.floor(files / FILES_PER_DIRECTORY));
  while (directories.length < wanted) {
    const recent = directories.length - 1 - Math.floor(-Math.log(1 - random()) * 20);
    const parent = random() < 0.6 ? Math.floor(random() * directories.length) : Math.max(0, recent);
    if ((depths[parent] ?? 0) >= DEEPEST) continue;
    let path = `${directories[parent]}/${pick(WORDS, random)}`;
    if (taken.has(path)) path += `-${directories.length}`;
    taken.add(path);
    directories.push(path);
    depths.push((depths[parent] ?? 0) + 1);
  }
  const weights = directories.map(() => (1 - random()) ** (-1 / 1.2));
  const sum = weights.reduce((a, b) => a + b, 0);
  let planned = 0;
  const counts = weights.map((weight, index) => {
    const isLast = index === directories.length - 1;
    const count = isLast ? files - planned : Math.min(files - planned, Math.round((weight / sum) * files));
    planned += count;
    return count;
  });
  return { directories, counts, random };
}

/** @param {() => number} random @param {number} number */
export function nameFile(random, number) {
  return `${pick(WORDS, random)}-${number.toString(16).padStart(6, '0')}${pick(EXTENSIONS, random)}`;
}

/** @param {string[]} list @param {() => number} random */
function pick(list, random) {
  return list[Math.floor(random() * list.length)] ?? '';
}

const CONTENT = Buffer.alloc(8192, 'x');

/** @param {string} path @param {number} size */
function writeFile(path, size) {
  const file = openSync(path, 'wx');
  if (size > 0) writeSync(file, CONTENT, 0, Math.min(size, CONTENT.length));
  if (size > CONTENT.length) ftruncateSync(file, size);
  closeSync(file);
}

/** Box and Muller. @param {() => number} random */
function normal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** mulberry32: small, and the same everywhere. @param {number} seed */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [root = '', files = '0', seed = '1'] = process.argv.slice(2);
  const made = makeTree(root, Number(files), Number(seed));
  console.log(`${root}: ${made.directories} directories, ${made.files} files`);
}
