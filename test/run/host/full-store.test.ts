/** A store without space: what happens to the backup, to history, and afterwards. On a file system of its own. */
import { randomBytes } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HostFailure } from '../../../shared/failures';
import { makeSnapshots } from '../../helpers/made-snapshots';
import { mountSmall, type SmallFileSystem } from '../../helpers/small-file-system';
import { findReport, hostProcesses, privateDirectories, StandInLaptop } from './stand-in-laptop';

const MIB = 1024 ** 2;
const DAY = 86_400;

let laptop: StandInLaptop;
let small: SmallFileSystem;

beforeEach(async () => {
  laptop = await StandInLaptop.start();
  writeFileSync(join(laptop.source, 'letter'), 'dear');
});

afterEach(async () => {
  await small.stop();
  await laptop.stop();
  expect(privateDirectories()).toEqual([]);
  expect(hostProcesses()).toEqual([]);
});

async function useStore(options: string): Promise<void> {
  small = await mountSmall(laptop.store, options);
}

function machine(name = 'laptop'): string {
  return small.outside(join(laptop.store, name));
}

function snapshots(name = 'laptop'): string[] {
  return readdirSync(machine(name))
    .filter((entry) => entry.endsWith('Z'))
    .sort();
}

async function backUp(...args: string[]): Promise<string> {
  const run = await laptop.run({ wrapper: small.wrapper, args });
  expect(run, run.stderr + JSON.stringify(run.reports)).toMatchObject({ status: 0 });
  return findReport(run, 'done').snapshot;
}

async function fail(...args: string[]): Promise<HostFailure> {
  const run = await laptop.run({ wrapper: small.wrapper, args });
  expect(run, run.stderr).toMatchObject({ status: 1 });
  return findReport(run, 'failed').failure;
}

function write(file: string, megabytes: number): void {
  writeFileSync(join(laptop.source, file), randomBytes(megabytes * MIB));
}

/** Nothing of an attempt, but perhaps the reserve. */
function expectNoRemains(): void {
  const remains = readdirSync(machine()).filter((name) =>
    /partial|dropping|unfinished|probe|lock/.test(name),
  );
  expect(remains).toEqual([]);
}

describe('a file that does not fit', () => {
  it('fails the backup as store-full, and the next one goes through by itself when it is gone', async () => {
    await useStore('size=64m');
    write('first', 20);
    const good = await backUp();
    write('big', 60);
    expect(await fail()).toMatchObject({ code: 'store-full' });
    expectNoRemains();
    expect(await fail()).toMatchObject({ code: 'store-full' });
    rmSync(join(laptop.source, 'big'));
    await backUp();
    expect(snapshots()).toContain(good);
  });

  it('is made room for by a policy that keeps fewer, before the next try', async () => {
    await useStore('size=32m');
    mkdirSync(machine());
    makeSnapshots(
      machine(),
      [400, 399, 398, 3, 2].map((days) => ({ age: days * DAY, files: { old: randomBytes(5 * MIB) } })),
    );
    write('big', 16);
    expect(await fail('--floor', '2')).toMatchObject({ code: 'store-full' });
    expect(snapshots()).toHaveLength(5);
    await backUp('--floor', '2', '--keep', 'daily=1');
  });
});

it('a store that a version before left full to the last byte is cleared by the next backup', async () => {
  await useStore('size=16m');
  mkdirSync(join(machine(), '.unfinished-files'), { recursive: true });
  fill(join(machine(), '.unfinished-files', 'half'));
  await backUp();
  expectNoRemains();
});

it('a store that others filled to the last byte is full, and needs no hand when they are gone', async () => {
  await useStore('size=16m');
  await backUp();
  fill(join(machine(), '../others'));
  write('more', 1);
  expect(await fail()).toMatchObject({ code: 'store-full' });
  expect(await fail()).toMatchObject({ code: 'store-full' });
  rmSync(join(machine(), '../others'));
  await backUp();
  expectNoRemains();
  expect(readdirSync(machine())).toContain('.reserve');
});

it('a store without inodes is full', async () => {
  await useStore('size=16m,nr_inodes=60');
  await backUp();
  for (let number = 0; number < 80; number += 1) writeFileSync(join(laptop.source, String(number)), 'x');
  expect(await fail()).toMatchObject({ code: 'store-full' });
  expectNoRemains();
  for (let number = 0; number < 80; number += 1) rmSync(join(laptop.source, String(number)));
  await backUp();
});

describe('--min-free', () => {
  it('never costs history that a laptop could then empty: the new backup fails', async () => {
    await useStore('size=60m');
    writeFileSync(join(laptop.source, 'thesis'), 'all of it');
    const args = ['--min-free', '20M', '--floor', '2'];
    const good: string[] = [];
    for (let time = 0; time < 3; time += 1) good.push(await backUp(...args));
    writeFileSync(join(laptop.source, 'thesis'), 'gone');
    const codes: string[] = [];
    for (let time = 0; time < 6; time += 1) {
      write('noise', 9);
      const run = await laptop.run({ wrapper: small.wrapper, args });
      codes.push(run.status === 0 ? 'completed' : findReport(run, 'failed').failure.code);
    }
    expect(codes).toEqual(['completed', 'completed', 'completed', 'completed', 'store-full', 'store-full']);
    for (const name of good) expect(snapshots()).toContain(name);
    const kept = join(machine(), good[0] ?? '', 'files', laptop.source, 'thesis');
    expect(readFileSync(kept, 'utf8')).toBe('all of it');
  });

  it('is looked at while files come: what may go goes then, and the transfer ends where that is not enough', async () => {
    await useStore('size=64m');
    const made = makeSnapshots(
      machine(),
      [90, 20, 10].map((days) => ({ age: days * DAY, files: { old: randomBytes(8 * MIB) } })),
    );
    write('big', 24);
    await backUp('--min-free', '20M', '--floor', '2');
    expect(snapshots()).not.toContain(made[0]);
    write('big', 24);
    expect(await fail('--min-free', '20M', '--floor', '2')).toMatchObject({ code: 'store-full' });
    expectNoRemains();
    for (const name of made.slice(1)) expect(snapshots()).toContain(name);
  });

  it('never costs another machine anything', async () => {
    await useStore('size=64m');
    const others = makeSnapshots(
      machine('other'),
      Array.from({ length: 14 }, (_, index) => ({
        age: (500 - index) * DAY,
        files: { theirs: randomBytes(2 * MIB) },
      })),
    );
    write('big', 8);
    expect(await fail('--min-free', '40M', '--floor', '2')).toMatchObject({ code: 'store-full' });
    write('big', 50);
    expect(await fail('--keep', 'daily=1', '--floor', '2')).toMatchObject({ code: 'store-full' });
    expect(snapshots('other')).toEqual(others);
  });
});

describe('--max-size', () => {
  const usage = (): number =>
    (JSON.parse(readFileSync(join(machine(), 'usage.json'), 'utf8')) as { bytes: number }).bytes;
  /** du counts an inode once, as the file should. */
  const counted = (): number => {
    const trees = snapshots().map((name) => join(machine(), name, 'files'));
    return (
      512 *
      Number(
        execFileSync('du', ['-c', '-B512', '-s', ...trees])
          .toString()
          .trimEnd()
          .split('\n')
          .at(-1)
          ?.split('\t')[0],
      )
    );
  };

  it('is counted exactly, while snapshots come and go', async () => {
    await useStore('size=64m');
    const made = makeSnapshots(
      machine(),
      [400, 399, 398, 3].map((days) => ({ age: days * DAY, files: { old: randomBytes(MIB) } })),
    );
    const args = ['--max-size', '40M', '--floor', '2', '--keep', 'daily=1'];
    write('one', 3);
    await backUp(...args);
    expect(usage()).toBe(counted());
    execFileSync('ln', [join(laptop.source, 'one'), join(laptop.source, 'same')]);
    write('two', 2);
    await backUp(...args);
    expect(usage()).toBe(counted());
    rmSync(join(laptop.source, 'two'));
    write('three', 1);
    await backUp(...args);
    // The last of them is of another boot: how much of its 48 hours has passed, the uptime of this one tells.
    expect(snapshots().filter((name) => name !== made[3])).toHaveLength(3);
    expect(snapshots().filter((name) => made.slice(0, 3).includes(name))).toEqual([]);
    expect(usage()).toBe(counted());
  });

  it('fails the backup that would take more, and what is old may go for it first', async () => {
    await useStore('size=64m');
    const made = makeSnapshots(
      machine(),
      [90, 20, 10].map((days) => ({ age: days * DAY, files: { old: randomBytes(8 * MIB) } })),
    );
    const args = ['--max-size', '32M', '--floor', '2'];
    write('big', 14);
    await backUp(...args);
    expect(snapshots()).not.toContain(made[0]);
    write('big', 14);
    expect(await fail(...args)).toMatchObject({ code: 'store-full', allowedBytes: 32 * MIB });
    expectNoRemains();
    expect(statSync(join(machine(), 'latest')).isDirectory()).toBe(true);
  });

  it('counts what a file takes, not how long it is', async () => {
    await useStore('size=64m');
    execFileSync('truncate', ['-s', '64M', join(laptop.source, 'holes')]);
    await backUp('--max-size', '8M');
  });
});

/** To the last byte. */
function fill(file: string): void {
  try {
    execFileSync('dd', ['if=/dev/zero', `of=${file}`, 'bs=64K'], { stdio: 'ignore' });
  } catch {
    // That it ends without space is what is wanted.
  }
}
