import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CUT_SHORT } from '../../shared/cut-short';
import { KeyKeeper } from '../helpers/key-keeper';
import {
  leftoversSince,
  lookBefore,
  runDirectoriesOf,
  runningPrograms,
  type Before,
} from '../helpers/leftovers';
import {
  endOfLongFile,
  programsLike,
  signalAll,
  startLongRun,
  untilNothingIsLeft,
} from '../helpers/long-run';
import { settingsFor, startLoopbackHost, type LoopbackHost } from '../helpers/loopback-host';
import type { ProcessEntry } from '../helpers/own-processes';
import { historyOf, lastLog, lastOutcome, logNames } from '../helpers/records';
import { CLI, HOST_PROGRAM, Sandbox, startProgram } from '../helpers/sandbox';
import { completeSnapshots, copyOf } from '../helpers/store';
import { until } from '../helpers/until';

let sandbox: Sandbox;
let before: Before;
let host: LoopbackHost | undefined;

beforeEach(() => {
  sandbox = new Sandbox();
  before = lookBefore();
  writeFileSync(join(sandbox.source, 'letter.txt'), 'dear reader\n');
});

afterEach(async () => {
  await host?.stop();
  host = undefined;
  sandbox.remove();
});

async function useHost(kind: 'local' | 'ssh'): Promise<string> {
  if (kind === 'local') {
    sandbox.useLocalStore();
    return sandbox.store;
  }
  host = await startLoopbackHost(sandbox);
  before = lookBefore();
  sandbox.writeSettings(settingsFor(host, [sandbox.source]));
  return host.store;
}

/** By itself, or confined. */
const GUARD = /(guard|confined)\.mjs/;
const READERS = /(guard|confined)\.mjs|rsync --server --sender/;

/** A good snapshot that must survive whatever comes. */
async function makeFirstSnapshot(): Promise<void> {
  expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
}

/** The first snapshot is as it was, and the next run makes a second one, with nothing left of either. */
async function expectRecovery(store: string): Promise<void> {
  expect(completeSnapshots(store)).toHaveLength(1);
  expect(readdirSync(copyOf(store, sandbox.source))).toEqual(['letter.txt']);
  endOfLongFile(sandbox);
  expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
  expect(completeSnapshots(store)).toHaveLength(2);
  expect(readdirSync(copyOf(store, sandbox.source)).sort()).toEqual(['a long one', 'letter.txt']);
  expect(readFileSync(join(copyOf(store, sandbox.source), 'letter.txt'), 'utf8')).toBe('dear reader\n');
  await untilNothingIsLeft(before, sandbox);
}

describe('a run that is told to end while it reads', () => {
  test.each([
    ['SIGINT', 'local', 'interrupted'],
    ['SIGTERM', 'ssh', 'ended by SIGTERM'],
    ['SIGHUP', 'local', 'ended by SIGHUP'],
  ] as const)('(%s, %s) ends, cleans up, and counts as cancelled', async (signal, kind, reason) => {
    const store = await useHost(kind);
    await makeFirstSnapshot();
    const run = await startLongRun(sandbox);
    run.kill(signal);
    expect(await run.finished).toMatchObject({ status: 130, signal: null });
    expect(lastOutcome(sandbox)).toMatchObject({ result: 'cancelled', reason });
    await untilNothingIsLeft(before, sandbox);
    await expectRecovery(store);
  });

  test('twice ends no worse than once', async () => {
    const store = await useHost('local');
    await makeFirstSnapshot();
    const run = await startLongRun(sandbox);
    run.kill('SIGINT');
    run.kill('SIGINT');
    run.kill('SIGTERM');
    expect(await run.finished).toMatchObject({ status: 130, signal: null });
    await untilNothingIsLeft(before, sandbox);
    await expectRecovery(store);
  });
});

describe('a run that is killed', () => {
  test.each(['local', 'ssh'] as const)(
    'while it reads takes the transfer with it (%s), and the next run clears up',
    async (kind) => {
      const store = await useHost(kind);
      await makeFirstSnapshot();
      const run = await startLongRun(sandbox);
      await programsLike(GUARD, before);
      await programsLike(/rsync --server --sender/, before);
      const directories = runDirectoriesOf(sandbox);
      run.kill('SIGKILL');
      await run.finished;
      // Those that were there, and what they may have started meanwhile.
      await until(
        () => !runningPrograms().some(({ pid, command }) => !before.pids.has(pid) && READERS.test(command)),
        () => JSON.stringify(runningPrograms()),
      );
      expect(runDirectoriesOf(sandbox)).toEqual(directories);
      const { stdout } = await sandbox.run('--status', '--json');
      expect(JSON.parse(stdout)).toMatchObject({ running: null, lastGood: { result: 'completed' } });
      await expectRecovery(store);
      expect(historyOf(sandbox).map(({ result }) => result)).toEqual(['completed', 'cancelled', 'completed']);
      expect(historyOf(sandbox)[1]).toMatchObject({ reason: CUT_SHORT.killed, roots: [sandbox.source] });
      expect(logNames(sandbox)).toEqual(historyOf(sandbox).map(({ id }) => `${id}.log`));
    },
  );

  test('while it waits for the host leaves no way in, and the next run ends its call', async () => {
    const keeper = new KeyKeeper();
    host = await startLoopbackHost(sandbox, { command: keeper.command });
    before = lookBefore();
    sandbox.writeSettings(settingsFor(host, [sandbox.source]));
    const run = sandbox.start('--run', '--json');
    const kept = await keeper.request();
    run.kill('SIGKILL');
    await run.finished;
    const knock = await kept.ssh('--', 'true').finished;
    expect(knock.stderr).toContain('Connection refused');
    expect(runDirectoriesOf(sandbox)).toHaveLength(1);
    sandbox.useLocalStore();
    expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
    await untilNothingIsLeft(before, sandbox);
    keeper.remove();
  });
});

describe('a program that is killed while files are read', () => {
  test.each([
    ['the host’s program', 'local', /latchkey-host\.mjs/, 'transfer-interrupted'],
    ['the host’s program', 'ssh', /latchkey-host\.mjs/, 'transfer-interrupted'],
    ['the guard', 'local', GUARD, 'transfer-interrupted'],
    ['the rsync that reads', 'local', /rsync --server --sender/, 'transfer-interrupted'],
    ['the rsync that writes', 'local', /rsync .*--link-dest/, 'transfer-interrupted'],
    ['the call', 'ssh', /ssh .*ClearAllForwardings.* 127\.0\.0\.1:\d+$/, 'transfer-interrupted'],
  ] as const)('(%s, %s) fails the run by name and costs no snapshot', async (_what, kind, pattern, code) => {
    const store = await useHost(kind);
    await makeFirstSnapshot();
    const run = await startLongRun(sandbox);
    signalAll(await programsLike(pattern, before), 'SIGKILL');
    expect(await run.finished).toMatchObject({ status: 1, signal: null });
    expect(lastOutcome(sandbox)).toMatchObject({ result: 'failed', failure: { code } });
    await untilNothingIsLeft(before, sandbox);
    await expectRecovery(store);
  });
});

test('the one-time sshd, killed while files are read, fails the run by name and costs no snapshot', async () => {
  const store = await useHost('ssh');
  await makeFirstSnapshot();
  const run = await startLongRun(sandbox);
  const ours = (await programsLike(/^sshd: |sshd -i /, before)).filter(({ parent }) => parent === run.pid);
  expect(ours).toHaveLength(1);
  signalAll(ours, 'SIGKILL');
  expect(await run.finished).toMatchObject({ status: 1, signal: null });
  expect(lastOutcome(sandbox)).toMatchObject({ result: 'failed', failure: { code: 'transfer-interrupted' } });
  await untilNothingIsLeft(before, sandbox);
  await expectRecovery(store);
});

test('half of an rsync that is killed takes the other half with it', async () => {
  const store = await useHost('local');
  await makeFirstSnapshot();
  const run = await startLongRun(sandbox);
  let halves: ProcessEntry[] = [];
  await until(
    async () => {
      halves = await programsLike(/rsync .*--link-dest/, before);
      return halves.length === 2;
    },
    () => JSON.stringify(runningPrograms()),
  );
  const parents = halves.filter(({ pid }) => halves.some(({ parent }) => parent === pid));
  expect(parents).toHaveLength(1);
  signalAll(parents, 'SIGKILL');
  expect(await run.finished).toMatchObject({ status: 1, signal: null });
  expect(lastOutcome(sandbox)).toMatchObject({ result: 'failed', failure: { code: 'transfer-interrupted' } });
  await untilNothingIsLeft(before, sandbox);
  await expectRecovery(store);
});

describe('a run that cannot write down how it goes', () => {
  test('goes on, can be cancelled, and cleans up', async () => {
    const store = await useHost('local');
    await makeFirstSnapshot();
    const run = await startLongRun(sandbox);
    const file = join(sandbox.state, 'latchkey/current-run.json');
    await until(
      () => putDirectoryInPlaceOf(file),
      () => 'the file is written again and again',
    );
    run.kill('SIGTERM');
    expect(await run.finished).toMatchObject({ status: 130, signal: null });
    rmSync(file, { recursive: true });
    await untilNothingIsLeft(before, sandbox);
    await expectRecovery(store);
  });

  test('because the disk is full, backs up without a log', async () => {
    host = await startLoopbackHost(sandbox, {
      command: ({ store }) =>
        `yes 'a talkative host' | head -n 2000 >&2; ${process.execPath} ${HOST_PROGRAM} --store ${store} --machine laptop`,
    });
    before = lookBefore();
    sandbox.writeSettings(settingsFor(host, [sandbox.source]));
    // No file may grow beyond 8 KiB: for the log, that is a full disk.
    const limited = `ulimit -f 16; exec "$0" "$@"`;
    const run = startProgram('/bin/sh', ['-c', limited, process.execPath, CLI, '--run'], sandbox.environment);
    expect(await run.finished).toMatchObject({ status: 0, signal: null });
    expect(lastLog(sandbox).length).toBeLessThanOrEqual(8192);
    expect(lastOutcome(sandbox)).toMatchObject({ result: 'completed' });
    await untilNothingIsLeft(before, sandbox);
  });
});

describe('a lock', () => {
  test.each([
    ['of a process that is gone', JSON.stringify({ pid: 4_194_303, startTime: '1' })],
    ['of a pid that is somebody else’s by now', JSON.stringify({ pid: process.pid, startTime: '1' })],
    ['that is no lock', ''],
  ])('%s does not keep anybody out', async (_what, text) => {
    sandbox.useLocalStore();
    const lock = join(sandbox.directory('state/latchkey'), 'run.lock');
    writeFileSync(lock, text);
    expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
    expect(leftoversSince(before, sandbox)).toEqual([]);
  });

  test('lets exactly one of five runs begin that start at once', async () => {
    sandbox.useLocalStore();
    const runs = await Promise.all(Array.from({ length: 5 }, () => sandbox.run('--run')));
    const statuses = runs.map(({ status }) => status);
    expect(statuses.filter((status) => status !== 0 && status !== 11)).toEqual([]);
    const good = statuses.filter((status) => status === 0).length;
    expect(good).toBeGreaterThan(0);
    expect(historyOf(sandbox)).toHaveLength(good);
    expect(leftoversSince(before, sandbox)).toEqual([]);
  });
});

/** With something in it, so that nothing can be renamed over it. False where the run was quicker. */
function putDirectoryInPlaceOf(file: string): boolean {
  try {
    rmSync(file, { force: true });
    mkdirSync(file);
    writeFileSync(join(file, 'in-the-way'), '');
    return true;
  } catch {
    return false;
  }
}
