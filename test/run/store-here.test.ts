/** A store on the laptop's own disk: no ssh server, no key, no port; the same guard, with the same plan. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listeningPorts, lookBefore, runningPrograms, type Before } from '../helpers/leftovers';
import { endOfLongFile, startLongRun, untilNothingIsLeft } from '../helpers/long-run';
import { lastLog, lastOutcome } from '../helpers/records';
import { RSYNC_VERSIONS, withRsync } from '../helpers/rsync-versions';
import { CLI, Sandbox, startProgram } from '../helpers/sandbox';
import { completeSnapshots, copyOf } from '../helpers/store';

let sandbox: Sandbox;
let before: Before;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
  before = lookBefore();
  writeFileSync(join(sandbox.source, 'letter'), 'dear reader\n');
});

afterEach(() => {
  sandbox.remove();
});

/** As on a machine without these programs: nothing that can be run lies where they lie. */
const WITHOUT = `
  for program in sshd ssh ssh-keygen mkfifo; do
    for place in /usr/bin /usr/sbin /bin /sbin; do
      if [ -e "$place/$program" ]; then mount --bind /dev/null "$place/$program"; fi
    done
  done
  exec unshare --user "--map-user=${userInfo().uid}" "--map-group=${userInfo().gid}" "$@"`;

test('a machine with rsync alone backs up to its disk', async () => {
  const command = ['--map-root-user', '--mount', 'sh', '-euc', WITHOUT, 'sh', process.execPath, CLI];
  const start = (...args: string[]) =>
    startProgram('/usr/bin/unshare', [...command, ...args], sandbox.environment);
  const missing = await startProgram(
    '/usr/bin/unshare',
    [...command.slice(0, -2), 'ssh', '-V'],
    sandbox.environment,
  ).finished;
  expect(missing.status).not.toBe(0);
  const check = await start('--check').finished;
  expect(check).toMatchObject({ status: 0, stderr: '' });
  expect(check.stdout).toContain('The store answers');
  expect(check.stdout).not.toContain('host ');
  expect(await start('--run').finished).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(join(copyOf(sandbox.store, sandbox.source), 'letter'), 'utf8')).toBe('dear reader\n');
  await untilNothingIsLeft(before, sandbox);
});

test('nothing is listened on, no key is made and no sshd runs while it reads', async () => {
  const run = await startLongRun(sandbox);
  expect(listeningPorts().filter((port) => !before.ports.has(port))).toEqual([]);
  const programs = runningPrograms().filter(({ pid }) => !before.pids.has(pid));
  expect(programs.filter(({ command }) => /^\S*\b(?:sshd?|ssh-keygen)\b/.test(command))).toEqual([]);
  expect(run.output()).not.toContain('"phase":"listening"');
  run.kill('SIGTERM');
  await run.finished;
  await untilNothingIsLeft(before, sandbox);
  endOfLongFile(sandbox);
});

describe.each(RSYNC_VERSIONS)('with rsync $version', (rsync) => {
  test('what is excluded is not read, and the second backup shares with the first', async () => {
    sandbox.writeExcludeList('private/\n');
    mkdirSync(join(sandbox.source, 'private'));
    writeFileSync(join(sandbox.source, 'private/diary'), 'mine');
    const command = [...withRsync(rsync), process.execPath, CLI, '--run'];
    for (let round = 0; round < 2; round += 1) {
      const run = await startProgram('/usr/bin/env', command, sandbox.environment).finished;
      expect(run).toMatchObject({ status: 0, stderr: '' });
    }
    expect(completeSnapshots(sandbox.store)).toHaveLength(2);
    expect(lastOutcome(sandbox)).toMatchObject({
      acknowledged: { totals: { files: 1, transferredFiles: 0 } },
    });
    await untilNothingIsLeft(before, sandbox);
  });
});

test.each(['with blanks', "with 'quotes'", 'with "quotes"', 'with $(id) `id` ; & \\'])(
  'the run directory may have any name: %s',
  async (name) => {
    const runtime = sandbox.directory(`runtime/${name}`);
    const environment = { ...sandbox.environment, XDG_RUNTIME_DIR: runtime };
    const run = await startProgram(process.execPath, [CLI, '--run'], environment).finished;
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(lastOutcome(sandbox)).toMatchObject({ result: 'completed' });
  },
);

test('a root’s name with blanks and quotes reaches the guard as it is', async () => {
  const root = sandbox.directory("source/it's a $(root) \\ here");
  writeFileSync(join(root, 'letter'), 'dear reader\n');
  symlinkSync('letter', join(root, 'link'));
  sandbox.useLocalStore([root]);
  expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(join(copyOf(sandbox.store, root), 'letter'), 'utf8')).toBe('dear reader\n');
  expect(lastLog(sandbox)).toContain('"type":"started"');
});
