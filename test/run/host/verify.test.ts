/** Checksums of what came, and the reading of what is kept. */
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handOnChecksums } from '../../../host/proof/checksums';
import { MachinePaths } from '../../../host/store-layout';
import { endAfterBackup, readersOf } from '../../helpers/after-backup';
import { until } from '../../helpers/until';
import {
  backUp,
  checkStore,
  copyIn,
  entriesOf,
  flipByte,
  namesIn,
  stateOf,
  TIME,
  verify,
} from './proof-stage';
import { StandInLaptop } from './stand-in-laptop';

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

function isOpenIn(pid: number | undefined, path: string): boolean {
  const directory = `/proc/${pid ?? 0}/fd`;
  return readdirSync(directory).some((name) => {
    try {
      return readlinkSync(join(directory, name)) === path;
    } catch {
      return false;
    }
  });
}

describe('the checksums of a snapshot', () => {
  it('are of what came with it, and of nothing that was there', async () => {
    write('letter');
    write('empty', '');
    symlinkSync('letter', join(laptop.source, 'link'));
    linkSync(join(laptop.source, 'letter'), join(laptop.source, 'second name'));
    writeFileSync(
      Buffer.concat([Buffer.from(`${laptop.source}/`), Buffer.from('new\nline\xff', 'latin1')]),
      'odd',
    );
    const first = (await backUp(laptop)).snapshot;
    expect(namesIn(laptop, first)).toEqual(['empty', 'letter', 'link', 'new\nline\xff']);
    const file = join(laptop.machine, first, 'checksums');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'latin1').trimEnd().split('\n').at(-1)).toBe('# {"files":5,"bytes":21}');
    const letter = entriesOf(laptop, first).find(({ path }) => path.endsWith('/letter'));
    expect(letter).toMatchObject({
      sha256: createHash('sha256').update('letter').digest('hex'),
      size: 6,
      mtimeMs: TIME.getTime(),
      ino: statSync(copyIn(laptop, first, 'letter')).ino,
      names: 2,
    });

    write('letter', 'changed');
    write('new');
    const second = (await backUp(laptop)).snapshot;
    // Its other name is the same inode on the laptop, and so in the store.
    expect(namesIn(laptop, second)).toEqual(['letter', 'new']);
  });

  it('go on where they were ended', async () => {
    write('one');
    write('two');
    const { snapshot } = await backUp(laptop);
    const whole = join(laptop.machine, snapshot, 'checksums');
    const [line = ''] = readFileSync(whole, 'latin1').split('\n');
    // What a kill leaves: a whole line, whose sum shows that it is taken as it is, and a torn one.
    const marked = `${'0'.repeat(64)}${line.slice(64)}`;
    writeFileSync(`${whole}.unfinished`, `${marked}\n${line.slice(0, 70)}`);
    rmSync(whole);
    await verify(laptop);
    const entries = entriesOf(laptop, snapshot);
    expect(entries).toHaveLength(2);
    expect(entries.filter(({ sha256 }) => sha256 === '0'.repeat(64))).toHaveLength(1);
    expect(existsSync(`${whole}.unfinished`)).toBe(false);
  });

  it('go to the next newer snapshot for inodes that live on, with what is known of them', async () => {
    write('stays');
    write('goes');
    write('renamed');
    linkSync(join(laptop.source, 'renamed'), join(laptop.source, 'other name'));
    const first = (await backUp(laptop)).snapshot;
    rmSync(join(laptop.source, 'goes'));
    // Whichever of its names the checksums have, the other one is left.
    const known = entriesOf(laptop, first).map(({ path }) => path);
    const listed = known.some((path) => path.endsWith('/renamed')) ? 'renamed' : 'other name';
    rmSync(join(laptop.source, listed));
    const second = (await backUp(laptop)).snapshot;
    const paths = new MachinePaths(laptop.store, 'laptop');
    flipByte(copyIn(laptop, first, 'stays'));
    expect((await verify(laptop)).bad).toMatchObject([{ snapshots: [first, second] }]);
    await handOnChecksums(paths, first, second);
    expect(namesIn(laptop, second)).toEqual([listed === 'renamed' ? 'other name' : 'renamed', 'stays']);
    rmSync(join(laptop.machine, first), { recursive: true });
    const still = await verify(laptop, '--for', '0');
    expect(still.bad).toMatchObject([{ kind: 'rot', snapshots: [second] }]);
    flipByte(copyIn(laptop, second, 'stays'));
    expect(await verify(laptop)).toMatchObject({ status: 0, firstRead: 0, bad: [] });
  });
});

describe('a reading', () => {
  it('is content with what is as it was, each inode once', async () => {
    write('one');
    await backUp(laptop);
    write('two');
    await backUp(laptop);
    expect(await verify(laptop)).toMatchObject({
      status: 0,
      files: 2,
      firstRead: 0,
      finished: true,
      bad: [],
    });
  });

  it('names a byte that is another one, with the snapshots that hold it, and then it is again as it was', async () => {
    write('photo');
    write('other');
    const first = (await backUp(laptop)).snapshot;
    const second = (await backUp(laptop)).snapshot;
    flipByte(copyIn(laptop, second, 'photo'));
    const path = join(laptop.source, 'photo');
    const found = await verify(laptop);
    expect(found).toMatchObject({
      status: 1,
      bad: [{ path, kind: 'rot', snapshots: [first, second], settled: null }],
    });
    const words = await laptop.startBare(['--verify', '--store', laptop.store]).ended;
    expect(words.stdout).toContain(`problem: ${path} changed without its time changing`);
    expect(words.stdout).toContain(`in ${first}, ${second}`);
    const list = await laptop.startBare(['--list', '--store', laptop.store]).ended;
    expect(list.stdout).toContain('1 file is not as before');
    flipByte(copyIn(laptop, second, 'photo'));
    expect(await verify(laptop)).toMatchObject({ status: 0, bad: [] });
  });

  it('tells an edited file from a rotten one, and what is gone', async () => {
    for (const name of ['edited', 'longer', 'gone', 'touched', 'replaced']) write(name);
    const { snapshot } = await backUp(laptop);
    writeFileSync(copyIn(laptop, snapshot, 'edited'), 'EDITED');
    appendFileSync(copyIn(laptop, snapshot, 'longer'), 'x');
    rmSync(copyIn(laptop, snapshot, 'gone'));
    utimesSync(copyIn(laptop, snapshot, 'touched'), 5, 5);
    // A copy of the store on another disk has other inodes, and the same contents.
    const replaced = copyIn(laptop, snapshot, 'replaced');
    cpSync(replaced, `${replaced}.copy`);
    renameSync(`${replaced}.copy`, replaced);
    const { bad, status } = await verify(laptop);
    const kinds = bad.map(({ path, kind }) => [path.replace(`${laptop.source}/`, ''), kind]);
    expect(Object.fromEntries(kinds)).toEqual({ edited: 'edited', longer: 'edited', gone: 'gone' });
    expect(status).toBe(1);
  });

  it('takes the checksums of snapshots from before, and says that it read them for the first time', async () => {
    write('one');
    const { snapshot } = await backUp(laptop);
    rmSync(join(laptop.machine, snapshot, 'checksums'));
    rmSync(join(laptop.machine, 'verify.json'));
    const before = await laptop.startBare(['--list', '--store', laptop.store]).ended;
    expect(before.stdout).toContain('not everything that is kept was read again yet');
    const read = await verify(laptop);
    expect(read).toMatchObject({ status: 0, files: 1, firstRead: 1, finished: true });
    expect(read.since).not.toBeNull();
    const after = await laptop.startBare(['--list', '--store', laptop.store]).ended;
    expect(after.stdout).toContain(`everything that is kept was read since ${read.since ?? ''}`);
  });

  it('goes on where it was ended, and tells the date of what was read longest ago', async () => {
    write('one');
    const first = (await backUp(laptop, { args: ['--verify-for', '0'] })).snapshot;
    write('two');
    const second = (await backUp(laptop, { args: ['--verify-for', '0'] })).snapshot;
    const dates = (stateOf(laptop) as { read: Record<string, string> }).read;
    expect(Object.keys(dates)).toEqual([first, second]);
    // No time at all: nothing is read, and that is said.
    const none = await verify(laptop, '--for', '0');
    expect(none).toMatchObject({ files: 0, finished: false, since: dates[first] });
    const rest = await verify(laptop, '--for', '1m');
    expect(rest).toMatchObject({ files: 2, finished: true });
    expect(rest.since?.localeCompare(dates[second] ?? '')).toBe(1);
  });

  it('begins anew, and says so, where its notes are garbage', async () => {
    write('one');
    await backUp(laptop);
    writeFileSync(join(laptop.machine, 'verify.json'), '{"format":1');
    const ended = await laptop.startBare(['--verify', '--store', laptop.store]).ended;
    expect(ended.status).toBe(0);
    expect(ended.stderr).toContain('verify.json is not understood');
  });
});

describe('what goes on after a backup', () => {
  it('is ended by the next backup, in the middle of a file', async () => {
    write('one');
    const { snapshot } = await backUp(laptop, { args: ['--verify-for', '0'] });
    rmSync(join(laptop.machine, snapshot, 'checksums'));
    // No data on the disk, and more than a moment to read.
    const big = copyIn(laptop, snapshot, 'big');
    writeFileSync(big, '');
    truncateSync(big, 400_000_000_000);
    const reader = laptop.startBare(['--after-backup', '--store', laptop.store, '--machine', 'laptop']);
    await until(
      () => isOpenIn(reader.process.pid, big),
      () => `${big} is not read`,
    );
    const run = await laptop.run({ goesOn: true });
    expect(run, run.stderr).toMatchObject({ status: 0 });
    expect(await reader.ended).toMatchObject({ status: 0, signal: null });
    await endAfterBackup(laptop.store);
    expect(existsSync(join(laptop.machine, '.care-lock'))).toBe(false);
    // What it had read by then counts.
    const unfinished = join(laptop.machine, snapshot, 'checksums.unfinished');
    expect(readFileSync(unfinished, 'latin1')).toContain('/one\n');
  });

  it('ends quietly when the store is removed under its hands', async () => {
    for (let number = 0; number < 300; number += 1) write(`file ${number}`);
    await laptop.run({ goesOn: true });
    renameSync(laptop.store, `${laptop.store}.away`);
    await until(
      () => readersOf(laptop.store).length === 0,
      () => 'it still runs',
    );
    expect(existsSync(laptop.store)).toBe(false);
  });

  it('holds no directory and no file of the store while it does nothing with them', async () => {
    write('one');
    await backUp(laptop);
    expect(readersOf(laptop.store)).toEqual([]);
    expect(existsSync(join(laptop.machine, '.care-lock'))).toBe(false);
  });
});

describe('--check-store', () => {
  it('says what it looked at, and no more', async () => {
    write('one');
    await backUp(laptop);
    const { status, stdout } = await checkStore(laptop);
    expect(status).toBe(0);
    expect(stdout).toContain('everything that is on record is there; --verify reads the contents');
    expect(stdout).toMatch(/all contents were read since 20/);
    expect(stdout).not.toContain('sound');
  });

  it('names what is missing of a snapshot, with checksums and without', async () => {
    mkdirSync(join(laptop.source, 'folder'));
    write('folder/one');
    write('two');
    const { snapshot } = await backUp(laptop);
    rmSync(copyIn(laptop, snapshot, 'folder'), { recursive: true });
    const some = await checkStore(laptop);
    expect(some.status).toBe(1);
    expect(some.stdout).toContain(`${laptop.source}/folder/one is gone`);
    expect(some.stdout).toContain('2 files and 13 bytes were there when its contents were read, now 1 file');

    rmSync(join(laptop.machine, snapshot, 'checksums'));
    const files = join(laptop.machine, snapshot, 'files');
    chmodSync(files, 0o700);
    rmSync(files, { recursive: true });
    mkdirSync(files);
    const all = await checkStore(laptop);
    expect(all.status).toBe(1);
    expect(all.stdout).toContain(`${snapshot}: 2 files on record, 0 files there`);
    expect(all.stdout).toContain('needs attention');
  });

  it('tells what a reading before has found', async () => {
    write('one');
    const { snapshot } = await backUp(laptop);
    flipByte(copyIn(laptop, snapshot, 'one'));
    await verify(laptop);
    const { status, stdout } = await checkStore(laptop);
    expect(status).toBe(1);
    expect(stdout).toContain('1 file found bad when contents were read');
  });
});
