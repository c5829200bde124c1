import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { snapshotRecordSchema } from '../../../host/snapshot-record';
import { RSYNC_VERSIONS } from '../../helpers/rsync-versions';
import { findReport, privateDirectories, StandInLaptop } from './stand-in-laptop';

let laptop: StandInLaptop;

beforeEach(async () => {
  laptop = await StandInLaptop.start();
});

afterEach(async () => {
  await laptop.stop();
  expect(privateDirectories()).toEqual([]);
});

function pathIn(snapshot: string, ...names: string[]): string {
  return join(laptop.machine, snapshot, 'files', laptop.source, ...names);
}

async function snapshotOf(options: Parameters<StandInLaptop['run']>[0] = {}): Promise<string> {
  const run = await laptop.run(options);
  expect(run, run.stderr).toMatchObject({ status: 0 });
  return findReport(run, 'done').snapshot;
}

/** Brings a snapshot back as a restore would, with what --fake-super put aside. */
function restore(snapshot: string): string {
  const target = join(laptop.directory, 'restored');
  const shell = join(laptop.directory, 'plain-shell');
  writeFileSync(shell, '#!/bin/sh\nshift\nexec sh -c "$*"\n', { mode: 0o700 });
  const from = `here:${pathIn(snapshot)}/`;
  execFileSync('rsync', ['-aHAXS', '--numeric-ids', '-M--fake-super', '-e', shell, from, `${target}/`]);
  return target;
}

describe.each(RSYNC_VERSIONS)('a first snapshot, with rsync $version', (rsync) => {
  beforeEach(() => {
    laptop.useRsync(rsync);
  });

  it('holds the files, its record and the exclude list, and is the latest', async () => {
    writeFileSync(join(laptop.source, 'letter'), 'dear all');
    const run = await laptop.run({ excludeList: '- *.tmp\n# \xe9\n' });
    expect(run, run.stderr).toMatchObject({ status: 0 });
    const accepted = findReport(run, 'accepted');
    const done = findReport(run, 'done');
    expect(accepted).toMatchObject({ machine: 'laptop', base: null, resumed: false });
    expect(done).toMatchObject({
      snapshot: accepted.snapshot,
      totals: { files: 1, bytes: 8, transferredFiles: 1 },
      unreadable: { count: 0, paths: [] },
      vanished: 0,
      dryRun: false,
    });
    const snapshot = join(laptop.machine, done.snapshot);
    expect(readFileSync(pathIn(done.snapshot, 'letter'), 'utf8')).toBe('dear all');
    expect(readFileSync(join(snapshot, 'exclude'), 'latin1')).toBe('- *.tmp\n# \xe9\n');
    const record = snapshotRecordSchema.parse(
      JSON.parse(readFileSync(join(snapshot, 'snapshot.json'), 'utf8')),
    );
    expect(record).toMatchObject({ machine: 'laptop', roots: [laptop.source], base: null });
    expect(readlinkSync(join(laptop.machine, 'latest'))).toBe(done.snapshot);
    expect(readdirSync(laptop.machine).sort()).toEqual([done.snapshot, 'alarm.json', 'latest']);
    expect(statSync(laptop.machine).mode & 0o777).toBe(0o700);
    expect(statSync(join(snapshot, 'snapshot.json')).mode & 0o777).toBe(0o600);
    expect(laptop.connections).toBe(1);
  });

  it('keeps hard links, symbolic links, holes, fifos, modes, ACLs, attributes and odd names', async () => {
    const { source } = laptop;
    writeFileSync(join(source, 'one'), 'linked');
    linkSync(join(source, 'one'), join(source, 'two'));
    symlinkSync('one', join(source, 'symbolic'));
    execFileSync('truncate', ['-s', '20M', join(source, 'sparse')]);
    execFileSync('mkfifo', [join(source, 'fifo')]);
    writeFileSync(join(source, '-rf "quoted" \n\'name\''), 'odd');
    writeFileSync(Buffer.concat([Buffer.from(`${source}/caf`), Buffer.from([0xe9])]), 'latin1');
    mkdirSync(join(source, 'closed'));
    chmodSync(join(source, 'closed'), 0o555);
    execFileSync('setfacl', ['-m', 'u:12345:r', join(source, 'one')]);
    execFileSync('setfattr', ['-n', 'user.colour', '-v', 'green', join(source, 'one')]);

    const snapshot = await snapshotOf();
    expect(statSync(pathIn(snapshot, 'sparse')).blocks).toBeLessThan(100);
    expect(statSync(pathIn(snapshot, 'one')).ino).toBe(statSync(pathIn(snapshot, 'two')).ino);

    const restored = restore(snapshot);
    const compare = ['-n', '-i', '-c', '-aHAXS', '--numeric-ids', '--delete', `${source}/`, `${restored}/`];
    expect(execFileSync('rsync', compare).toString()).toBe('');
    expect(readlinkSync(join(restored, 'symbolic'))).toBe('one');
    expect(statSync(join(restored, 'fifo')).isFIFO()).toBe(true);
    expect(execFileSync('getfattr', ['-n', 'user.colour', join(restored, 'one')]).toString()).toContain(
      'green',
    );
    expect(execFileSync('getfacl', ['-n', join(restored, 'one')]).toString()).toContain('user:12345:r--');
  });

  it('pulls several roots, odd names among them, over one connection', async () => {
    // No backquote: before 3.3 rsync sends it as it is, and this laptop, unlike one with the guard, has a shell to read it.
    const roots = ['with space', 'with \'both" quotes', 'büro $HOME \\ * ;'].map((name) =>
      join(laptop.source, name),
    );
    for (const root of roots) {
      mkdirSync(root);
      writeFileSync(join(root, 'file'), root);
    }
    const snapshot = await snapshotOf({ extension: { roots } });
    for (const root of roots) {
      expect(readFileSync(join(laptop.machine, snapshot, 'files', root, 'file'), 'utf8')).toBe(root);
    }
    expect(laptop.connections).toBe(1);
    expect(laptop.commands()).toHaveLength(3);
  });
});

describe.each(RSYNC_VERSIONS)('what goes over the wire, with rsync $version', (rsync) => {
  beforeEach(() => {
    laptop.useRsync(rsync);
  });

  it('stays within what the guard on the laptop allows', async () => {
    await snapshotOf();
    await snapshotOf();
    await laptop.run({ extension: { purpose: 'dry-run' } });
    const [first, second, dry] = laptop.commands();
    const command = /^rsync --server --sender -lHogDtpAXrSe\.iLsfxCIvu --timeout=300 --numeric-ids \. \S+\/$/;
    expect(first).toMatch(command);
    expect(second).toMatch(command);
    expect(dry).toMatch(
      /^rsync --server --sender -nlHogDtprSe\.iLsfxCIvu --timeout=300 --numeric-ids \. \S+\/$/,
    );
  });
});

describe.each(RSYNC_VERSIONS)('a later snapshot, with rsync $version', (rsync) => {
  beforeEach(() => {
    laptop.useRsync(rsync);
  });

  it('shares unchanged files with the one before and leaves it as it was', async () => {
    writeFileSync(join(laptop.source, 'same'), 'same');
    writeFileSync(join(laptop.source, 'changing'), 'before');
    writeFileSync(join(laptop.source, 'going'), 'gone soon');
    const first = await snapshotOf();
    writeFileSync(join(laptop.source, 'changing'), 'after!!');
    execFileSync('rm', [join(laptop.source, 'going')]);
    const run = await laptop.run();
    const { snapshot: second, totals } = findReport(run, 'done');
    expect(findReport(run, 'accepted').base).toBe(first);
    expect(second > first).toBe(true);
    expect(totals.transferredFiles).toBe(1);
    expect(statSync(pathIn(second, 'same')).ino).toBe(statSync(pathIn(first, 'same')).ino);
    expect(readFileSync(pathIn(first, 'changing'), 'utf8')).toBe('before');
    expect(readFileSync(pathIn(second, 'changing'), 'utf8')).toBe('after!!');
    expect(existsSync(pathIn(first, 'going'))).toBe(true);
    expect(existsSync(pathIn(second, 'going'))).toBe(false);
    expect(readlinkSync(join(laptop.machine, 'latest'))).toBe(second);
  });

  it('links from the last completed one, not from the newest name, after the clock was set back', async () => {
    writeFileSync(join(laptop.source, 'file'), 'x');
    const first = await snapshotOf();
    const future = '2099-01-01T000000Z';
    execFileSync('mv', [join(laptop.machine, first), join(laptop.machine, future)]);
    execFileSync('ln', ['-sfn', future, join(laptop.machine, 'latest')]);
    const second = await laptop.run();
    expect(findReport(second, 'accepted').base).toBe(future);
    expect(findReport(second, 'warning').code).toBe('clock');
    const third = await laptop.run();
    expect(findReport(third, 'accepted').base).toBe(findReport(second, 'done').snapshot);
  });
});

describe.each(RSYNC_VERSIONS)('what cannot be read, with rsync $version', (rsync) => {
  beforeEach(() => {
    laptop.useRsync(rsync);
  });

  it('is named, and the rest is a good snapshot', async () => {
    writeFileSync(join(laptop.source, 'open'), 'x');
    writeFileSync(join(laptop.source, 'secret "x"'), 'x', { mode: 0 });
    mkdirSync(join(laptop.source, 'closed'), { mode: 0 });
    const run = await laptop.run();
    expect(run, run.stderr).toMatchObject({ status: 0 });
    const { unreadable, snapshot } = findReport(run, 'done');
    expect(unreadable.count).toBe(2);
    expect(unreadable.paths.sort()).toEqual([
      join(laptop.source, 'closed'),
      join(laptop.source, 'secret "x"'),
    ]);
    expect(readFileSync(pathIn(snapshot, 'open'), 'utf8')).toBe('x');
  });

  it('is a failure where it is a whole root', async () => {
    const root = join(laptop.source, 'büro');
    const run = await laptop.run({ extension: { roots: [laptop.source, root] } });
    expect(run.status).toBe(1);
    expect(findReport(run, 'failed').failure).toMatchObject({ code: 'transfer-failed', status: 23 });
    expect(existsSync(join(laptop.machine, 'latest'))).toBe(false);
  });
});

describe.each(RSYNC_VERSIONS)('a dry run, with rsync $version', (rsync) => {
  beforeEach(() => {
    laptop.useRsync(rsync);
  });

  it('names what would come and keeps nothing', async () => {
    writeFileSync(join(laptop.source, 'old'), 'old');
    await snapshotOf();
    const before = readdirSync(laptop.machine).sort();
    mkdirSync(join(laptop.source, 'new'));
    writeFileSync(join(laptop.source, 'new', 'file'), '12345');
    const run = await laptop.run({ extension: { purpose: 'dry-run' }, args: ['--keep', 'daily=1'] });
    expect(run, run.stderr).toMatchObject({ status: 0 });
    expect(run.reports.filter(({ type }) => type === 'would-transfer')).toEqual([
      { type: 'would-transfer', path: join(laptop.source, 'new', 'file'), bytes: 5 },
    ]);
    expect(findReport(run, 'done').dryRun).toBe(true);
    expect(readdirSync(laptop.machine).sort()).toEqual(before);
  });
});
