/** Files that come back from a disk: as they were, beside what is there, and nothing else touched. */
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readRecords } from '../../../electron/restore/record';
import { makeAllKinds } from '../../helpers/all-kinds-of-entries';
import { describeTree } from '../../helpers/describe-tree';
import { RSYNC_VERSIONS } from '../../helpers/rsync-versions';
import { Sandbox, type Finished } from '../../helpers/sandbox';
import { completeSnapshots, copyOf, machineIn } from '../../helpers/store';

let sandbox: Sandbox;
let source: string;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
  ({ source } = sandbox);
});

afterEach(() => {
  sandbox.remove();
});

const SNAPSHOT = '2026-03-04T100000Z';
const FROM = '(from 4 Mar';

/** Backs up, and dates the snapshot. */
async function backUp(name = SNAPSHOT): Promise<void> {
  expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
  const made = completeSnapshots(sandbox.store).at(-1) ?? '';
  renameSync(join(machineIn(sandbox.store), made), join(machineIn(sandbox.store), name));
  rmSync(join(machineIn(sandbox.store), 'latest'));
  symlinkSync(name, join(machineIn(sandbox.store), 'latest'));
}

function restore(...args: string[]): Promise<Finished> {
  return sandbox.run('--restore', ...args);
}

/** In the namespace that another rsync is put in place by, only this user can be named. */
function useKnownAcls(): void {
  const own = `u:${process.getuid?.() ?? 0}`;
  execFileSync('setfacl', ['-b', join(source, 'plain')]);
  execFileSync('setfacl', ['-m', `${own}:r`, join(source, 'plain')]);
  execFileSync('setfacl', ['-k', join(source, 'empty')]);
  execFileSync('setfacl', ['-d', '-m', `${own}:rx`, join(source, 'empty')]);
}

/** A name in a directory that holds this text. */
function nameWith(text: string, directory = source): string {
  const found = readdirSync(directory).filter((name) => name.includes(text));
  expect(found, readdirSync(directory).join()).toHaveLength(1);
  return join(directory, found[0] ?? '');
}

function expectNothingLeft(): void {
  const left = execFileSync('find', [sandbox.path, '-name', '.latchkey-restore-*'], { encoding: 'utf8' });
  expect(left).toBe('');
}

describe.each(RSYNC_VERSIONS)('with rsync $version', (rsync) => {
  beforeEach(() => {
    sandbox.useRsync(rsync);
  });

  test('a whole tree comes back as it was, every kind of entry', async () => {
    makeAllKinds(source);
    useKnownAcls();
    await backUp();
    for (const name of ['forged setuid', 'forged device']) {
      execFileSync('setfattr', ['-x', 'user.rsync.%stat', join(source, name)]);
    }
    const original = describeTree(source);
    const here = readdirSync(process.cwd());
    const kept = describeTree(copyOf(sandbox.store, source));
    const restored = await restore(source);
    expect(restored).toMatchObject({ status: 0, stderr: '' });
    const back = nameWith(FROM, sandbox.path);
    expect(describeTree(back)).toEqual(original);
    expect(describeTree(source)).toEqual(original);
    expect(describeTree(copyOf(sandbox.store, source))).toEqual(kept);
    expect(readdirSync(process.cwd())).toEqual(here);
    expectNothingLeft();
  });

  test('what comes back into its place is what was there, and what is there stays', async () => {
    makeAllKinds(source);
    useKnownAcls();
    await backUp();
    for (const name of ['forged setuid', 'forged device']) {
      execFileSync('setfattr', ['-x', 'user.rsync.%stat', join(source, name)]);
    }
    const original = describeTree(source);
    const times = lstatSync(source);
    // Everything but one directory and one file is gone; in that directory, something is newer.
    for (const name of readdirSync(source, { encoding: 'buffer' })) {
      if (name.toString() === 'sticky') continue;
      const path = Buffer.concat([Buffer.from(`${source}/`), name]);
      if (lstatSync(path).isDirectory()) chmodSync(path, 0o700);
      rmSync(path, { recursive: true });
    }
    const restored = await restore(source, '--only-missing');
    expect(restored).toMatchObject({ status: 0, stderr: '' });
    execFileSync('touch', ['-d', `@${(times.mtimeMs / 1000).toFixed(3)}`, source]);
    const now = describeTree(source);
    original.delete('.');
    now.delete('.');
    expect(now).toEqual(original);
    expectNothingLeft();
  });
});

test('a file that is gone comes back to its place, one that is there is left alone', async () => {
  writeFileSync(join(source, 'report.odt'), 'old');
  chmodSync(join(source, 'report.odt'), 0o640);
  writeFileSync(join(source, 'gone'), 'gone');
  await backUp();
  rmSync(join(source, 'gone'));
  appendFileSync(join(source, 'report.odt'), ', and newer');
  const restored = await restore(join(source, 'gone'), join(source, 'report.odt'), '--at', '2026-03-05');
  expect(restored).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(join(source, 'gone'), 'utf8')).toBe('gone');
  expect(readFileSync(join(source, 'report.odt'), 'utf8')).toBe('old, and newer');
  const beside = nameWith(FROM);
  expect(beside).toMatch(/report \(from 4 Mar( 2026)? \d\d\.\d\d\)\.odt$/);
  expect(readFileSync(beside, 'utf8')).toBe('old');
  expect(lstatSync(beside).mode & 0o777).toBe(0o640);
  expect(restored.stdout).toContain(`  ${join(source, 'gone')}\n`);
  expect(restored.stdout).toContain(`${join(source, 'report.odt')} -> ${beside}\n`);
  const again = await restore(join(source, 'report.odt'));
  expect(again.status).toBe(0);
  expect(readdirSync(source).filter((name) => name.includes('(from'))).toHaveLength(2);
  expect(readdirSync(source).some((name) => name.endsWith(' 2).odt'))).toBe(true);
  expectNothingLeft();
});

test('only what is missing: nothing that is there is touched, whatever it is by now', async () => {
  for (const name of ['a', 'b', 'c', 'd']) mkdirSync(join(source, name));
  for (const name of ['a/one', 'a/two', 'b/one', 'c/one', 'd/one']) writeFileSync(join(source, name), name);
  await backUp();
  rmSync(join(source, 'a/one'));
  writeFileSync(join(source, 'a/two'), 'newer');
  // A file where there was a directory, a link where there was one, and a directory where there was a file.
  rmSync(join(source, 'b'), { recursive: true });
  writeFileSync(join(source, 'b'), 'now a file');
  const elsewhere = sandbox.directory('elsewhere');
  rmSync(join(source, 'c'), { recursive: true });
  symlinkSync(elsewhere, join(source, 'c'));
  rmSync(join(source, 'd/one'));
  mkdirSync(join(source, 'd/one'));
  const restored = await restore(source, '--only-missing', '--json');
  expect(restored).toMatchObject({ status: 0, stderr: '' });
  const last = JSON.parse(restored.stdout.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
  expect(last).toMatchObject({
    type: 'restored',
    placed: [{ path: join(source, 'a/one') }],
    left: ['a/two', 'b', 'c', 'd/one'].map((name) => ({ path: join(source, name) })),
  });
  expect(readFileSync(join(source, 'a/one'), 'utf8')).toBe('a/one');
  expect(readFileSync(join(source, 'a/two'), 'utf8')).toBe('newer');
  expect(readFileSync(join(source, 'b'), 'utf8')).toBe('now a file');
  expect(readlinkSync(join(source, 'c'))).toBe(elsewhere);
  expect(readdirSync(elsewhere)).toEqual([]);
  expect(readdirSync(join(source, 'd/one'))).toEqual([]);
  expect(readdirSync(source).sort()).toEqual(['a', 'b', 'c', 'd']);
  const nothing = await restore(source, '--only-missing');
  expect(nothing).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('left as they are: 5') as string,
  });
});

test('directories that are gone come back with the file, as they were; those that are there keep mode and time', async () => {
  mkdirSync(join(source, 'x/y/z'), { recursive: true });
  for (const name of ['one', 'two', 'three']) writeFileSync(join(source, 'x/y/z', name), name);
  writeFileSync(join(source, 'x/other'), 'other');
  chmodSync(join(source, 'x/y'), 0o750);
  execFileSync('touch', ['-d', '2020-02-03 04:05:06.123456789', join(source, 'x/y')]);
  const before = lstatSync(join(source, 'x/y'), { bigint: true });
  await backUp();
  rmSync(join(source, 'x/y'), { recursive: true });
  chmodSync(join(source, 'x'), 0o711);
  const asked = ['one', 'two'].map((name) => join(source, 'x/y/z', name));
  expect(await restore(...asked)).toMatchObject({ status: 0, stderr: '' });
  expect(readdirSync(join(source, 'x/y/z')).sort()).toEqual(['one', 'two']);
  const after = lstatSync(join(source, 'x/y'), { bigint: true });
  expect([after.mode, after.mtimeNs]).toEqual([before.mode, before.mtimeNs]);
  expect(lstatSync(join(source, 'x')).mode & 0o777).toBe(0o711);
});

test('a parent that is a link by now is followed, and said; into another directory all comes by its own name', async () => {
  mkdirSync(join(source, 'Documents'));
  writeFileSync(join(source, 'Documents/letter'), 'dear all');
  await backUp();
  const moved = join(sandbox.directory('data'), 'Documents');
  renameSync(join(source, 'Documents'), moved);
  symlinkSync(moved, join(source, 'Documents'));
  rmSync(join(moved, 'letter'));
  const restored = await restore(join(source, 'Documents/letter'));
  expect(restored).toMatchObject({ status: 0, stderr: '' });
  expect(restored.stdout).toContain(`${join(source, 'Documents')} leads to ${moved}: it is put there.`);
  // The window says it from the record.
  const [known] = readRecords(join(sandbox.state, 'latchkey/restores'));
  expect(known?.record.followed).toEqual([{ from: join(source, 'Documents'), to: moved }]);
  expect(readFileSync(join(moved, 'letter'), 'utf8')).toBe('dear all');
  expect(lstatSync(join(source, 'Documents')).isSymbolicLink()).toBe(true);
  const target = sandbox.directory('target');
  for (const time of ['once', 'twice']) {
    expect(await restore(join(source, 'Documents'), '--to', target), time).toMatchObject({
      status: 0,
      stderr: '',
    });
  }
  expect(readdirSync(target).sort()).toEqual(['Documents', expect.stringContaining(`Documents ${FROM}`)]);
  expect(readFileSync(join(target, 'Documents/letter'), 'utf8')).toBe('dear all');
  expect(await restore(join(source, 'Documents'), '--to', join(target, 'none'))).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('There is no folder') as string,
  });
});

test('a dry run says what would come where, and changes nothing', async () => {
  writeFileSync(join(source, 'letter'), 'dear all');
  await backUp();
  rmSync(join(source, 'letter'));
  const before = describeTree(sandbox.path);
  const shown = await restore(join(source, 'letter'), '--dry-run');
  expect(shown).toMatchObject({ status: 0, stderr: '' });
  expect(shown.stdout).toContain('1 file, 4.1 kB. Nothing was changed.');
  expect(shown.stdout).toContain(`${join(source, 'letter')} -> ${join(source, 'letter')}`);
  expect(describeTree(sandbox.path)).toEqual(before);
  // Of a name that is taken, the one that it would have.
  writeFileSync(join(source, 'letter'), 'another');
  const taken = (await restore(join(source, 'letter'), '--dry-run')).stdout;
  expect(taken).toContain(`${join(source, 'letter')} -> ${join(source, `letter ${FROM}`)}`);
  const swapped = (await restore(join(source, 'letter'), '--dry-run', '--swap')).stdout;
  expect(swapped).toContain(`; what is there becomes ${join(source, 'letter (before restore)')}`);
});

test('what cannot be is said before anything is fetched', async () => {
  mkdirSync(join(source, 'closed'));
  writeFileSync(join(source, 'closed/letter'), 'dear all');
  await backUp();
  rmSync(join(source, 'closed/letter'));
  chmodSync(join(source, 'closed'), 0o555);
  expect(await restore(join(source, 'closed/letter'))).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/you may not write in .*closed.* --to DIR/) as string,
  });
  await backUp('2026-03-06T100000Z');
  expect(await restore(join(source, 'closed/letter'))).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(`The newest that has it is ${SNAPSHOT}: say --at ${SNAPSHOT}.`) as string,
  });
  expect(await restore(join(source, 'never'))).toMatchObject({ status: 1 });
  expectNothingLeft();
});

test('the backup takes nothing that waits to be put in place, and no names that Space has kept, whatever the list includes', async () => {
  for (const list of ['', '+ *\n', '+ .latchkey-restore-*/\n+ .latchkey-scans/\n', '*.o\n!\n+ */\n']) {
    sandbox.writeExcludeList(list);
    mkdirSync(join(source, 'deep/.latchkey-restore-abcdef'), { recursive: true });
    writeFileSync(join(source, 'deep/.latchkey-restore-abcdef/x'), 'x');
    mkdirSync(join(source, 'deep/.latchkey-scans'), { recursive: true });
    writeFileSync(join(source, 'deep/.latchkey-scans/x'), 'x');
    writeFileSync(join(source, 'deep/letter'), 'x');
    expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
    expect(readdirSync(join(copyOf(sandbox.store, source), 'deep')), list).toEqual(['letter']);
  }
});

test('hostile names come back, and nothing is done by them', async () => {
  const names = [
    '-rf',
    '$(touch pwned)',
    'it\'s "x" \\#012',
    'line\nend',
    '#comment',
    ';semi',
    '--to',
    ' blank ',
    '*?[a]',
  ];
  for (const name of names) writeFileSync(join(source, name), name);
  const bytes = Buffer.concat([Buffer.from(`${source}/`), Buffer.from([0xe9, 0xff, 0x2e, 0x80])]);
  writeFileSync(bytes, 'bytes');
  await backUp();
  execFileSync('find', [source, '-type', 'f', '-delete']);
  const paths = names.map((name) => join(source, name));
  expect(await restore('--', ...paths)).toMatchObject({ status: 0, stderr: '' });
  for (const name of names) expect(readFileSync(join(source, name), 'utf8')).toBe(name);
  expect(readdirSync(source).sort()).toEqual([...names].sort());
  expect(await restore(source, '--only-missing')).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(bytes, 'utf8')).toBe('bytes');
  expect(existsSync(join(process.cwd(), 'pwned'))).toBe(false);
});

test('a file that the disk has changed comes back and is named', async () => {
  writeFileSync(join(source, 'letter'), 'dear all');
  await backUp();
  const kept = join(copyOf(sandbox.store, source), 'letter');
  const { atime, mtime } = lstatSync(kept);
  execFileSync('sh', ['-c', 'printf "dear ill" > "$0"', kept]);
  execFileSync('touch', ['-r', join(source, 'letter'), kept]);
  expect([atime, mtime]).toHaveLength(2);
  const restored = await restore(join(source, 'letter'));
  expect(restored.status).toBe(3);
  expect(restored.stderr).toContain('not as backed up');
  expect(restored.stderr).toContain(join(source, 'letter'));
});

test('an owner that only root can give back is named, and its setuid bit is not given to another', async () => {
  writeFileSync(join(source, 'tool'), 'x', { mode: 0o755 });
  writeFileSync(join(source, 'own tool'), 'x', { mode: 0o755 });
  chmodSync(join(source, 'own tool'), 0o4755);
  await backUp();
  // As rsync --fake-super keeps a file of root's.
  const kept = join(copyOf(sandbox.store, source), 'tool');
  execFileSync('setfattr', ['-n', 'user.rsync.%stat', '-v', '104755 0,0 0:0', kept]);
  rmSync(source, { recursive: true });
  const restored = await restore(source);
  expect(restored, restored.stderr).toMatchObject({ status: 3 });
  expect(restored.stderr).toMatch(/1 path came back with some details missing/);
  expect(lstatSync(join(source, 'tool')).mode & 0o7777).toBe(0o755);
  expect(lstatSync(join(source, 'own tool')).mode & 0o7777).toBe(0o4755);
});

test("Latchkey's own state comes back with nothing but its name: yesterday's pause is not today's", async () => {
  const home = sandbox.directory('home');
  const state = sandbox.state;
  renameSync(state, join(home, 'state'));
  symlinkSync(join(home, 'state'), state);
  sandbox.useLocalStore([home]);
  writeFileSync(join(home, 'letter'), 'dear all');
  writeFileSync(join(home, 'state/of another'), 'x');
  expect(await sandbox.run('--pause', '3d')).toMatchObject({ status: 0 });
  await backUp();
  const own = join(home, 'state/latchkey');
  for (const path of [own, join(home, 'letter'), join(home, 'state/of another')]) {
    rmSync(path, { recursive: true });
  }
  const shown = await restore(home, '--only-missing', '--dry-run');
  expect(shown.stdout).toContain('2 files, ');
  expect(shown.stdout).toContain(`${own} is Latchkey's own state and was left out`);
  const missing = await restore(home, '--only-missing', '--json');
  expect(JSON.parse(missing.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ own: [{ path: own }] });
  expect(readdirSync(home).sort()).toEqual(['letter', 'state']);
  expect(readdirSync(join(home, 'state')).sort()).toEqual(['latchkey', 'of another']);
  expect(readdirSync(own)).toEqual(['restores']);
  const swapped = await restore(join(home, 'state'), '--swap');
  expect(swapped).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('own files are there') as string,
  });
  const beside = await restore(join(home, 'state'));
  expect(beside).toMatchObject({ status: 0, stderr: '' });
  expect(readdirSync(nameWith('state (from', home))).toEqual(['of another']);
  expect(await restore(join(own, 'pause.json'))).toMatchObject({ status: 0, stderr: '' });
  expect(readdirSync(own).sort()).toEqual(['pause.json', 'restores']);
});
