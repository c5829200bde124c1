/** Files out of a snapshot, as a copy: whole as the source was, away from the store, over nothing. */
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copySnapshot } from '../../electron/store/copy-snapshot';
import { findSnapshot } from '../../electron/store/find-snapshot';
import type { Result } from '../../shared/result';
import { describeTree } from '../helpers/describe-tree';
import { lastOutcome } from '../helpers/records';
import { Sandbox } from '../helpers/sandbox';
import { completeSnapshots } from '../helpers/store';

let sandbox: Sandbox;
let target: string;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
  target = sandbox.directory('target');
});

afterEach(() => {
  sandbox.remove();
});

async function snapshotFiles(): Promise<{ files: string; snapshot: string }> {
  expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
  const found = findSnapshot(lastOutcome(sandbox));
  if (!found.ok) throw new Error(JSON.stringify(found.failure));
  return { files: found.value, snapshot: completeSnapshots(sandbox.store).at(-1) ?? '' };
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

const going = new AbortController().signal;

test('it is the source again, and what is changed in it changes no snapshot', async () => {
  const { source } = sandbox;
  writeFileSync(join(source, 'letter'), 'dear all');
  linkSync(join(source, 'letter'), join(source, 'letter too'));
  symlinkSync('letter', join(source, 'link'));
  mkdirSync(join(source, 'closed'));
  writeFileSync(join(source, 'closed/inside'), 'x');
  chmodSync(join(source, 'closed'), 0o555);
  execFileSync('mkfifo', ['-m', '640', join(source, 'fifo')]);
  execFileSync('find', [source, '-exec', 'touch', '-h', '-d', '2021-03-04 05:06:07.123456789', '{}', '+']);
  const original = describeTree(source);
  const { files, snapshot } = await snapshotFiles();
  const here = readdirSync(process.cwd());
  const copy = valueOf(await copySnapshot({ files, snapshot, target, signal: going }));
  expect(copy).toMatchObject({ incomplete: false });
  const place = copy?.place ?? '';
  expect(dirname(place)).toBe(target);
  expect(basename(place)).toMatch(/^latchkey-copy \(\d{1,2} [A-Z][a-z]{2,3} \d\d\.\d\d\)$/);
  expect(describeTree(place)).toEqual(original);
  // rsync 3.2.7 writes into the current directory where it is asked for the same without a remote side.
  expect(readdirSync(process.cwd())).toEqual(here);
  appendFileSync(join(place, 'letter'), ', and more');
  expect(readFileSync(join(files, 'letter'), 'utf8')).toBe('dear all');
});

test('each copy gets a directory of its own', async () => {
  writeFileSync(join(sandbox.source, 'letter'), 'x');
  const question = { ...(await snapshotFiles()), target, signal: going };
  const first = valueOf(await copySnapshot(question))?.place;
  const second = valueOf(await copySnapshot(question))?.place;
  expect(second).toBe(`${first ?? ''} 2`);
  expect(readdirSync(target)).toHaveLength(2);
});

test('what is forged in the store becomes neither setuid nor a device', async () => {
  writeFileSync(join(sandbox.source, 'program'), 'x');
  writeFileSync(join(sandbox.source, 'disk'), '');
  const { files, snapshot } = await snapshotFiles();
  const forge = (name: string, stat: string): void => {
    execFileSync('setfattr', ['-n', 'user.rsync.%stat', '-v', stat, join(files, name)]);
  };
  forge('program', '106755 0,0 0:0');
  forge('disk', '60660 8,0 0:0');
  const copy = valueOf(await copySnapshot({ files, snapshot, target, signal: going }));
  expect(copy).toMatchObject({ incomplete: true });
  expect(statSync(join(copy?.place ?? '', 'program')).mode & 0o7777).toBe(0o755);
  expect(readdirSync(copy?.place ?? '')).toEqual(['program']);
});

test('without room it is not begun, without the right to write it is said, and cancelled it leaves nothing', async () => {
  writeFileSync(join(sandbox.source, 'letter'), 'x');
  mkdirSync(join(sandbox.source, 'closed'), { mode: 0o700 });
  writeFileSync(join(sandbox.source, 'closed/inside'), 'x');
  chmodSync(join(sandbox.source, 'closed'), 0o555);
  const { files, snapshot } = await snapshotFiles();
  // The kernel's own file system: it has no room at all.
  expect(await copySnapshot({ files, snapshot, target: '/proc/self', signal: going })).toMatchObject({
    ok: false,
    failure: { code: 'copy-no-room', directory: '/proc/self', freeBytes: 0 },
  });
  chmodSync(target, 0o500);
  expect(await copySnapshot({ files, snapshot, target, signal: going })).toMatchObject({
    ok: false,
    failure: { code: 'copy-failed' },
  });
  chmodSync(target, 0o700);
  const signal = AbortSignal.abort();
  expect(await copySnapshot({ files, snapshot, target, signal })).toEqual({ ok: true, value: undefined });
  expect(readdirSync(target)).toEqual([]);
});
