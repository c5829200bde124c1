import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findReport, StandInLaptop } from './stand-in-laptop';

let laptop: StandInLaptop;

beforeEach(async () => {
  laptop = await StandInLaptop.start();
  writeFileSync(join(laptop.source, 'file'), 'x');
});

afterEach(async () => {
  await laptop.stop();
});

/** A snapshot that is hard to remove: names that are no UTF-8, directories that cannot be written to. */
function makeStubborn(entry: string): void {
  const files = join(laptop.machine, entry, 'files');
  const closed = join(files, 'closed');
  mkdirSync(closed, { recursive: true });
  for (const directory of [files, closed]) {
    const odd = Buffer.concat([Buffer.from(`${directory}/`), Buffer.from([0xe9, 0xff, 0x0a])]);
    mkdirSync(odd);
    writeFileSync(Buffer.concat([odd, Buffer.from('/'), Buffer.from([0xfe])]), 'x');
    chmodSync(odd, 0o555);
  }
  symlinkSync(laptop.source, join(files, 'outward'));
  chmodSync(closed, 0o555);
}

function snapshots(): string[] {
  return readdirSync(laptop.machine).filter((name) => name.includes('Z'));
}

async function bare(...args: string[]): Promise<{ status: number | null; stdout: string }> {
  const ended = await laptop.startBare([...args, '--store', laptop.store]).ended;
  return { status: ended.status, stdout: ended.stdout };
}

describe('retention', () => {
  it('removes what is not kept, half-removed snapshots too, and nothing that they link to', async () => {
    makeStubborn('2026-01-01T000000Z');
    makeStubborn('2026-01-02T000000Z');
    makeStubborn('2026-01-06T000000Z');
    makeStubborn('2025-12-31T000000Z.dropping');
    const run = await laptop.run({ args: ['--keep', 'daily=1', '--floor', '2'] });
    expect(run, run.stderr).toMatchObject({ status: 0 });
    expect(snapshots()).toEqual(['2026-01-06T000000Z', findReport(run, 'done').snapshot]);
    expect(existsSync(join(laptop.source, 'file'))).toBe(true);
    expect(run.stderr).toContain('dropping snapshot 2026-01-01T000000Z');
  });

  it('leaves everything alone without --keep, and after a failed run', async () => {
    makeStubborn('2026-01-01T000000Z');
    await laptop.run();
    expect(snapshots()).toHaveLength(2);
    laptop.setCommand('exit 1');
    expect((await laptop.run({ args: ['--keep', 'daily=1', '--floor', '2'] })).status).toBe(1);
    expect(snapshots().filter((name) => !name.endsWith('.partial'))).toHaveLength(2);
  });

  it('drops nothing for room where all that may go would not be enough, and fails', async () => {
    for (const month of [1, 2, 3, 4]) makeStubborn(`2025-0${month}-01T000000Z`);
    const run = await laptop.run({ args: ['--min-free', '99.999%', '--floor', '2'] });
    expect(run, run.stderr).toMatchObject({ status: 1 });
    expect(findReport(run, 'failed').failure.code).toBe('store-full');
    expect(snapshots()).toHaveLength(4);
  });

  it('stops as soon as enough is free', async () => {
    makeStubborn('2026-01-01T000000Z');
    await laptop.run({ args: ['--min-free', '1K'] });
    expect(snapshots()).toHaveLength(2);
  });
});

describe('--list', () => {
  it('tells the snapshots, for people and for programs', async () => {
    expect(await bare('--list')).toEqual({ status: 0, stdout: 'No snapshots.\n' });
    const { snapshot } = findReport(await laptop.run(), 'done');
    const words = (await bare('--list')).stdout;
    const [line = '', reading] = words.split('\n');
    expect(line).toBe(
      `laptop  ${snapshot}  1 file, 1 byte (${/\((.*) sent\)/.exec(words)?.[1] ?? ''} sent)  ${laptop.source}  latest`,
    );
    expect(reading).toMatch(/^laptop {2}everything that is kept was read since 20\S+Z$/);
    const json: unknown = JSON.parse((await bare('--list', '--json', '--machine', 'laptop')).stdout);
    expect(json).toMatchObject([{ machine: 'laptop', snapshot, state: 'complete', latest: true }]);
  });

  it('fails in words where there is no store', async () => {
    rmSync(laptop.store, { recursive: true });
    expect((await bare('--list')).status).toBe(1);
  });
});

describe('--check-store', () => {
  it('is content with a good store, and names what is unfinished', async () => {
    await laptop.run();
    mkdirSync(join(laptop.machine, '2026-01-01T000000Z.partial'));
    const { status, stdout } = await bare('--check-store');
    expect(stdout).toContain('2026-01-01T000000Z.partial is unfinished');
    expect(status).toBe(0);
  });

  it('names broken records, lost files and a wrong latest', async () => {
    const { snapshot } = findReport(await laptop.run(), 'done');
    writeFileSync(join(laptop.machine, snapshot, 'snapshot.json'), '{}');
    mkdirSync(join(laptop.machine, '2026-01-01T000000Z'));
    rmSync(join(laptop.machine, 'latest'));
    symlinkSync('nowhere', join(laptop.machine, 'latest'));
    const { status, stdout } = await bare('--check-store');
    expect(status).toBe(1);
    expect(stdout).toContain(`${snapshot}: snapshot.json is not understood`);
    expect(stdout).toContain('2026-01-01T000000Z: snapshot.json is missing');
    expect(stdout).toContain('2026-01-01T000000Z: no files');
    expect(stdout).toContain('latest points to nowhere');
  });
});
