/** A disk that is unmounted after its backup, by the bus of udisks2. /dev/shm, a file system of its own, passes for the disk. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { identifySelf } from '../../../process/process-identity';
import type { Finished } from '../../helpers/sandbox';
import { Stage } from '../schedule/stage';

const UDISKS = 'org.freedesktop.UDisks2';
const DISK = `/org/freedesktop/UDisks2/block_devices/sdb1`;
const TEMPLATE = fileURLToPath(new URL('../../helpers/desktop/udisks.py', import.meta.url));
const MEMORY = '/dev/shm';

let stage: Stage;
let store: string;

beforeEach(async () => {
  stage = new Stage();
  await stage.open();
  store = mkdtempSync(`${MEMORY}/lk-unmount-`);
});

afterEach(async () => {
  await stage.close();
  rmSync(store, { recursive: true });
});

async function plugIn(disk: Record<string, unknown> = {}): Promise<void> {
  await stage.bus.mock(TEMPLATE, UDISKS, { mountPoints: [MEMORY], ...disk });
}

function backUp(unmountWhenDone: boolean, ...options: string[]): Promise<Finished> {
  const host = { kind: 'local', directory: store, ...(unmountWhenDone && { unmountWhenDone }) };
  stage.useLocalStore({ schemaVersion: 3, host });
  return stage.run('--run', ...options);
}

const mountPoints = (disk = DISK): Promise<unknown> =>
  stage.bus.bus.property(UDISKS, disk, `${UDISKS}.Filesystem`, 'MountPoints');

test('is unmounted when the backup is made and nobody uses it any more', async () => {
  await plugIn({ busy: 2 });
  const { status, stdout } = await backUp(true);
  expect(status).toBe(0);
  expect(stdout).toContain('The backup is done and the disk is unmounted.');
  expect(await mountPoints()).toEqual([]);
});

test('one that is encrypted is locked as well', async () => {
  await plugIn({ encrypted: true });
  expect((await backUp(true)).stdout).toContain('The backup is done and the disk is unmounted.');
  expect(await mountPoints('/org/freedesktop/UDisks2/block_devices/dm_2d0')).toEqual([]);
  expect(await stage.bus.bus.property(UDISKS, DISK, `${UDISKS}.Encrypted`, 'CleartextDevice')).toBe('/');
});

test('is not said to be ready where another part of it is mounted', async () => {
  await plugIn({ otherPart: '/media/you/photos' });
  const { status, stderr } = await backUp(true);
  expect(status).toBe(0);
  expect(stderr).toContain('another part is still mounted');
  expect(await mountPoints()).toEqual([]);
});

test('is left alone while a restore is under way', async () => {
  await plugIn();
  const restores = stage.sandbox.directory('state/latchkey/restores');
  writeFileSync(join(restores, 'lock'), JSON.stringify(identifySelf()));
  stage.useLocalStore({
    schemaVersion: 3,
    host: { kind: 'local', directory: store, unmountWhenDone: true },
  });
  const run = stage.start('--run');
  await run.saw('Unmounting the disk');
  // That it is not can only be seen by waiting longer than it would take.
  await delay(2500);
  expect(await mountPoints()).not.toEqual([]);
  rmSync(join(restores, 'lock'));
  expect((await run.finished).stdout).toContain('the disk is unmounted');
});

test('stays where nobody has asked for that, and after a dry run', async () => {
  await plugIn();
  expect((await backUp(false)).stdout).not.toContain('unmount');
  expect((await backUp(true, '--dry-run')).stdout).not.toContain('unmount');
  expect(await mountPoints()).toEqual([Buffer.from(`${MEMORY}\0`)]);
});

test.each<[string, Record<string, unknown>, string]>([
  ['belongs to this machine', { system: true }, 'not on a disk that can be unplugged'],
  [
    'is the encrypted one of this machine',
    { system: true, encrypted: true },
    'not on a disk that can be unplugged',
  ],
  ['is another one', { mountPoints: ['/media/you/other'] }, 'not on a disk that can be unplugged'],
  ['is all there is', { mountPoints: ['/'] }, 'not on a disk that can be unplugged'],
  ['may not be unmounted', { refusal: `${UDISKS}.Error.NotAuthorized` }, '(it says no)'],
])('a disk that %s stays, and the backup is a good one', async (_what, disk, words) => {
  await plugIn(disk);
  const { status, stderr } = await backUp(true);
  expect(status).toBe(0);
  expect(stderr).toContain(words);
});

test('without udisks2 it is said, as JSON too', async () => {
  const { status, stderr } = await backUp(true);
  expect(status).toBe(0);
  expect(stderr).toContain('udisks2 does not answer.');
  const { stdout } = await backUp(true, '--json');
  expect(stdout.trim().split('\n').at(-1)).toBe('{"type":"unmount","result":"no-service"}');
});

test('the wait for a program that uses it ends with a signal, and the backup stays made', async () => {
  await plugIn({ busy: -1 });
  stage.useLocalStore({
    schemaVersion: 3,
    host: { kind: 'local', directory: store, unmountWhenDone: true },
  });
  const run = stage.start('--run');
  await run.saw('Unmounting the disk');
  run.kill('SIGINT');
  expect(await run.finished).toMatchObject({ status: 0 });
  expect(await mountPoints()).not.toEqual([]);
});
