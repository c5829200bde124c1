/** What happens to the files between two backups. Each round touches others than the one before. */
import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { writeOwnContents } from './make-full-tree.mjs';

const PIECE = 1024 * 1024;

/**
 * @typedef {{ source: string, paths: string[], bigBytes: number }} Tree `paths`: those that are still there
 * @typedef {{ name: string, change: (tree: Tree, round: number) => void }} Case
 */

/** @param {Tree} tree */
export function makeBigFile({ source, bigBytes }) {
  const file = openSync(bigFile(source), 'w');
  for (let at = 0; at < bigBytes; at += PIECE) writeSync(file, randomBytes(Math.min(PIECE, bigBytes - at)));
  closeSync(file);
}

/** @param {string} source */
function bigFile(source) {
  return join(source, 'disk.img');
}

/** @type {Case[]} those that take files away come last */
export const CASES = [
  { name: 'nothing changed', change: () => undefined },
  {
    name: '1 % changed',
    change: ({ paths }, round) => {
      const every = 100;
      for (let index = round % every; index < paths.length; index += every) {
        writeOwnContents(
          paths[index] ?? '',
          paths.length * (round + 1) + index,
          5000,
          ((index * 7919) % 1000) / 1000,
        );
      }
    },
  },
  {
    name: 'big file changed',
    change: ({ source, bigBytes }) => {
      const file = openSync(bigFile(source), 'r+');
      writeSync(file, randomBytes(PIECE), 0, PIECE, Math.floor(bigBytes / 2));
      closeSync(file);
    },
  },
  {
    name: '1,000 renames',
    change: ({ paths }, round) => {
      const count = Math.min(1000, Math.floor(paths.length / 10));
      for (let index = 0; index < count; index += 1) {
        const path = paths[index] ?? '';
        const renamed = `${path.replace(/ renamed \d+$/, '')} renamed ${round}`;
        renameSync(path, renamed);
        paths[index] = renamed;
      }
    },
  },
  {
    name: '5,000 deletions',
    change: ({ paths }) => {
      for (const path of paths.splice(-Math.min(5000, Math.floor(paths.length / 10)))) rmSync(path);
    },
  },
];
