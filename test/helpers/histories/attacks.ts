/** What an intruder, a slip or a missing disk does to a laptop's files. The days are those since it began. */
import { createCipheriv, createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Attack {
  /** Days that it takes; one backup is made on each. */
  days: number;
  act: (root: string, day: number, victims: readonly string[]) => void;
}

/** A file in the root that is no victim and is written to on each day. */
export const DIARY = 'diary.txt';

const NOTE = 'All your files are encrypted. Write to us, with your number: ';

export const ATTACKS: Record<string, Attack> = {
  'everything is encrypted at once, with another ending and a note in each folder': {
    days: 1,
    act: (_root, _day, victims) => {
      for (const path of victims) encrypt(path, '.locked');
      leaveNotes(victims);
    },
  },
  'everything is encrypted in place': {
    days: 1,
    act: (_root, _day, victims) => {
      for (const path of victims) encrypt(path);
    },
  },
  'a quarter of it is encrypted a day': {
    days: 4,
    act: (_root, day, victims) => {
      for (const path of portion(victims, day, Math.ceil(victims.length / 4))) encrypt(path);
    },
  },
  'it is encrypted below each single threshold a day': {
    days: 7,
    act: (_root, day, victims) => {
      // Fewer than 100 files and 30 %, fewer than 100 new endings, fewer than 50 notes.
      const today = portion(victims, day, 90);
      for (const [index, path] of today.entries()) encrypt(path, index % 2 === 0 ? '.locked' : '');
      leaveNotes(today.slice(0, 40));
    },
  },
  'everything is deleted but for one stray file': {
    days: 1,
    act: (root) => {
      for (const name of readdirSync(root)) if (name !== DIARY) rmSync(join(root, name), { recursive: true });
    },
  },
  'an empty directory stands in its place, as of a disk that is not mounted': {
    days: 1,
    act: (root) => {
      renameSync(root, `${root}.elsewhere`);
      mkdirSync(root);
    },
  },
};

function portion(victims: readonly string[], day: number, size: number): string[] {
  return victims.slice(day * size, (day + 1) * size);
}

function encrypt(path: string, ending = ''): void {
  const key = createHash('sha256').update(path).digest();
  const secret = createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(readFileSync(path));
  if (ending !== '') rmSync(path);
  writeFileSync(path + ending, secret);
}

function leaveNotes(victims: readonly string[]): void {
  for (const [number, directory] of [...new Set(victims.map((path) => dirname(path)))].entries()) {
    writeFileSync(join(directory, 'READ_ME.html'), NOTE + String(number));
  }
}
