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

function left(total: number, sequence: number): number {
  return leftToDrop(readRoomMade(paths), { total, sequence });
}

it('three a day may go, by the time that has certainly passed', () => {
  expect(left(0, 1)).toBe(3);
  for (const total of [1000, 2000, 3000]) noteDrop(paths, { total, sequence: 1 });
  expect(left(3000, 2)).toBe(0);
  expect(left(1000 + DAY_OF_ROOM, 2)).toBe(1);
  expect(left(3000 + DAY_OF_ROOM, 2)).toBe(3);
  // A store that was put back to an earlier state.
  expect(left(0, 2)).toBe(0);
});

it('what went for backups that were never completed counts until one is, however long that takes', () => {
  for (const total of [1, 2]) noteDrop(paths, { total, sequence: 7 });
  expect(left(100 * DAY_OF_ROOM, 7)).toBe(1);
  expect(left(100 * DAY_OF_ROOM, 8)).toBe(3);
});

it('after a backup that did not fit although something went for it, nothing more goes until one is completed', () => {
  noteRoomSpent(paths, 7);
  expect(left(0, 7)).toBe(3);
  noteDrop(paths, { total: 1, sequence: 7 });
  noteRoomSpent(paths, 7);
  expect(left(100 * DAY_OF_ROOM, 7)).toBe(0);
  expect(left(100 * DAY_OF_ROOM, 8)).toBe(3);
  // The newest was deleted by hand since.
  expect(left(100 * DAY_OF_ROOM, 6)).toBe(0);
});

it('a file that is broken lets nothing go', () => {
  writeFileSync(paths.roomMade, '{"format":1,"drops":[{"total":-1,"after":0}],"spentAfter":null}');
  expect(() => readRoomMade(paths)).toThrow('room.json is not understood');
});
