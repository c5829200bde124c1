/** The files of a run's snapshot, found in the store that the run has made. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findSnapshot } from '../../electron/store/find-snapshot';
import type { Outcome } from '../../shared/outcome';
import { lastOutcome } from '../helpers/records';
import { Sandbox } from '../helpers/sandbox';
import { completed, failed, FAILURE_SAMPLES } from '../helpers/sample-states';
import { machineIn } from '../helpers/store';

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = new Sandbox();
});
afterEach(() => {
  sandbox.remove();
});

async function backUp(roots: string[]): Promise<Outcome> {
  sandbox.writeSettings({ schemaVersion: 3, host: { kind: 'local', directory: sandbox.store }, roots });
  expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
  return lastOutcome(sandbox);
}

function pathOf(run: Outcome): string {
  const found = findSnapshot(run);
  if (!found.ok) throw new Error(JSON.stringify(found.failure));
  return found.value;
}

test('of one folder it is that folder, as it was then', async () => {
  writeFileSync(join(sandbox.source, 'letter'), 'first');
  const first = await backUp([sandbox.source]);
  writeFileSync(join(sandbox.source, 'letter'), 'second, longer');
  const second = await backUp([sandbox.source]);
  expect(readFileSync(join(pathOf(first), 'letter'), 'utf8')).toBe('first');
  expect(readFileSync(join(pathOf(second), 'letter'), 'utf8')).toBe('second, longer');
});

test('of several folders it is what they are all in, also under an earlier name of this machine', async () => {
  const other = sandbox.directory('other');
  writeFileSync(join(sandbox.source, 'letter'), 'x');
  writeFileSync(join(other, 'note'), 'y');
  const run = await backUp([sandbox.source, other]);
  renameSync(machineIn(sandbox.store), join(sandbox.store, 'as-it-was-called'));
  expect(readFileSync(join(pathOf(run), other, 'note'), 'utf8')).toBe('y');
  expect(readFileSync(join(pathOf(run), sandbox.source, 'letter'), 'utf8')).toBe('x');
});

test('one that is gone, and a disk that is away, are said to be; a host’s is none of ours', async () => {
  writeFileSync(join(sandbox.source, 'letter'), 'x');
  const run = await backUp([sandbox.source]);
  const snapshot = 'acknowledged' in run ? run.acknowledged?.snapshot : undefined;
  const gone = { ok: false, failure: { code: 'snapshot-not-there', snapshot, directory: sandbox.store } };
  rmSync(join(machineIn(sandbox.store), snapshot ?? ''), { recursive: true });
  expect(findSnapshot(run)).toEqual(gone);
  rmSync(sandbox.store, { recursive: true });
  expect(findSnapshot(run)).toEqual(gone);
  for (const none of [completed(60), failed(60, FAILURE_SAMPLES['host-unreachable'])]) {
    expect(findSnapshot(none)).toMatchObject({ ok: false, failure: { code: 'request-refused' } });
  }
});
