/** A snapshot that is being read stays, until whoever reads it has gone. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { releaseLease, readLeases, takeLease } from '../../../host/keep/leases';
import { dropByPolicy } from '../../../host/keep/drop-snapshots';
import { MachinePaths } from '../../../host/store-layout';
import { identifyProcess, identifySelf } from '../../../process/process-identity';
import { makeSnapshots } from '../../helpers/made-snapshots';

let paths: MachinePaths;
const DAY = 86_400;

beforeEach(() => {
  paths = new MachinePaths(mkdtempSync(join(tmpdir(), 'lk-leases-')), 'laptop');
});
afterEach(() => {
  rmSync(paths.store, { recursive: true });
});

test('of those that go by a rule, the one that is read stays, and goes when it is released', async () => {
  const names = makeSnapshots(
    paths.directory,
    [9, 8, 7, 6, 5, 4].map((days) => ({ age: days * DAY })),
  );
  const [oldest = '', second = ''] = names;
  takeLease(paths, oldest, identifySelf());
  const drop = async (): Promise<string[]> => {
    const signal = new AbortController().signal;
    await dropByPolicy(paths, { keep: { daily: 1 }, floor: 2 }, () => undefined, signal);
    return readdirSync(paths.directory).filter((name) => names.includes(name));
  };
  const left = await drop();
  expect(left).toContain(oldest);
  expect(left).not.toContain(second);
  releaseLease(paths, oldest, identifySelf());
  expect(await drop()).not.toContain(oldest);
});

test('one whose holder has gone is none', async () => {
  const child = spawn('sleep', ['60']);
  const identity = identifyProcess(child.pid ?? 0);
  if (identity === undefined) throw new Error('it did not start');
  takeLease(paths, '2026-11-22T202105Z', identity);
  expect([...readLeases(paths)]).toEqual(['2026-11-22T202105Z']);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
  expect([...readLeases(paths)]).toEqual([]);
  expect(readdirSync(paths.leases)).toEqual([]);
});
