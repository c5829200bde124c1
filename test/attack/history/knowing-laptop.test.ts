/**
 * Somebody who owns the laptop knows how a backup is judged, and destroys files so that it looks ordinary: by the real rsync.
 * Most of these went unseen, or were only said, once.
 */
import { randomBytes } from 'node:crypto';
import {
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DoneReport } from '../../../shared/report';
import { prose, put } from '../../helpers/histories/home';
import { onDay } from '../../helpers/on-day';
import { RSYNC_VERSIONS } from '../../helpers/rsync-versions';
import { findReport, StandInLaptop } from '../../run/host/stand-in-laptop';

const HOUR = 1 / 24;

let laptop: StandInLaptop;
let root: string;
let victims: string[];

beforeEach(async () => {
  laptop = await StandInLaptop.start();
  root = join(laptop.source, 'you');
  victims = Array.from({ length: 300 }, (_, index) => {
    return join(root, `Documents/${index % 30}/letter ${index}.odt`);
  });
  for (const [index, path] of victims.entries()) {
    put(path, prose(path, 20_000));
    // Whole seconds, so that a time can be put back exactly.
    utimesSync(path, 1_600_000_000 + index, 1_600_000_000 + index);
  }
  for (let index = 0; index < 40; index += 1) put(join(root, `other/${index}`), prose(`${index}`, 500));
});

afterEach(async () => {
  await laptop.stop();
});

async function backUp(day: number, roots = [root]): Promise<DoneReport> {
  const run = await laptop.run({
    extension: { roots },
    args: ['--keep', 'daily=7'],
    ...onDay(day, laptop.directory),
  });
  expect(run, run.stderr).toMatchObject({ status: 0 });
  return findReport(run, 'done');
}

/** A walked one, and hours later one by figures alone. */
async function goodDay(): Promise<void> {
  for (const day of [0, HOUR]) expect((await backUp(day)).alarm).toBeUndefined();
}

function keepTimes(path: string, act: () => void, to = path): void {
  const { atime, mtime } = lstatSync(path);
  act();
  utimesSync(to, atime, mtime);
}

describe.each(RSYNC_VERSIONS)('rsync $version', (rsync) => {
  test('every name becomes a hard link to one small file, an hour after a good backup', async () => {
    laptop.useRsync(rsync);
    await goodDay();
    put(join(root, 'rubbish'), 'x');
    for (const path of victims) {
      rmSync(path);
      linkSync(join(root, 'rubbish'), path);
    }
    expect((await backUp(2 * HOUR)).alarm?.heldSince).toBeTypeOf('string');
  });

  test('many hard links that were there before are no reason for a closer look', async () => {
    laptop.useRsync(rsync);
    for (const path of victims) linkSync(path, `${path}.link`);
    await goodDay();
    const { snapshot } = await backUp(2 * HOUR);
    const record = readFileSync(join(laptop.machine, snapshot, 'snapshot.json'), 'utf8');
    expect(JSON.parse(record)).toMatchObject({ screened: true });
  });
});

const AT_ONCE: Record<string, () => void> = {
  'encrypted behind the first 8 KiB, under new names, with size and time as they were': () => {
    for (const path of victims) {
      const to = join(root, 'archive', basename(dirname(path)), basename(path));
      mkdirSync(dirname(to), { recursive: true });
      const content = readFileSync(path);
      const secret = Buffer.concat([content.subarray(0, 8192), randomBytes(content.length - 8192)]);
      keepTimes(
        path,
        () => {
          rmSync(path);
          writeFileSync(to, secret);
        },
        to,
      );
    }
  },
  'overwritten in place with what can be compressed': () => {
    for (const path of victims) writeFileSync(path, 'nothing to see here\n'.repeat(900));
  },
  'cut off': () => {
    for (const path of victims) writeFileSync(path, '');
  },
  'replaced by symbolic links': () => {
    for (const path of victims) {
      rmSync(path);
      symlinkSync('/dev/null', path);
    }
  },
  'moved to where nobody counts': () => {
    mkdirSync(join(root, '.cache'));
    renameSync(join(root, 'Documents'), join(root, '.cache/Documents'));
  },
};

test.each(Object.entries(AT_ONCE))('an hour after a good backup: %s', async (_, act) => {
  await goodDay();
  act();
  expect((await backUp(2 * HOUR)).alarm?.heldSince).toBeTypeOf('string');
});

test('a root within the root makes up for the files that are missing', async () => {
  await goodDay();
  for (const path of victims.slice(0, 40)) rmSync(path);
  expect((await backUp(2 * HOUR, [root, join(root, 'other')])).alarm).toBeUndefined();
  for (const path of victims.slice(40)) rmSync(path);
  expect((await backUp(3 * HOUR, [root, join(root, 'other'), join(root, 'Documents')])).alarm).toBeDefined();
});

test('a CACHEDIR.TAG is planted, and waited for nine days', async () => {
  await goodDay();
  put(join(root, 'Documents/CACHEDIR.TAG'), 'Signature: 8a477f597d28d172789f06886806bc55\n');
  for (const day of [1, 3, 5, 7, 9]) expect((await backUp(day)).alarm).toBeUndefined();
  for (const path of victims) rmSync(path);
  expect((await backUp(10)).alarm?.heldSince).toBeTypeOf('string');
});

test('with size and time as they were: what is kept stays good, and what comes is counted', async () => {
  await goodDay();
  const good = new Map(victims.map((path) => [path, readFileSync(path)]));
  for (const path of victims) {
    keepTimes(path, () => {
      writeFileSync(path, randomBytes(lstatSync(path).size));
    });
  }
  const first = await backUp(2 * HOUR);
  expect(first.proof?.different.count).toBeGreaterThan(10);
  const files = join(laptop.machine, first.snapshot, 'files');
  for (const [path, content] of good) expect(readFileSync(join(files, path)).equals(content)).toBe(true);
  let alarm: DoneReport['alarm'];
  // As many as a proof asks for come each time; which of the two signs is there first is chance.
  for (let hour = 3; hour < 30 && typeof alarm?.heldSince !== 'string'; hour += 1) {
    ({ alarm } = await backUp(hour * HOUR));
  }
  expect(alarm?.signs.map(({ code }) => code).sort()).toEqual(['encrypted', 'touched']);
});
