/** What the window asks of a store on a disk here, answered by the real host program. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askPinned, dropSnapshot, pinSnapshot, previewPolicy } from '../../electron/store/ask-store';
import { takeLock } from '../../process/process-lock';
import { makeSnapshots } from '../helpers/made-snapshots';
import { BUNDLES, Sandbox } from '../helpers/sandbox';

const bundles = BUNDLES;
const DAY = 86_400;

let sandbox: Sandbox;
let machine: string;

beforeEach(() => {
  sandbox = new Sandbox();
  machine = join(sandbox.store, 'laptop');
  mkdirSync(machine);
});
afterEach(() => {
  sandbox.remove();
});

test('a snapshot is pinned, unpinned and deleted, and a refusal says why', async () => {
  const [first = '', second = ''] = makeSnapshots(machine, [{ age: 2 * DAY }, { age: DAY }]);
  const at = (snapshot: string) => ({ store: sandbox.store, machine: 'laptop', snapshot });
  expect(await askPinned(bundles, at(first))).toEqual({ pinned: null });
  expect(await pinSnapshot(bundles, at(first), '--before')).toMatchObject({ ok: true });
  expect(await pinSnapshot(bundles, at(second), '')).toMatchObject({ ok: true });
  expect(await askPinned(bundles, at(first))).toEqual({ pinned: '--before' });
  expect(await askPinned(bundles, at(second))).toEqual({ pinned: '' });
  const refused = await dropSnapshot(bundles, at(first));
  expect(refused).toEqual({
    ok: false,
    failure: { code: 'snapshot-not-changed', detail: `${first} is pinned; --unpin it first` },
  });
  expect(await pinSnapshot(bundles, at(first), null)).toMatchObject({ ok: true });
  const lock = takeLock(join(machine, '.lock'));
  expect(JSON.stringify(await dropSnapshot(bundles, at(first)))).toContain('still busy with another backup');
  if (lock.ok) lock.release();
  expect(await dropSnapshot(bundles, at(first))).toMatchObject({ ok: true });
  expect(readdirSync(machine)).not.toContain(first);
  expect(await askPinned(bundles, at(first))).toBeNull();
});

test('a rule is previewed, and where nobody can tell, nothing is said', async () => {
  makeSnapshots(
    machine,
    Array.from({ length: 20 }, (_, index) => ({ age: (20 - index) * DAY })),
  );
  expect(await previewPolicy(bundles, sandbox.store, 'laptop', { daily: 15 })).toEqual({ goes: 6, all: 20 });
  expect(await previewPolicy(bundles, sandbox.store, 'other', { daily: 14 })).toBeNull();
  writeFileSync(join(machine, 'pins.json'), 'broken');
  expect(await previewPolicy(bundles, sandbox.store, 'laptop', { daily: 14 })).toBeNull();
});
