/** Other file systems in what comes back: each keeps its place, and is given what belongs in it. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readRecords } from '../../../electron/restore/record';
import { describeTree } from '../../helpers/describe-tree';
import { ownMounts, type OwnMounts } from '../../helpers/own-mounts';
import { CLI, Sandbox, startProgram, type Finished, type Started } from '../../helpers/sandbox';

let sandbox: Sandbox;
let mounts: OwnMounts;
/** As it is backed up, and as it is seen with what is mounted in it. */
let tree: string;
let seen: string;

beforeEach(async () => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
  tree = join(sandbox.source, 'tree');
  for (const directory of ['sub/deep', 'bound', 'plain'])
    mkdirSync(join(tree, directory), { recursive: true });
  for (const file of ['file', 'sub/inner', 'sub/deep/most', 'bound/inner', 'plain/inner']) {
    writeFileSync(join(tree, file), `${file} of then`);
  }
  expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
  mounts = await ownMounts();
  seen = mounts.outside(tree);
});

afterEach(async () => {
  await mounts.stop();
  sandbox.remove();
});

/** A file system of its own, and one that is only mounted from elsewhere: its device is that of what is around it. */
function mountBoth(): void {
  const elsewhere = sandbox.directory('elsewhere');
  mounts.mount('-t', 'tmpfs', 'none', join(tree, 'sub'));
  mounts.mount('--bind', elsewhere, join(tree, 'bound'));
  for (const directory of ['sub', 'bound']) {
    writeFileSync(join(seen, directory, 'inner'), 'newer');
    writeFileSync(join(seen, directory, 'extra'), 'in no backup');
  }
  writeFileSync(join(tree, 'file'), 'newer');
}

function startInside(...args: string[]): Started {
  const [program, ...rest] = mounts.wrapper;
  return startProgram(program, [...rest, process.execPath, CLI, ...args], sandbox.environment);
}

function run(...args: string[]): Promise<Finished> {
  return startInside(...args).finished;
}

function read(path: string): string {
  return readFileSync(join(seen, path), 'utf8');
}

/** What changes of a directory when something in it gets another name is its time alone. */
function contents(): Map<string, string> {
  return new Map(
    [...describeTree(seen)].map(([path, words]) => [path, words.includes('size=') ? words : path]),
  );
}

function expectNothingWaits(): void {
  const found = execFileSync('find', [mounts.outside(sandbox.path), '-name', '.latchkey-restore-*']);
  expect(found.toString()).toBe('');
}

function expectSwapped(): void {
  for (const file of ['file', 'sub/inner', 'sub/deep/most', 'bound/inner', 'plain/inner']) {
    expect(read(file)).toBe(`${file} of then`);
  }
  for (const directory of ['sub', 'bound']) {
    expect(read(`${directory}/inner (before restore)`)).toBe('newer');
    expect(read(`${directory}/extra`)).toBe('in no backup');
  }
  expect(read('file (before restore)')).toBe('newer');
  expectNothingWaits();
}

test('swapped, what is mounted stays where it is; what belongs in it is put in it, and undone', async () => {
  mountBoth();
  const before = contents();
  const swapped = await run('--restore', tree, '--swap');
  expect(swapped, swapped.stderr).toMatchObject({ status: 0, stderr: '' });
  for (const directory of ['sub', 'bound']) {
    const stays = `${join(tree, directory)} stays, as another file system is mounted there`;
    expect(swapped.stdout).toContain(stays);
  }
  expectSwapped();
  // The window says it from the record.
  const [known] = readRecords(join(sandbox.state, 'latchkey/restores'));
  expect(known?.record.entered.toSorted()).toEqual([join(tree, 'bound'), join(tree, 'sub')]);
  const undone = await run('--undo');
  expect(undone, undone.stderr).toMatchObject({ status: 0, stderr: '' });
  expect(contents()).toEqual(before);
  expectNothingWaits();
});

test('what is only missing comes back on each of them, and is undone', async () => {
  mountBoth();
  rmSync(join(seen, 'bound/inner'));
  rmSync(join(tree, 'plain/inner'));
  const before = contents();
  const restored = await run('--restore', tree, '--only-missing');
  expect(restored, restored.stderr).toMatchObject({ status: 0, stderr: '' });
  for (const file of ['sub/deep/most', 'bound/inner', 'plain/inner'])
    expect(read(file)).toBe(`${file} of then`);
  expect(read('sub/inner')).toBe('newer');
  expectNothingWaits();
  expect(await run('--undo')).toMatchObject({ status: 0, stderr: '' });
  expect(contents()).toEqual(before);
  expectNothingWaits();
});

test('beside, the tree of then is one tree', async () => {
  mountBoth();
  const before = contents();
  expect(await run('--restore', tree, '--beside')).toMatchObject({ status: 0, stderr: '' });
  expect(contents()).toEqual(before);
  const [beside = ''] = readdirSync(sandbox.source).filter((name) => name.startsWith('tree ('));
  expect(readFileSync(join(sandbox.source, beside, 'sub/inner'), 'utf8')).toBe('sub/inner of then');
  expect(await run('--undo')).toMatchObject({ status: 0, stderr: '' });
  expect(readdirSync(sandbox.source)).toEqual(['tree']);
});

test.each([1, 2, 4, 7, 10])('killed when its journal has %i lines, a swap is gone on with', async (lines) => {
  mountBoth();
  const before = contents();
  const started = startInside('--restore', tree, '--swap');
  let hasEnded = false;
  void started.finished.then(() => (hasEnded = true));
  await expect.poll(() => hasEnded || journal().split('\n').length > lines, { interval: 1 }).toBe(true);
  started.kill('SIGKILL');
  const { signal } = await started.finished;
  if (signal !== null) {
    const resumed = await run('--resume');
    expect(resumed, resumed.stderr).toMatchObject({ status: 0, stderr: '' });
  }
  expectSwapped();
  expect(await run('--undo')).toMatchObject({ status: 0, stderr: '' });
  expect(contents()).toEqual(before);
});

test('what was mounted in it since it came back is not taken away with it', async () => {
  rmSync(tree, { recursive: true });
  expect(await run('--restore', tree)).toMatchObject({ status: 0, stderr: '' });
  // Its time must not be what keeps it.
  mounts.mount('--bind', sandbox.directory('source/tree/plain'), join(tree, 'sub'));
  const undone = await run('--undo');
  expect(undone.status).toBe(3);
  expect(read('sub/inner')).toBe('plain/inner of then');
  expect(read('file')).toBe('file of then');
});

/** From where it has begun. */
function journal(): string {
  const base = join(sandbox.state, 'latchkey/restores');
  const [id = ''] = existsSync(base) ? readdirSync(base).filter((name) => name !== 'lock') : [];
  const file = join(base, id, 'journal.jsonl');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text.replaceAll(/^.*"step":"preparing".*\n/gm, '');
}
