/** How much of a history may go for backups that need room: with the real host program, on a file system of its own. */
import { randomBytes } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeHold } from '../../../host/alarm/hold';
import { Room } from '../../../host/keep/make-room';
import { SpaceWatch } from '../../../host/keep/space-watch';
import { MachinePaths, snapshotPaths } from '../../../host/store-layout';
import type { HostFailure } from '../../../shared/failures';
import { makeSnapshots } from '../../helpers/made-snapshots';
import { mountSmall, type SmallFileSystem } from '../../helpers/small-file-system';
import { findReport, StandInLaptop } from './stand-in-laptop';

const MIB = 1024 ** 2;
const DAY = 86_400;

let laptop: StandInLaptop;
let small: SmallFileSystem;
let paths: MachinePaths;

beforeEach(async () => {
  laptop = await StandInLaptop.start();
  writeFileSync(join(laptop.source, 'letter'), 'dear');
  small = await mountSmall(laptop.store, 'size=64m');
  paths = new MachinePaths(small.outside(laptop.store), 'laptop');
  mkdirSync(paths.directory);
});

afterEach(async () => {
  await small.stop();
  await laptop.stop();
});

function snapshots(): string[] {
  return readdirSync(paths.directory)
    .filter((entry) => entry.endsWith('Z'))
    .sort();
}

async function backUp(...args: string[]): Promise<HostFailure | 'completed'> {
  const run = await laptop.run({ wrapper: small.wrapper, args: ['--floor', '2', ...args] });
  return run.status === 0 ? 'completed' : findReport(run, 'failed').failure;
}

function write(file: string, megabytes: number): void {
  writeFileSync(join(laptop.source, file), randomBytes(megabytes * MIB));
}

/** Eight of 4 MiB, five of which are older than 30 days. */
function makeHistory(): string[] {
  const ages = [90, 80, 70, 60, 50, 20, 10, 5];
  return makeSnapshots(
    paths.directory,
    ages.map((days) => ({ age: days * DAY, files: { old: randomBytes(4 * MIB) } })),
  );
}

describe('for room', () => {
  it('nothing goes where all that may go would not suffice, and nobody is let in', async () => {
    const made = makeHistory();
    expect(await backUp('--min-free', '60M')).toMatchObject({ code: 'store-full', neededBytes: 60 * MIB });
    expect(await backUp('--max-size', '16M')).toMatchObject({ code: 'store-full', allowedBytes: 16 * MIB });
    expect(laptop.connections).toBe(0);
    expect(snapshots()).toEqual(made);
  });

  it('three a day go at most, however many backups fit', async () => {
    const made = makeHistory();
    expect(await backUp('--min-free', '40M')).toBe('completed');
    expect(snapshots().slice(0, -1)).toEqual(made.slice(3));
    write('more', 6);
    expect(await backUp('--min-free', '40M')).toMatchObject({ code: 'store-full' });
    expect(await backUp('--min-free', '40M')).toMatchObject({ code: 'store-full' });
    expect(snapshots().slice(0, -1)).toEqual(made.slice(3));
  });

  it('three go at most for a laptop whose backups never fit', async () => {
    const made = makeHistory();
    write('endless', 28);
    for (let time = 0; time < 4; time += 1) {
      expect(await backUp('--min-free', '20M')).toMatchObject({ code: 'store-full' });
    }
    for (const name of made.slice(3)) expect(snapshots()).toContain(name);
  });

  it('nothing goes while a hold stands, whatever it was made for', async () => {
    const made = makeHistory();
    const [first = '', second = ''] = made;
    writeHold(paths, {
      ...{ format: 1, since: new Date().toISOString(), snapshot: second, reference: first },
      ...{ weekBefore: null, before: [first], alsoKept: [] },
      signs: [{ code: 'root-empty', count: 100 }],
    });
    expect(await backUp('--min-free', '40M')).toMatchObject({ code: 'store-full' });
    expect(snapshots()).toEqual(made);
  });
});

describe('while a transfer runs', () => {
  const never = new AbortController().signal;

  it('the space is looked at though nothing is reported, as of directories and links', async () => {
    const room = new Room(paths, { minFree: { bytes: 32 * MIB } }, () => undefined, never);
    const watch = new SpaceWatch(room, paths.partial('2026-01-01T000000Z'));
    const ended = once(watch.signal, 'abort');
    writeFileSync(join(paths.directory, 'others'), randomBytes(40 * MIB));
    await ended;
    expect(await watch.verdict(false)).toMatchObject({ code: 'store-full', neededBytes: 32 * MIB });
  });

  it('what has come is measured though nothing is reported', async () => {
    const room = new Room(paths, { maxSize: MIB }, () => undefined, never);
    expect(await room.prepare()).toMatchObject({ ok: true });
    const partial = paths.partial('2026-01-01T000000Z');
    const watch = new SpaceWatch(room, partial);
    const ended = once(watch.signal, 'abort');
    mkdirSync(snapshotPaths.files(partial), { recursive: true });
    writeFileSync(join(snapshotPaths.files(partial), 'big'), randomBytes(2 * MIB));
    await ended;
    expect(await watch.verdict(false)).toMatchObject({ code: 'store-full', allowedBytes: MIB });
  });
});

describe('--max-size', () => {
  it('counts what lies beside the files: exclude lists, checksums, records that cannot be read', async () => {
    const [first = ''] = makeSnapshots(paths.directory, [{ age: 2 * DAY, files: { small: 'x' } }]);
    writeFileSync(join(paths.complete(first), 'checksums'), randomBytes(3 * MIB));
    expect(await backUp('--max-size', '2M')).toMatchObject({ code: 'store-full', allowedBytes: 2 * MIB });
    writeFileSync(snapshotPaths.record(paths.complete(first)), 'none');
    expect(await backUp('--max-size', '2M')).toMatchObject({ code: 'store-full', allowedBytes: 2 * MIB });
  });
});

it('--max-size counts what lies deeper than a path can be long as well', async () => {
  // Paths that fit on the laptop, and not with the store's directory in front of them.
  const deep = ['d'.repeat(200), ...Array<string>(18).fill('d'.repeat(200))].join('/');
  execFileSync('mkdir', ['-p', deep], { cwd: laptop.source });
  const script = 'cd "$1" && mkdir "$2" && cd "$2" && head -c 3000000 /dev/urandom > big';
  execFileSync('sh', ['-c', script, 'sh', deep, 'e'.repeat(180)], { cwd: laptop.source });
  expect(await backUp('--max-size', '1M')).toMatchObject({ code: 'store-full', allowedBytes: MIB });
});
