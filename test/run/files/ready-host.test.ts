/** The host program that stays for the next question: the same for all of them, replaced where it has gone, ended with who asks. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askAll } from '../../../electron/restore/ask';
import { ReadyHost, withReadyHost } from '../../../electron/restore/ready-host';
import type { StoreHere } from '../../../electron/restore/source';
import { HOST_PROGRAM, Sandbox } from '../../helpers/sandbox';
import { machineIn } from '../../helpers/store';

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
});
afterEach(() => {
  sandbox.remove();
});

test('one question after the other is answered by the same; one that was ended is missed by nobody; none is left', async () => {
  const source = await backedUp();
  const ready = new ReadyHost();
  const asking = { ...source, ready };
  expect(await countSnapshots(asking)).toBe(1);
  const first = await theOne();
  expect(await countSnapshots(asking)).toBe(1);
  expect(await theOne()).toBe(first);
  // Two at once take two, of which one stays.
  expect(await Promise.all([countSnapshots(asking), countSnapshots(asking)])).toEqual([1, 1]);
  const second = await theOne();
  // As a machine that is short of memory does.
  process.kill(second, 'SIGKILL');
  await expect.poll(answering).toEqual([]);
  expect(await countSnapshots(asking)).toBe(1);
  expect(await theOne()).not.toBe(second);
  await ready.close();
  expect(answering()).toEqual([]);
});

test('where a question may come while another is answered, two wait; more are not kept, and none is left', async () => {
  const asking = { ...(await backedUp()), ready: new ReadyHost(2) };
  expect(await countSnapshots(asking)).toBe(1);
  await expect.poll(answering).toHaveLength(2);
  const two = new Set(answering());
  expect(await Promise.all([countSnapshots(asking), countSnapshots(asking)])).toEqual([1, 1]);
  expect(new Set(answering())).toEqual(two);
  const three = [countSnapshots(asking), countSnapshots(asking), countSnapshots(asking)];
  expect(await Promise.all(three)).toEqual([1, 1, 1]);
  await expect.poll(answering).toHaveLength(2);
  await asking.ready.close();
  expect(answering()).toEqual([]);
});

test('a question that is not wanted any more ends what would answer it, and the next one is answered', async () => {
  const asking = { ...(await backedUp()), ready: new ReadyHost() };
  const first = await countSnapshots(asking).then(theOne);
  const stopped = await askAll(asking, { ask: 'snapshots' }, 'snapshot', AbortSignal.abort());
  expect(stopped).toMatchObject({ ok: false, failure: { code: 'restore-unanswered' } });
  expect(await countSnapshots(asking)).toBe(1);
  expect(await theOne()).not.toBe(first);
  await asking.ready.close();
  expect(answering()).toEqual([]);
});

test('a question that fails leaves the program to the next one', async () => {
  const asking = { ...(await backedUp()), ready: new ReadyHost() };
  const first = await countSnapshots(asking).then(theOne);
  const failed = await askAll(asking, { ask: 'list', snapshot: '2001-01-01T000000Z', path: '/' }, 'entry');
  expect(failed).toMatchObject({ ok: false, failure: { code: 'snapshot-not-there' } });
  expect(await countSnapshots(asking)).toBe(1);
  expect(await theOne()).toBe(first);
  await asking.ready.close();
});

test('a work that asks for several things has one program for them, which ends with it, however it ends', async () => {
  const source = await backedUp();
  const seen: number[] = [];
  await withReadyHost(source, async (asking) => {
    for (let times = 0; times < 3; times += 1) {
      expect(await countSnapshots(asking)).toBe(1);
      seen.push(...answering());
    }
  });
  expect(new Set(seen).size).toBe(1);
  expect(seen).toHaveLength(3);
  expect(answering()).toEqual([]);
  await expect(withReadyHost(source, () => Promise.reject(new Error('of another kind')))).rejects.toThrow();
  expect(answering()).toEqual([]);
});

async function backedUp(): Promise<StoreHere> {
  writeFileSync(join(sandbox.source, 'letter'), 'dear all');
  expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
  const machine = machineIn(sandbox.store).slice(sandbox.store.length + 1);
  return { kind: 'here', store: sandbox.store, machine, runtime: process.execPath, host: HOST_PROGRAM };
}

async function countSnapshots(source: StoreHere): Promise<number> {
  const asked = await askAll(source, { ask: 'snapshots' }, 'snapshot');
  return asked.ok ? asked.value.length : 0;
}

function answering(): number[] {
  const args = ['-f', `latchkey-host.mjs --answer --store ${sandbox.store}`];
  return spawnSync('pgrep', args, { encoding: 'utf8' }).stdout.split('\n').filter(Boolean).map(Number);
}

/** Another may be ending still. */
async function theOne(): Promise<number> {
  await expect.poll(answering).toHaveLength(1);
  const [pid] = answering();
  if (pid === undefined || pid <= 1) throw new Error('none is ready');
  return pid;
}
