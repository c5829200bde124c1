import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeSnapshotRecord, type SnapshotRecord } from '../../../host/snapshot-record';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'latchkey-record-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

const record: SnapshotRecord = {
  ...{ format: 1, machine: 'laptop', roots: ['/'], base: null, rsync: '3.5.0', vanished: 0 },
  ...{ started: '2026-01-01T00:00:00.000Z', finished: '2026-01-01T00:00:00.000Z' },
  totals: { files: 1, bytes: 1, transferredFiles: 1, transferredBytes: 1, seconds: 1 },
  unreadable: { count: 0, paths: [] },
};

it.each([
  ['a sum above all exact numbers', { totals: { ...record.totals, bytes: 2 ** 60 } }],
  ['a path longer than any', { unreadable: { count: 1, paths: ['x'.repeat(20_000)] } }],
  ['no number', { vanished: NaN }],
])('%s is no record, and none is written', async (_, wrong) => {
  await expect(writeSnapshotRecord(directory, { ...record, ...wrong })).rejects.toThrow(
    "the snapshot's record does not fit",
  );
  expect(readdirSync(directory)).toEqual([]);
});
