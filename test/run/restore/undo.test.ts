/** What was there gets its name back, what was changed since is kept, and no rule drops what is being read. */
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeAllKinds } from '../../helpers/all-kinds-of-entries';
import { describeTree } from '../../helpers/describe-tree';
import { Sandbox } from '../../helpers/sandbox';
import { completeSnapshots, machineIn } from '../../helpers/store';

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

const backUp = async (): Promise<void> => {
  expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
};

function expectNothingLeft(): void {
  expect(execFileSync('find', [sandbox.path, '-name', '.latchkey-restore-*'], { encoding: 'utf8' })).toBe('');
}

test('swapped, what was there is beside it; undone, it is as it was, every kind of entry', async () => {
  const tree = join(source, 'tree');
  mkdirSync(tree);
  makeAllKinds(tree);
  await backUp();
  for (const name of ['forged setuid', 'forged device']) {
    execFileSync('setfattr', ['-x', 'user.rsync.%stat', join(tree, name)]);
  }
  const then = describeTree(tree);
  writeFileSync(join(tree, 'plain'), 'newer');
  rmSync(join(tree, 'link'));
  chmodSync(tree, 0o555);
  const now = describeTree(tree);
  const swapped = await sandbox.run('--restore', tree, '--swap');
  expect(swapped, swapped.stderr).toMatchObject({ status: 0, stderr: '' });
  expect(swapped.stdout).toContain(`; what was there is ${tree} (before restore)\n`);
  expect(swapped.stdout).toContain('"latchkey --undo" undoes this, within seven days.');
  expect(describeTree(tree)).toEqual(then);
  expect(describeTree(`${tree} (before restore)`)).toEqual(now);
  const undone = await sandbox.run('--undo');
  expect(undone, undone.stderr).toMatchObject({ status: 0, stderr: '' });
  expect(describeTree(tree)).toEqual(now);
  expect(readdirSync(source)).toEqual(['tree']);
  expectNothingLeft();
  expect(await sandbox.run('--undo')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('There is no restore to undo') as string,
  });
});

test('what was changed since it came back is kept, under another name where that is needed', async () => {
  for (const name of ['report.odt', 'gone', 'both', 'and both']) writeFileSync(join(source, name), 'old');
  await backUp();
  writeFileSync(join(source, 'report.odt'), 'newer');
  for (const name of ['gone', 'both', 'and both']) rmSync(join(source, name));
  const paths = ['report.odt', 'gone', 'both'].map((name) => join(source, name));
  expect(await sandbox.run('--restore', ...paths, '--swap')).toMatchObject({ status: 0 });
  appendFileSync(join(source, 'report.odt'), ', and worked on');
  appendFileSync(join(source, 'gone'), ', and worked on');
  const undone = await sandbox.run('--undo');
  expect(undone).toMatchObject({ status: 3 });
  expect(undone.stderr).toContain(`${join(source, 'gone')} has been changed since it came back, and stays.`);
  expect(readFileSync(join(source, 'report.odt'), 'utf8')).toBe('newer');
  const [kept = ''] = readdirSync(source).filter((name) => name.startsWith('report (from'));
  expect(readFileSync(join(source, kept), 'utf8')).toBe('old, and worked on');
  expect(readFileSync(join(source, 'gone'), 'utf8')).toBe('old, and worked on');
  expect(existsSync(join(source, 'both'))).toBe(false);
  expectNothingLeft();
});

test('a directory in which something is new since is kept whole; hard links across it are no change', async () => {
  mkdirSync(join(source, 'a'));
  mkdirSync(join(source, 'b'));
  writeFileSync(join(source, 'a/one'), 'one');
  execFileSync('ln', [join(source, 'a/one'), join(source, 'b/two')]);
  mkdirSync(join(source, 'c/d'), { recursive: true });
  writeFileSync(join(source, 'c/d/three'), 'three');
  await backUp();
  for (const name of ['a', 'b', 'c']) rmSync(join(source, name), { recursive: true });
  expect(await sandbox.run('--restore', source, '--only-missing')).toMatchObject({ status: 0, stderr: '' });
  writeFileSync(join(source, 'c/d/new'), 'new');
  expect(await sandbox.run('--undo')).toMatchObject({ status: 3 });
  expect(readdirSync(source)).toEqual(['c']);
  expect(readFileSync(join(source, 'c/d/new'), 'utf8')).toBe('new');
});

test('one that was killed can be undone as well', async () => {
  for (let number = 0; number < 60; number += 1) writeFileSync(join(source, `f${number}`), 'old');
  await backUp();
  for (let number = 0; number < 60; number += 1) writeFileSync(join(source, `f${number}`), `newer ${number}`);
  const before = describeTree(source);
  const started = sandbox.start(
    '--restore',
    ...readdirSync(source).map((name) => join(source, name)),
    '--swap',
  );
  await expect
    .poll(() => readdirSync(source).some((name) => name.includes('(before')), { interval: 1 })
    .toBe(true);
  started.kill('SIGKILL');
  await started.finished;
  expect((await sandbox.run('--undo')).status).toBe(0);
  const after = describeTree(source);
  for (const tree of [before, after]) tree.delete('.');
  expect(after).toEqual(before);
  expectNothingLeft();
});

test('what is found by name is told with where it was last, and what is gone apart', async () => {
  mkdirSync(join(source, 'Urlaub'));
  writeFileSync(join(source, 'Urlaub/Grüße.txt'), 'x');
  writeFileSync(join(source, 'grüße too'), 'x');
  await backUp();
  const { snapshot: first } = JSON.parse((await sandbox.run('--snapshots', '--json')).stdout) as {
    snapshot: string;
  };
  rmSync(join(source, 'Urlaub'), { recursive: true });
  await expect.poll(() => new Date().toISOString().slice(17, 19)).not.toBe(first.slice(15, 17));
  await backUp();
  for (const name of completeSnapshots(sandbox.store)) {
    expect(existsSync(join(machineIn(sandbox.store), name, 'changes'))).toBe(true);
  }
  const found = async (...words: string[]): Promise<unknown[]> =>
    (await sandbox.run('--find', ...words, '--json')).stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as unknown);
  expect(await found('GRÜSSE'.replace('SS', 'ß'))).toMatchObject([
    { path: join(source, 'Urlaub/Grüße.txt'), gone: true, first, last: first },
    { path: join(source, 'grüße too'), gone: false, first },
  ]);
  expect(await found('grüße', '--deleted')).toMatchObject([{ path: join(source, 'Urlaub/Grüße.txt') }]);
  expect((await sandbox.run('--find', 'nothing of the kind')).status).toBe(1);
  const changes = await sandbox.run('--changes', source);
  expect(changes, changes.stderr).toMatchObject({ status: 0 });
  expect(changes.stdout.split('\n').slice(1, -1)).toEqual([
    `- ${join(source, 'Urlaub')}/`,
    `- ${join(source, 'Urlaub/Grüße.txt')}`,
  ]);
  writeFileSync(join(source, 'grüße too'), 'y');
  const named = await sandbox.run('--changes', first, first, source, '--json');
  expect(named).toMatchObject({ status: 0, stdout: '' });
});

test('no rule and no hand drops a snapshot that a restore reads', async () => {
  // Big enough that it is still being fetched meanwhile.
  writeFileSync(join(source, 'big'), Buffer.alloc(200_000_000, 'x'));
  await backUp();
  const { snapshot } = JSON.parse((await sandbox.run('--snapshots', '--json')).stdout) as {
    snapshot: string;
  };
  writeFileSync(join(source, 'big'), 'small');
  await expect.poll(() => new Date().toISOString().slice(17, 19)).not.toBe(snapshot.slice(15, 17));
  await backUp();
  const [machine = ''] = readdirSync(sandbox.store);
  const host = (...args: string[]): string =>
    execFileSync(
      process.execPath,
      [
        join(process.cwd(), 'dist/latchkey-host.mjs'),
        ...args,
        '--store',
        sandbox.store,
        '--machine',
        machine,
      ],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
  const started = sandbox.start('--restore', join(source, 'big'), '--at', snapshot, '--json');
  await started.saw('"phase":"fetching"');
  expect(() => host('--drop', snapshot)).toThrow(/is being read by a restore/);
  expect(await started.finished).toMatchObject({ status: 0 });
  expect(host('--drop', snapshot)).toContain('is deleted');
  renameSync(sandbox.store, join(sandbox.path, 'unplugged'));
});
