/** A file of the store that is not what it was comes again from the laptop, which still has the good one. */
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp, copyIn, flipByte, namesIn, TIME, verify } from './proof-stage';
import { findReport, StandInLaptop } from './stand-in-laptop';

let laptop: StandInLaptop;

beforeEach(async () => {
  laptop = await StandInLaptop.start();
});

afterEach(async () => {
  await laptop.stop();
});

function write(name: string, content: string = name): void {
  writeFileSync(join(laptop.source, name), content);
  utimesSync(join(laptop.source, name), TIME, TIME);
}

function read(snapshot: string, name: string): string {
  return readFileSync(copyIn(laptop, snapshot, name), 'utf8');
}

/** Two snapshots that share all inodes, one of which then rots and is found. */
async function rotten(name: string): Promise<string> {
  await backUp(laptop);
  const { snapshot } = await backUp(laptop);
  flipByte(copyIn(laptop, snapshot, name));
  expect(await verify(laptop)).toMatchObject({ status: 1, bad: [{ kind: 'rot' }] });
  return snapshot;
}

describe('a file that is known to be bad', () => {
  it('is good again in the next snapshot, stays marked in the older ones, and the others are linked', async () => {
    write('photo');
    write('other');
    const bad = await rotten('photo');
    const done = await backUp(laptop);
    expect(done.verified).toMatchObject({ healed: 1, bad: { count: 0 } });
    expect(done.proof?.different.count).toBe(0);
    expect(read(done.snapshot, 'photo')).toBe('photo');
    expect(read(bad, 'photo')).not.toBe('photo');
    expect(statSync(copyIn(laptop, done.snapshot, 'photo')).mtimeMs).toBe(TIME.getTime());
    expect(statSync(copyIn(laptop, done.snapshot, 'other')).ino).toBe(
      statSync(copyIn(laptop, bad, 'other')).ino,
    );
    expect(namesIn(laptop, done.snapshot)).toEqual(['photo']);
    const found = await verify(laptop);
    expect(found).toMatchObject({
      status: 1,
      bad: [{ kind: 'rot', settled: { snapshot: done.snapshot, as: 'healed' } }],
    });
    expect(found.bad[0]?.snapshots).not.toContain(done.snapshot);
    // And it is no work for the runs after it.
    const next = await backUp(laptop);
    expect(next).toMatchObject({
      totals: { transferredFiles: 0 },
      verified: { healed: 0, bad: { count: 0 } },
    });
    expect(readdirSync(laptop.machine)).not.toContain('.healing');
  });

  it('is good again under each of its names', async () => {
    write('one');
    linkSync(join(laptop.source, 'one'), join(laptop.source, 'two'));
    await rotten('two');
    const { snapshot, verified } = await backUp(laptop);
    expect(verified).toMatchObject({ healed: 1 });
    expect([read(snapshot, 'one'), read(snapshot, 'two')]).toEqual(['one', 'one']);
    expect(statSync(copyIn(laptop, snapshot, 'one')).ino).toBe(statSync(copyIn(laptop, snapshot, 'two')).ino);
  });

  it('is backed up as it is where the laptop’s changed without its time changing, and that is loud', async () => {
    write('photo');
    await rotten('photo');
    write('photo', 'PHOTO');
    const run = await laptop.run();
    const done = findReport(run, 'done');
    const path = join(laptop.source, 'photo');
    expect(done.verified).toMatchObject({ healed: 0, bad: { count: 0 } });
    expect(done.proof?.different).toEqual({ count: 1, paths: [path] });
    expect(findReport(run, 'warning').message).toContain(path);
    expect(read(done.snapshot, 'photo')).toBe('PHOTO');
    expect((await verify(laptop)).bad).toMatchObject([{ settled: { as: 'changed' } }]);
  });

  it('is nothing special where the laptop has a newer one', async () => {
    write('photo');
    await rotten('photo');
    writeFileSync(join(laptop.source, 'photo'), 'a newer one');
    const done = await backUp(laptop);
    expect(done).toMatchObject({ verified: { healed: 0 }, proof: { different: { count: 0 } } });
    expect((await verify(laptop)).bad).toMatchObject([{ settled: { as: 'newer' } }]);
  });

  it('is left out, by name, where the laptop cannot read it, and comes when it can', async () => {
    write('photo');
    await rotten('photo');
    chmodSync(join(laptop.source, 'photo'), 0);
    const gap = await backUp(laptop);
    expect(gap.unreadable.paths).toEqual([join(laptop.source, 'photo')]);
    expect(existsSync(copyIn(laptop, gap.snapshot, 'photo'))).toBe(false);
    expect(gap.verified).toMatchObject({
      healed: 0,
      bad: { count: 1, paths: [join(laptop.source, 'photo')] },
    });
    chmodSync(join(laptop.source, 'photo'), 0o644);
    const { snapshot, verified } = await backUp(laptop);
    expect(verified).toMatchObject({ healed: 1, bad: { count: 0 } });
    expect(read(snapshot, 'photo')).toBe('photo');
  });

  it('is gone with the laptop’s, and stays named', async () => {
    write('photo');
    await rotten('photo');
    rmSync(join(laptop.source, 'photo'));
    const { snapshot, verified } = await backUp(laptop);
    expect(existsSync(copyIn(laptop, snapshot, 'photo'))).toBe(false);
    expect(verified).toMatchObject({ healed: 0, bad: { count: 1 } });
  });

  it('that somebody removed from the store comes again', async () => {
    write('photo');
    await backUp(laptop);
    const { snapshot } = await backUp(laptop);
    rmSync(copyIn(laptop, snapshot, 'photo'));
    await verify(laptop);
    const done = await backUp(laptop);
    expect(read(done.snapshot, 'photo')).toBe('photo');
  });

  it('is not linked from what an interrupted run had fetched', async () => {
    write('photo');
    const base = await rotten('photo');
    const partial = join(laptop.machine, '2026-01-02T000000Z.partial/files', laptop.source);
    // As it is left by a run that began before anything was known.
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial, { recursive: true });
    linkSync(copyIn(laptop, base, 'photo'), join(partial, 'photo'));
    const { snapshot, verified } = await backUp(laptop);
    expect(verified).toMatchObject({ healed: 1 });
    expect(read(snapshot, 'photo')).toBe('photo');
  });
});
