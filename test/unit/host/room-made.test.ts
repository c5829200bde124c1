import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DAY_OF_ROOM, leftToDrop, noteDrop, noteRoomSpent, readRoomMade } from '../../../host/keep/room-made';
import { MachinePaths } from '../../../host/store-layout';

let paths: MachinePaths;

beforeEach(() => {
  paths = new MachinePaths(mkdtempSync(join(tmpdir(), 'latchkey-room-')), '.');
});

afterEach(() => {
  rmSync(paths.store, { recursive: true });
});

async function left(total: number, sequence: number): Promise<number> {
  return leftToDrop(await readRoomMade(paths), { total, sequence });
}

it('three a day may go, by the time that has certainly passed', async () => {
  expect(await left(0, 1)).toBe(3);
  for (const total of [1000, 2000, 3000]) await noteDrop(paths, { total, sequence: 1 });
  expect(await left(3000, 2)).toBe(0);
  expect(await left(1000 + DAY_OF_ROOM, 2)).toBe(1);
  expect(await left(3000 + DAY_OF_ROOM, 2)).toBe(3);
  // A store that was put back to an earlier state.
  expect(await left(0, 2)).toBe(0);
});

it('what went for backups that were never completed counts until one is, however long that takes', async () => {
  for (const total of [1, 2]) await noteDrop(paths, { total, sequence: 7 });
  expect(await left(100 * DAY_OF_ROOM, 7)).toBe(1);
  expect(await left(100 * DAY_OF_ROOM, 8)).toBe(3);
});

it('after a backup that did not fit although something went for it, nothing more goes until one is completed', async () => {
  await noteRoomSpent(paths, 7);
  expect(await left(0, 7)).toBe(3);
  await noteDrop(paths, { total: 1, sequence: 7 });
  await noteRoomSpent(paths, 7);
  expect(await left(100 * DAY_OF_ROOM, 7)).toBe(0);
  expect(await left(100 * DAY_OF_ROOM, 8)).toBe(3);
  // The newest was deleted by hand since.
  expect(await left(100 * DAY_OF_ROOM, 6)).toBe(0);
});

it('a file that is broken lets nothing go', async () => {
  writeFileSync(paths.roomMade, '{"format":1,"drops":[{"total":-1,"after":0}],"spentAfter":null}');
  await expect(readRoomMade(paths)).rejects.toThrow('room.json is not understood');
});
