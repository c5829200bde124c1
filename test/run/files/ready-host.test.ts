/** The host program that waits for the next question: used once, replaced where it has gone, and ended with who asks. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askAll } from '../../../electron/restore/ask';
import { ReadyHost } from '../../../electron/restore/ready-host';
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

test('each question has its own; one that was ended is missed by nobody; none is left', async () => {
  writeFileSync(join(sandbox.source, 'letter'), 'dear all');
  expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
  const ready = new ReadyHost();
  const source: StoreHere = {
    ...{ kind: 'here', store: sandbox.store, runtime: process.execPath, host: HOST_PROGRAM, ready },
    machine: machineIn(sandbox.store).slice(sandbox.store.length + 1),
  };
  const snapshots = async (): Promise<number> => {
    const asked = await askAll(source, { ask: 'snapshots' }, 'snapshot');
    return asked.ok ? asked.value.length : 0;
  };
  const waiting = (): number[] =>
    spawnSync('pgrep', ['-f', `latchkey-host.mjs --answer --store ${sandbox.store}`], { encoding: 'utf8' })
      .stdout.split('\n')
      .filter(Boolean)
      .map(Number);
  expect(await snapshots()).toBe(1);
  // Started in the turns after the answer.
  await expect.poll(waiting).toHaveLength(1);
  const [first] = waiting();
  expect(await Promise.all([snapshots(), snapshots()])).toEqual([1, 1]);
  await expect.poll(waiting).toHaveLength(1);
  const [second] = waiting();
  if (second === undefined || second <= 1) throw new Error('none is ready');
  expect(second).not.toBe(first);
  // As a machine that is short of memory does.
  process.kill(second, 'SIGKILL');
  await expect.poll(waiting).toEqual([]);
  expect(await snapshots()).toBe(1);
  await expect.poll(waiting).toHaveLength(1);
  await ready.close();
  expect(waiting()).toEqual([]);
});
