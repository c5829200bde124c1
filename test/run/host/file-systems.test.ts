/** Stores on file systems of several kinds, as far as this kernel has them: a test that cannot run says so in its name. */
import { execFileSync } from 'node:child_process';
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FILE_SYSTEM_KINDS, testFileSystem, type FileSystemKind } from '../../helpers/file-systems';
import { findReport, StandInLaptop } from './stand-in-laptop';

let laptop: StandInLaptop;
const made: string[] = [];

beforeEach(async () => {
  laptop = await StandInLaptop.start();
});

afterEach(async () => {
  await laptop.stop();
  for (const directory of made.splice(0)) execFileSync('rm', ['-rf', directory]);
});

/** A test that has a store on such a file system, or is skipped with the set-up's reason in its name. */
function itOn(kind: FileSystemKind, what: string, test: () => Promise<void>): void {
  const found = testFileSystem(kind);
  if ('missing' in found) {
    it.skip(`${kind}: ${what}: NOT RUN: ${found.missing}`, () => undefined);
    return;
  }
  it(`${kind}: ${what}`, async () => {
    const store = mkdtempSync(join(found.directory, 'store-'));
    made.push(store);
    rmdirSync(laptop.store);
    symlinkSync(store, laptop.store);
    await test();
  });
}

async function snapshotOf(): Promise<string> {
  const run = await laptop.run();
  expect(run, run.stderr).toMatchObject({ status: 0 });
  const { snapshot } = findReport(run, 'done');
  return join(laptop.machine, snapshot, 'files', laptop.source);
}

it('each kind is there, or the set-up says why not', () => {
  for (const kind of FILE_SYSTEM_KINDS) {
    const found = testFileSystem(kind);
    expect('missing' in found ? found.missing : found.directory).not.toBe('');
  }
});

describe('an unchanged file is a hard link', () => {
  for (const kind of ['ext4', 'ext4-128', 'xfs', 'btrfs', 'ntfs'] as const) {
    itOn(kind, 'and a changed one is not', async () => {
      for (let number = 0; number < 9; number += 1) writeFileSync(join(laptop.source, `file ${number}`), 'x');
      execFileSync('touch', ['-d', '@1700000000.123456789', join(laptop.source, 'file 0')]);
      const first = await snapshotOf();
      writeFileSync(join(laptop.source, 'file 8'), 'y longer');
      const second = await snapshotOf();
      const linked = readdirSync(first).filter(
        (name) => statSync(join(first, name)).ino === statSync(join(second, name)).ino,
      );
      expect(linked).toEqual(readdirSync(first).slice(0, 8));
    });
  }
});

describe('a change within the same second, to the same size, is seen', () => {
  for (const kind of ['ext4', 'xfs', 'btrfs'] as const) {
    itOn(kind, 'since it keeps nanoseconds', async () => {
      const file = join(laptop.source, 'file');
      writeFileSync(file, 'one');
      utimesSync(file, 1_700_000_000.25, 1_700_000_000.25);
      await snapshotOf();
      writeFileSync(file, 'two');
      utimesSync(file, 1_700_000_000.75, 1_700_000_000.75);
      await snapshotOf();
      expect(laptop.commands()).toHaveLength(2);
      const [first = '', second = ''] = readdirSync(laptop.machine).filter((name) => name.endsWith('Z'));
      const copyIn = (snapshot: string): number =>
        statSync(join(laptop.machine, snapshot, 'files', laptop.source, 'file')).ino;
      expect(copyIn(second)).not.toBe(copyIn(first));
    });
  }
});

describe('a store that would lose something', () => {
  itOn('ntfs-without-modes', 'is refused, since it does nothing about permissions', async () => {
    const run = await laptop.run();
    expect(run.status).toBe(1);
    expect(findReport(run, 'failed').failure).toEqual({ code: 'store-lacks', lack: 'modes' });
  });

  itOn('ntfs-ignore-case', 'is refused, since it takes Readme and README for one', async () => {
    writeFileSync(join(laptop.source, 'Readme'), 'one');
    writeFileSync(join(laptop.source, 'README'), 'two');
    const run = await laptop.run();
    expect(run.status).toBe(1);
    expect(findReport(run, 'failed').failure).toEqual({ code: 'store-lacks', lack: 'names' });
  });
});

describe('a file with many hard links', () => {
  itOn('ext4', 'goes beyond what one inode takes, and no backup fails of it', async () => {
    const many = join(laptop.source, 'many');
    mkdirSync(many);
    writeFileSync(join(many, 'a'), 'x');
    for (let number = 1; number <= 30_000; number += 1) linkSync(join(many, 'a'), join(many, String(number)));
    for (let backup = 0; backup < 4; backup += 1) {
      const copy = await snapshotOf();
      expect(readdirSync(join(copy, 'many'))).toHaveLength(30_001);
      // All of one snapshot's names lead to one file.
      expect(
        new Set(['a', '1', '17', '30000'].map((name) => statSync(join(copy, 'many', name)).ino)).size,
      ).toBe(1);
    }
  });
});
