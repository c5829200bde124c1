/** A tree like a home directory's whose every file has contents of its own, for programs that read them and share what is the same. */
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { nameFile, planTree } from './make-tree.mjs';

/** 5.7 KB on average: 569 MB are 100,000 files. */
const MEAN_OF_LOGARITHM = 7.4;
const SPREAD_OF_LOGARITHM = 1.6;
const LARGEST = 200_000;
const CONTENTS = randomBytes(4 * 1024 * 1024);
const NUMBER_LENGTH = 12;

/** @param {string} root @param {number} files @returns {{ paths: string[], bytes: number }} */
export function makeFullTree(root, files) {
  const { directories, counts, random } = planTree(root, files, 5);
  for (const directory of directories) mkdirSync(directory, { recursive: directory === root });
  /** @type {string[]} */
  const paths = [];
  let bytes = 0;
  for (const [index, directory] of directories.entries()) {
    for (const end = paths.length + (counts[index] ?? 0); paths.length < end;) {
      const path = `${directory}/${nameFile(random, paths.length)}`;
      const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
      const size = Math.min(LARGEST, Math.floor(Math.exp(MEAN_OF_LOGARITHM + SPREAD_OF_LOGARITHM * normal)));
      writeOwnContents(path, paths.length, size, random());
      paths.push(path);
      bytes += size;
    }
  }
  return { paths, bytes };
}

/** @param {string} path @param {number} number @param {number} size @param {number} where from 0 to 1 */
export function writeOwnContents(path, number, size, where) {
  const file = openSync(path, 'w');
  const head = Buffer.from(number.toString(16).padStart(NUMBER_LENGTH, '0'));
  writeSync(file, head, 0, Math.min(size, NUMBER_LENGTH));
  const from = Math.floor(where * (CONTENTS.length - LARGEST));
  for (let written = NUMBER_LENGTH; written < size;) {
    const length = Math.min(size - written, LARGEST);
    written += writeSync(file, CONTENTS, from, length);
  }
  closeSync(file);
}
