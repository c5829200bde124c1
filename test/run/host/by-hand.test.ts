/** What a store's owner does to snapshots by hand, on the host. */
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeSnapshots } from '../../helpers/made-snapshots';
import { findReport, StandInLaptop } from './stand-in-laptop';

let laptop: StandInLaptop;

beforeEach(async () => {
  laptop = await StandInLaptop.start();
  writeFileSync(join(laptop.source, 'file'), 'x');
});

afterEach(async () => {
  await laptop.stop();
});

const DAY = 86_400;

async function backUp(...args: string[]): Promise<string> {
  const run = await laptop.run({ args });
  expect(run, run.stderr).toMatchObject({ status: 0 });
  return findReport(run, 'done').snapshot;
}

interface Answer {
  status: number | null;
  stdout: string;
  stderr: string;
}

async function host(...args: string[]): Promise<Answer> {
  const { status, stdout, stderr } = await laptop.startBare([
    ...args,
    '--store',
    laptop.store,
    '--machine',
    'laptop',
  ]).ended;
  return { status, stdout, stderr };
}

function snapshots(): string[] {
  return readdirSync(laptop.machine)
    .filter((name) => name.endsWith('Z'))
    .sort();
}

function inSnapshot(snapshot: string, path = ''): string {
  return join(laptop.machine, snapshot, 'files', laptop.source, path);
}

/** One for each of a year's months, the newest three days ago. */
function aYear(): string[] {
  return makeSnapshots(
    laptop.machine,
    Array.from({ length: 12 }, (_, month) => ({ age: (333 - month * 30) * DAY })),
  );
}

describe('--pin', () => {
  it('keeps a snapshot from every rule, --list names it, and --unpin ends that', async () => {
    const made = aYear();
    const [, second = ''] = made;
    expect(await host('--pin', second, '--label', 'before the move')).toMatchObject({ status: 0 });
    const keep = ['--keep', 'daily=1', '--floor', '2'];
    const last = await backUp(...keep);
    expect(snapshots()).toEqual([second, made.at(-1), last]);
    expect((await host('--list')).stdout).toMatch(new RegExp(`${second} .*pinned: before the move\n`));
    expect(await host('--unpin', second)).toMatchObject({ status: 0 });
    await backUp(...keep);
    expect(snapshots()).not.toContain(second);
  });

  it('refuses what is not there, and labels that could forge a line', async () => {
    await backUp();
    const unknown = await host('--pin', '2020-01-01T000000Z');
    expect(unknown).toMatchObject({ status: 1, stdout: '' });
    expect(unknown.stderr).toContain('no complete snapshot 2020-01-01T000000Z');
    expect(await host('--unpin', '2020-01-01T000000Z')).toMatchObject({ status: 1 });
    for (const bad of ['a\nb', 'a\u001b[2J', 'a\u202eb', 'x'.repeat(201)]) {
      expect(await host('--pin', snapshots()[0] ?? '', '--label', bad)).toMatchObject({ status: 2 });
    }
    expect(await host('--drop', '../other')).toMatchObject({ status: 2 });
  });

  it('that cannot be read deletes nothing, and does not stop backups', async () => {
    const made = aYear();
    writeFileSync(join(laptop.machine, 'pins.json'), '{"format":1,"pins":{"x":1}}');
    const run = await laptop.run({ args: ['--keep', 'daily=1', '--floor', '2'] });
    expect(run.status).toBe(0);
    expect(findReport(run, 'warning')).toMatchObject({ code: 'retention' });
    expect(snapshots()).toEqual([...made, findReport(run, 'done').snapshot]);
    expect((await host('--drop', made[0] ?? '')).status).toBe(1);
  });
});

describe('--drop', () => {
  it('deletes one, and latest leads to the newest that is left', async () => {
    const first = await backUp();
    const second = await backUp();
    expect(await host('--drop', second)).toMatchObject({ status: 0 });
    expect(snapshots()).toEqual([first]);
    expect(readlinkSync(join(laptop.machine, 'latest'))).toBe(first);
    const only = await host('--drop', first);
    expect(only.status).toBe(1);
    expect(only.stderr).toContain('the only complete snapshot');
    expect(snapshots()).toEqual([first]);
  });

  it('refuses a pinned one, and one that a hold keeps', async () => {
    const first = await backUp();
    const second = await backUp();
    const third = await backUp();
    await host('--pin', first);
    expect((await host('--drop', first)).stderr).toContain('is pinned');
    await host('--unpin', first);
    const hold = {
      format: 1,
      since: new Date().toISOString(),
      snapshot: third,
      reference: second,
      weekBefore: null,
      signs: [{ code: 'half-gone', count: 100 }],
      before: [first, second],
      alsoKept: [],
    };
    writeFileSync(join(laptop.machine, 'hold.json'), JSON.stringify(hold));
    expect((await host('--drop', second)).stderr).toContain('is held');
    expect(await host('--drop', third)).toMatchObject({ status: 0 });
    expect(snapshots()).toEqual([first, second]);
  });

  it('waits for nobody: it says who is at work', async () => {
    const first = await backUp();
    await backUp();
    const running = laptop.startHost();
    await running.reported(({ type }) => type === 'accepted');
    const answer = await host('--drop', first);
    expect(answer.status).toBe(1);
    expect(answer.stderr).toContain(`It is process ${running.process.pid ?? 0}.`);
    await running.ended;
  });

  it('knows no machine that is not there', async () => {
    await backUp();
    const { status, stderr } = await laptop.startBare([
      ...['--drop', snapshots()[0] ?? '', '--store', laptop.store, '--machine', 'other'],
    ]).ended;
    expect(status).toBe(1);
    expect(stderr).toContain('has no machine other');
    expect(existsSync(join(laptop.store, 'other'))).toBe(false);
  });
});

describe('--remove', () => {
  it('takes a file out of every snapshot and every unfinished one, and leaves the rest as it was', async () => {
    mkdirSync(join(laptop.source, 'keys'));
    writeFileSync(join(laptop.source, 'keys/secret'), 's'.repeat(5000));
    writeFileSync(join(laptop.source, 'keys/other'), 'stays');
    utimesSync(join(laptop.source, 'keys'), 1_700_000_000, 1_700_000_000);
    const first = await backUp('--max-size', '1G');
    const second = await backUp('--max-size', '1G');
    const partial = join(laptop.machine, '2026-01-01T000000Z.partial');
    for (const tree of ['files', 'earlier/1']) {
      mkdirSync(join(partial, tree, laptop.source, 'keys'), { recursive: true });
      writeFileSync(join(partial, tree, laptop.source, 'keys/secret'), 's');
    }
    // Its name stands in what is written down of a snapshot.
    writeFileSync(join(laptop.machine, first, 'changes'), `${laptop.source}/keys/secret`);
    const answer = await host('--remove', join(laptop.source, 'keys/secret'));
    expect(answer).toMatchObject({ status: 0 });
    expect(readdirSync(join(laptop.machine, first))).not.toContain('changes');
    expect(answer.stdout).toContain('from 3 snapshots');
    expect(answer.stdout).toContain('Exclude it on the laptop');
    for (const snapshot of [first, second]) {
      expect(readdirSync(inSnapshot(snapshot, 'keys'))).toEqual(['other']);
      expect(statSync(inSnapshot(snapshot, 'keys')).mtimeMs).toBe(1_700_000_000_000);
    }
    expect(readdirSync(join(partial, 'files', laptop.source, 'keys'))).toEqual([]);
    expect(readdirSync(join(partial, 'earlier/1', laptop.source, 'keys'))).toEqual([]);
    expect((await host('--remove', join(laptop.source, 'keys/'))).status).toBe(0);
    expect(readdirSync(inSnapshot(first))).toEqual(['file']);
    expect((await host('--remove', join(laptop.source, 'keys'))).stderr).toContain('is in no snapshot');
  });

  it('leaves a store in which nothing counts as missing', async () => {
    mkdirSync(join(laptop.source, 'keys'));
    for (const name of ['secret', 'other'])
      writeFileSync(join(laptop.source, 'keys', name), name.repeat(100));
    await backUp();
    writeFileSync(join(laptop.source, 'later'), 'later');
    await backUp();
    expect((await host('--remove', join(laptop.source, 'keys/secret'))).status).toBe(0);
    const checked = await laptop.startBare(['--check-store', '--store', laptop.store]).ended;
    expect(checked, checked.stdout).toMatchObject({ status: 0 });
    const verified = await host('--verify');
    expect(verified, verified.stdout).toMatchObject({ status: 0 });
    expect(verified.stdout).not.toContain('secret');
  });

  it('says where a hard link keeps the contents', async () => {
    writeFileSync(join(laptop.source, 'secret'), 's');
    linkSync(join(laptop.source, 'secret'), join(laptop.source, 'same'));
    const snapshot = await backUp();
    const { stdout } = await host('--remove', join(laptop.source, 'secret'));
    expect(stdout).toContain('1 file has other names');
    expect(readFileSync(inSnapshot(snapshot, 'same'), 'utf8')).toBe('s');
  });

  it('follows no link, and takes neither a root nor what holds one', async () => {
    const snapshot = await backUp();
    const outside = join(laptop.directory, 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'file'), 'x');
    symlinkSync(outside, inSnapshot(snapshot, 'link'));
    expect((await host('--remove', join(laptop.source, 'link/file'))).status).toBe(1);
    for (const path of [
      laptop.source,
      `${laptop.source}/`,
      join(laptop.source, '..'),
      laptop.directory,
      '/',
      'file',
    ]) {
      expect((await host('--remove', path)).status, path).toBe(1);
    }
    expect(readdirSync(outside)).toEqual(['file']);
    expect(readdirSync(inSnapshot(snapshot)).sort()).toEqual(['file', 'link']);
    rmSync(inSnapshot(snapshot, 'link'));
  });
});

describe('--keep --dry-run', () => {
  it('says what would go after the next backup, and why the rest stays, and does nothing', async () => {
    const made = aYear();
    await host('--pin', made[1] ?? '', '--label', 'old');
    const { status, stdout } = await host('--keep', 'daily=4', '--dry-run', '--floor', '2', '--json');
    expect(status).toBe(0);
    const preview = JSON.parse(stdout) as { goes: string[]; stays: object[] };
    expect(preview.stays).toEqual([
      { snapshot: made[1], why: 'pinned', label: 'old' },
      ...made.slice(-3, -1).map((snapshot) => ({ snapshot, why: 'policy' })),
      { snapshot: made.at(-1), why: 'newest' },
    ]);
    expect(preview.goes).toHaveLength(8);
    expect(snapshots()).toEqual(made);
    const words = (await host('--keep', 'daily=4', '--dry-run', '--floor', '2')).stdout;
    expect(words).toContain('8 of 12 snapshots would be deleted after the next backup.');
    expect(words).toContain(`${made[1] ?? ''}  stays: pinned (old)`);
    const last = await backUp('--keep', 'daily=4', '--floor', '2');
    expect(snapshots()).toEqual([...made.filter((name) => !preview.goes.includes(name)), last]);
  });
});
