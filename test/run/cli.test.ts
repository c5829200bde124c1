import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { machineNameFrom } from '../../electron/settings/machine-name';
import { afterBackupEnded } from '../helpers/after-backup';
import { leftoversSince, lookBefore, type Before } from '../helpers/leftovers';
import { settingsFor, startLoopbackHost, type LoopbackHost } from '../helpers/loopback-host';
import { untilNothingIsLeft } from '../helpers/long-run';
import { historyOf, jsonLines, lastLog, lastOutcome, logNames, writtenSettings } from '../helpers/records';
import { CLI, PROJECT, Sandbox, startProgram, type Finished, type Started } from '../helpers/sandbox';
import { completeSnapshots, copyOf } from '../helpers/store';

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

const settingsFile = (): string => join(sandbox.config, 'settings.json');

/** A backup that is reading and will be for a while: the file has no data on a disk, and a lot on the wire. */
async function startLongRun(): Promise<Started> {
  truncateSync(join(sandbox.source, 'letter.txt'), 20_000_000_000);
  const run = sandbox.start('--run', '--json');
  await run.saw('"reading"');
  return run;
}

describe('latchkey --init', () => {
  test('writes settings and a list for a local store, for this user alone, and makes the store', async () => {
    const store = join(sandbox.directory('disk'), 'store');
    const init = await sandbox.run(
      '--init',
      '--local',
      store,
      '--root',
      sandbox.source,
      '--root',
      sandbox.state,
    );
    expect(init).toMatchObject({ status: 0, stderr: '' });
    expect(writtenSettings(sandbox)).toEqual({
      ...{ schemaVersion: 4, name: 'store' },
      host: {
        kind: 'local',
        directory: store,
        keep: { hourly: 24, daily: 14, weekly: 8, monthly: 12, yearly: 3 },
      },
      machine: machineNameFrom(hostname()),
      roots: [sandbox.source, sandbox.state],
    });
    expect(init.stdout).toContain(`${store} is on the same disk as ${sandbox.source}: `);
    expect(init.stdout).toContain('that one is not mounted');
    expect(init.stdout).toContain(
      'Snapshots kept: hourly=24,daily=14,weekly=8,monthly=12,yearly=3 (host.keep',
    );
    expect(statSync(settingsFile()).mode & 0o7777).toBe(0o600);
    expect(statSync(join(sandbox.config, 'exclude')).mode & 0o7777).toBe(0o600);
    expect(statSync(store).isDirectory()).toBe(true);
    expect(readFileSync(join(sandbox.config, 'exclude'), 'utf8')).toContain('.cache/\n');
  });

  test('takes the home directory by default, and leaves a store inside of it out', async () => {
    const store = join(sandbox.path, 'my backups [1]');
    expect(await sandbox.run('--init', '--local', store)).toMatchObject({ status: 0 });
    expect(writtenSettings(sandbox)).toMatchObject({ roots: [sandbox.path] });
    // It is ready to run as it is: twice, so that the first snapshot would be seen in the second.
    expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
    expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
    const copy = copyOf(store, sandbox.path);
    expect(readdirSync(copy)).toContain('source');
    expect(readdirSync(copy)).not.toContain('my backups [1]');
  });

  test('makes nothing where a disk is not mounted, and asks whether it is', async () => {
    const media = sandbox.directory('media');
    const missing = await sandbox.run('--init', '--local', join(media, 'disk/latchkey'));
    expect(missing).toMatchObject({
      status: 69,
      stderr: expect.stringContaining('Plug the disk in and mount it') as string,
    });
    // As the directories of mount points are root's.
    chmodSync(media, 0o555);
    const closed = await sandbox.run('--init', '--local', join(media, 'latchkey'));
    expect(closed).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/EACCES.* Is the disk mounted there\?/) as string,
    });
    expect(readdirSync(media)).toEqual([]);
    expect(existsSync(settingsFile())).toBe(false);
  });

  test('keeps all in a local store where that was said', async () => {
    const init = await sandbox.run('--init', '--local', sandbox.store, '--keep', 'all');
    expect(init.stdout).toContain('Snapshots kept: all');
    expect(writtenSettings(sandbox).host).toEqual({
      kind: 'local',
      directory: sandbox.store,
    });
  });

  test('deletes nothing of a store that has snapshots already, unless it is told to', async () => {
    await sandbox.run('--init', '--local', sandbox.store, '--root', sandbox.source);
    expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
    const hostAfter = async (...more: string[]): Promise<unknown> => {
      rmSync(settingsFile());
      await sandbox.run('--init', '--local', sandbox.store, '--root', sandbox.source, ...more);
      return writtenSettings(sandbox).host;
    };
    const store = { kind: 'local', directory: sandbox.store };
    expect(await hostAfter()).toEqual(store);
    expect(await hostAfter('--keep', 'daily=3')).toEqual({ ...store, keep: { daily: 3 } });
  });

  test('for a host writes what was said, no more, so that later defaults apply', async () => {
    expect(await sandbox.run('--init', '--host', 'bak@example.org', '--root', sandbox.source)).toMatchObject({
      status: 0,
    });
    expect(writtenSettings(sandbox)).toEqual({
      ...{ schemaVersion: 4, name: 'example' },
      host: { kind: 'ssh', destination: 'bak@example.org' },
      machine: machineNameFrom(hostname()),
      roots: [sandbox.source],
    });
  });

  test.each(['bak@example.org:2222', 'ssh://bak@example.org:2222'])(
    'reads the port of %s',
    async (written) => {
      const init = await sandbox.run('--init', '--host', written, '--root', sandbox.source);
      expect(init).toMatchObject({ status: 0, stderr: '' });
      expect(init.stdout).toContain('Host: bak@example.org, port 2222');
      expect(writtenSettings(sandbox)).toMatchObject({
        host: { kind: 'ssh', destination: 'bak@example.org', sshArgs: ['-p', '2222'] },
      });
    },
  );

  test.each(['settings.json', 'exclude'])('never overwrites %s', async (name) => {
    const file = join(sandbox.config, name);
    writeFileSync(file, 'mine\n');
    const init = await sandbox.run('--init', '--local', sandbox.store, '--root', sandbox.source);
    expect(init.status).toBe(name === 'exclude' ? 0 : 78);
    expect(readFileSync(file, 'utf8')).toBe('mine\n');
  });

  test.each([
    ['a directory that is not there', ['--local', '/s', '--root', '/nowhere/at/all'], '/nowhere/at/all'],
    ['a destination that looks like an option', ['--host=-oProxyCommand=id'], 'USER@HOST'],
    ['no place to back up to', [], '--local DIR or --init --host'],
    ['a host without a user’s name', ['--host', '@nas'], 'must be USER@HOST'],
    ['a user without a host', ['--host', 'you@'], 'must be USER@HOST'],
    ['a host with a port that is none', ['--host', 'you@nas:ssh'], 'must be USER@HOST'],
    ['two places', ['--local', '/a', '--host', 'b'], 'do not go together'],
  ])('refuses %s and writes nothing', async (_what, args, named) => {
    const init = await sandbox.run('--init', ...args);
    expect(init.status).toBe(2);
    expect(init.stderr).toContain(named);
    expect(readdirSync(sandbox.config)).toEqual([]);
  });
});

describe('settings that are not right', () => {
  const good = { schemaVersion: 1, host: { kind: 'local', directory: '/store' }, roots: ['/home/u'] };

  test.each([
    ['no JSON', '{"schemaVersion": 1,', 'settings-broken'],
    ['a newer version', JSON.stringify({ ...good, schemaVersion: 5, more: true }), 'settings-newer'],
    ['a misspelt key', JSON.stringify({ ...good, rootz: [] }), 'settings-broken'],
    ['a relative root', JSON.stringify({ ...good, roots: ['home/u'] }), 'settings-broken'],
    ['a root with ..', JSON.stringify({ ...good, roots: ['/home/u/../v'] }), 'settings-broken'],
    ['no root', JSON.stringify({ ...good, roots: [] }), 'settings-broken'],
    [
      'an option as destination',
      JSON.stringify({ ...good, host: { kind: 'ssh', destination: '-oX' } }),
      'settings-broken',
    ],
    ['nothing', '', 'settings-broken'],
  ])('(%s) are named, left byte for byte, and end each command with 78', async (_what, text, code) => {
    writeFileSync(settingsFile(), text);
    const run = await sandbox.run('--run');
    expect(run).toMatchObject({ status: 78, stdout: '' });
    expect(run.stderr).toContain(settingsFile());
    expect(lastOutcome(sandbox)).toMatchObject({ result: 'failed', failure: { code } });
    expect(await sandbox.run('--explain-command', 'rsync')).toMatchObject({ status: 78, stdout: '' });
    const check = await sandbox.run('--check');
    expect(check.status).toBe(78);
    expect(check.stdout).toContain('The step that fails: Settings.');
    expect(readFileSync(settingsFile(), 'utf8')).toBe(text);
    expect(readdirSync(sandbox.config)).toEqual(['settings.json']);
    expect(leftoversSince(before, sandbox)).toEqual([]);
  });

  test('and that are not there lead to --init', async () => {
    const run = await sandbox.run('--run');
    expect(run.status).toBe(78);
    expect(run.stderr).toContain('latchkey --init');
    expect(readdirSync(sandbox.config)).toEqual([]);
  });
});

describe('latchkey --status', () => {
  test('says that there is no backup yet', async () => {
    expect(await sandbox.run('--status')).toMatchObject({
      status: 0,
      stdout: 'No good backup yet.\n',
      stderr: '',
    });
    const { stdout } = await sandbox.run('--status', '--json');
    expect(JSON.parse(stdout)).toEqual({
      ...{ running: null, lastGood: null, last: null, alarm: null },
      ...{ nextDue: null, pausedUntil: null, overdueDays: null, startedBy: [], destinations: [] },
    });
  });

  test('tells the last good one from the last try', async () => {
    sandbox.useLocalStore();
    await sandbox.run('--run');
    sandbox.useLocalStore([join(sandbox.path, 'gone')]);
    await sandbox.run('--run');
    const { stdout } = await sandbox.run('--status');
    expect(stdout).toMatch(/^Last good backup just now, to .*store/);
    expect(stdout).toContain(
      `The last backup, just now: The directory ${join(sandbox.path, 'gone')} cannot be read`,
    );
    const json = JSON.parse((await sandbox.run('--status', '--json')).stdout) as Record<string, unknown>;
    expect(json).toMatchObject({
      running: null,
      lastGood: { result: 'completed' },
      last: { result: 'failed' },
    });
    expect(json.lastGood).toHaveProperty('ageSeconds');
  });

  test('knows of the run under way, and a second run does not start beside it', async () => {
    host = await startLoopbackHost(sandbox);
    before = lookBefore();
    sandbox.writeSettings(settingsFor(host, [sandbox.source]));
    const run = await startLongRun();
    const { stdout } = await sandbox.run('--status', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      running: { pid: run.pid, phase: 'transferring', dryRun: false, peer: '127.0.0.1' },
      last: null,
    });
    expect((await sandbox.run('--status')).stdout).toContain(
      `Backing up now (process ${run.pid}, the host is reading`,
    );

    const second = await sandbox.run('--run');
    expect(second).toMatchObject({ status: 11, stdout: '' });
    expect(second.stderr).toContain(`already running (process ${run.pid})`);
    const third = await sandbox.run('--run', '--json');
    expect(third.status).toBe(11);
    expect(jsonLines(third)).toEqual([
      { type: 'not-started', failure: { code: 'already-running', pid: run.pid } },
    ]);

    run.kill('SIGTERM');
    expect(await run.finished).toMatchObject({ status: 130 });
    expect(historyOf(sandbox)).toHaveLength(1);
    await untilNothingIsLeft(before, sandbox);
  });
});

test.each([
  [['--sometimes'], '--sometimes'],
  [['backup'], 'backup'],
  [['--run', '--status'], '--run and --status do not go together'],
  [['--json'], 'say what to do'],
  [['--run', '--root', '/x'], '--root does not go with --run'],
  [['--run', '--json', '--quiet'], '--json and --quiet'],
  [['--explain-command'], '--explain-command'],
])('a wrong command line (%j) is named, and ends with 2', async (args, named) => {
  sandbox.useLocalStore();
  const run = await sandbox.run(...args);
  expect(run).toMatchObject({ status: 2, stdout: '' });
  expect(run.stderr).toContain(named);
  expect(readdirSync(sandbox.store)).toEqual([]);
});

test('--help and --version say what there is', async () => {
  const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: string };
  expect(await sandbox.run('--version')).toMatchObject({ status: 0, stdout: `latchkey ${version}\n` });
  const help = await sandbox.run('--help');
  expect(help.status).toBe(0);
  for (const code of [0, 3, 1, 2, 11, 69, 75, 78, 130])
    expect(help.stdout).toMatch(new RegExp(`\\b${code}\\s`));
});

describe('latchkey --run', () => {
  test('with --quiet says nothing where all is well, and says what is not', async () => {
    sandbox.useLocalStore();
    expect(await sandbox.run('--run', '--quiet')).toMatchObject({ status: 0, stdout: '', stderr: '' });
    writeFileSync(join(sandbox.source, 'closed'), '', { mode: 0 });
    const partial = await sandbox.run('--run', '--quiet');
    expect(partial).toMatchObject({ status: 3, stdout: '' });
    expect(partial.stderr).toContain('closed');
  });

  test('in the journal a failure is an error and a partial backup a warning; elsewhere they are plain lines', async () => {
    sandbox.useLocalStore();
    writeFileSync(join(sandbox.source, 'closed'), '', { mode: 0 });
    // As systemd tells a service that its stderr is the journal's (systemd.exec(5)).
    const as = 'export JOURNAL_STREAM="$(stat -L -c %d:%i /dev/stderr)"; "$0" "$1" --run --quiet';
    const asService = (more = ''): Promise<Finished> =>
      startProgram('/bin/sh', ['-c', `${as} ${more}`, process.execPath, CLI], sandbox.environment).finished;
    const weights = ({ stderr }: Finished): Set<string> =>
      new Set(
        stderr
          .trimEnd()
          .split('\n')
          .map((line) => line.slice(0, 3)),
      );
    const partial = await asService();
    expect(partial.status).toBe(3);
    expect(weights(partial)).toEqual(new Set(['<4>']));
    expect(partial.stderr).not.toContain('latchkey: ');
    sandbox.useLocalStore([join(sandbox.path, 'not there')]);
    expect(weights(await asService())).toEqual(new Set(['<3>']));
    expect((await asService('2>&1 | cat')).stdout).toMatch(/^latchkey: /);
  });

  test('--dry-run names what would come, keeps nothing, and is no backup in the history', async () => {
    sandbox.useLocalStore();
    sandbox.writeExcludeList('secret\n');
    writeFileSync(join(sandbox.source, 'secret'), 'x');
    const dry = await sandbox.run('--run', '--dry-run');
    expect(dry).toMatchObject({ status: 0, stderr: '' });
    expect(dry.stdout).toContain(join(sandbox.source, 'letter.txt'));
    expect(dry.stdout).not.toContain('/secret');
    expect(dry.stdout).toContain('1 file of 1 would be transferred');
    expect(readdirSync(sandbox.store)).toEqual([]);
    expect(historyOf(sandbox)).toEqual([]);
    expect((await sandbox.run('--status')).stdout).toBe('No good backup yet.\n');
    expect(leftoversSince(before, sandbox)).toEqual([]);
  });

  test('is made where its words cannot be written; a command that only says something fails then', async () => {
    sandbox.useLocalStore();
    const onto = (target: string, ...args: string[]): Promise<Finished> =>
      startProgram(
        '/bin/sh',
        ['-c', `exec "$0" "$@" > ${target}`, process.execPath, CLI, ...args],
        sandbox.environment,
      ).finished;
    const words = 'latchkey: the output could not be written: ENOSPC: no space left on device, write\n';
    expect(await onto('/dev/full', '--run')).toMatchObject({ status: 0, stderr: words });
    expect(lastOutcome(sandbox)).toMatchObject({ result: 'completed' });
    expect(await onto('/dev/full 2>&1', '--run')).toMatchObject({ status: 0 });
    expect(await onto('/dev/full', '--status')).toMatchObject({ status: 1, stderr: words });
  });

  test('goes on where somebody else has the name in the shared temporary directory', async () => {
    sandbox.useLocalStore();
    const temporary = sandbox.directory('tmp');
    const uid = String(userInfo().uid);
    // Another user's, or a link to elsewhere: both are not ours.
    symlinkSync('/etc', join(temporary, `latchkey-${uid}`));
    const environment = { ...sandbox.environment, TMPDIR: temporary, XDG_RUNTIME_DIR: '' };
    const run = await startProgram(process.execPath, [CLI, '--run'], environment).finished;
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(readdirSync(temporary)).toEqual([`latchkey-${uid}`]);
  });

  test('leaves a history and a log for this user alone, and keeps fifty logs', async () => {
    sandbox.useLocalStore();
    const logs = join(sandbox.state, 'latchkey/logs');
    mkdirSync(logs, { recursive: true });
    for (let index = 0; index < 60; index += 1)
      writeFileSync(join(logs, `2020-01-01T00-00-${index + 10}.log`), '');
    await sandbox.run('--run');
    await sandbox.run('--run');
    expect(logNames(sandbox)).toHaveLength(50);
    expect(logNames(sandbox).slice(-2)).toEqual(historyOf(sandbox).map(({ id }) => `${id}.log`));
    expect(lastLog(sandbox)).toContain('guard: {"type":"started"');
    for (const path of ['history.jsonl', `logs/${logNames(sandbox).at(-1) ?? ''}`]) {
      expect(statSync(join(sandbox.state, 'latchkey', path)).mode & 0o7777).toBe(0o600);
    }
    expect(historyOf(sandbox)).toMatchObject([
      { schemaVersion: 1, result: 'completed', roots: [sandbox.source], host: sandbox.store },
      { schemaVersion: 1, result: 'completed' },
    ]);
    const [{ startedAt, finishedAt } = { startedAt: '', finishedAt: '' }] = historyOf(sandbox);
    expect(Date.parse(finishedAt)).toBeGreaterThan(Date.parse(startedAt));
  });

  test('goes on when whoever reads its output has gone', async () => {
    sandbox.useLocalStore();
    execFileSync('sh', ['-c', `"${process.execPath}" "${PROJECT}/dist/latchkey.mjs" --run | true`], {
      env: sandbox.environment,
    });
    expect(lastOutcome(sandbox)).toMatchObject({ result: 'completed' });
    await afterBackupEnded(sandbox.path);
    expect(leftoversSince(before, sandbox)).toEqual([]);
  });

  test('runs from cron: nearly no environment, no display, no session', async () => {
    const home = sandbox.directory('home');
    mkdirSync(join(home, '.config/latchkey'), { recursive: true });
    sandbox.useLocalStore();
    writeFileSync(join(home, '.config/latchkey/settings.json'), readFileSync(settingsFile()));
    const environment = {
      HOME: home,
      LOGNAME: userInfo().username,
      SHELL: '/bin/sh',
      PATH: '/usr/bin:/bin',
      LATCHKEY_NODE: realpathSync(process.execPath),
    };
    const cron = startProgram('/bin/sh', ['-c', `${PROJECT}/bin/latchkey --run --quiet`], environment);
    expect(await cron.finished).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(completeSnapshots(sandbox.store)).toHaveLength(1);
    expect(statSync(join(home, '.local/state/latchkey')).mode & 0o7777).toBe(0o700);
    expect(readdirSync(join(home, '.local/state/latchkey')).sort()).toEqual([
      'confinement.json',
      'history.jsonl',
      'logs',
      'seen-roots.json',
      'stores.json',
    ]);
    const runs = [`/run/user/${userInfo().uid}/latchkey`, join(tmpdir(), `latchkey-${userInfo().uid}`)];
    expect(runs.filter(existsSync).flatMap((directory) => readdirSync(directory))).toEqual([]);
    await afterBackupEnded(sandbox.path);
    expect(leftoversSince(before, sandbox)).toEqual([]);
  });
});

describe('latchkey --check', () => {
  async function check(): Promise<{
    status: number | null;
    steps: { name: string; result: string; detail: string }[];
    ok: boolean;
  }> {
    const { stdout, status } = await sandbox.run('--check', '--json');
    expect(leftoversSince(before, sandbox)).toEqual([]);
    return { ...(JSON.parse(stdout) as { ok: boolean; steps: [] }), status };
  }

  test('goes the whole way, reads no file and makes no snapshot', async () => {
    host = await startLoopbackHost(sandbox);
    before = lookBefore();
    sandbox.writeSettings(settingsFor(host, [sandbox.source]));
    const { ok, status, steps } = await check();
    expect({ ok, status }).toEqual({ ok: true, status: 0 });
    expect(steps.filter(({ result }) => result === 'ok').map(({ name }) => name)).toEqual([
      ...['Settings', 'Programs', 'Exclude list', 'Login shell', 'Destination', 'One-time keys and door'],
      ...['Host answers', 'Host gets in', 'Guard lets rsync read', 'Host reports back'],
    ]);
    expect(readdirSync(host.store)).toEqual([]);
    expect(historyOf(sandbox)).toEqual([]);
    expect((await sandbox.run('--check')).stdout).toContain('Everything is ready for a backup.');
  });

  test('tells lines of the list that hide nothing, with what to write instead, and is no failure for it', async () => {
    before = lookBefore();
    sandbox.useLocalStore();
    sandbox.writeExcludeList(`.cache/\n~/doc/\n"a"\n${sandbox.source}/\n!b\n$(c)\n`);
    const { ok, status, steps } = await check();
    expect({ ok, status }).toEqual({ ok: true, status: 0 });
    const odd = steps.filter(({ name, result }) => name === 'Exclude list' && result === 'note');
    expect(odd).toMatchObject([
      {
        detail: expect.stringContaining('line 2 excludes nothing: ~/doc/') as string,
        nextStep: `Write instead: ${sandbox.environment.HOME ?? ''}/doc/`,
      },
      { nextStep: 'Write instead: a' },
      { detail: expect.stringContaining('line 4 excludes nothing') as string },
      { detail: '2 more lines exclude nothing', nextStep: 'All of them: latchkey --exclude list' },
    ]);
    expect(odd[2]).not.toHaveProperty('nextStep');
  });

  test('names the host that is down', async () => {
    host = await startLoopbackHost(sandbox);
    await host.stop();
    before = lookBefore();
    sandbox.writeSettings(settingsFor(host, [sandbox.source]));
    const { ok, status, steps } = await check();
    expect({ ok, status }).toEqual({ ok: false, status: 69 });
    expect(steps.at(-1)).toMatchObject({ name: 'Host answers', result: 'failed' });
    expect(steps.at(-1)?.detail).toContain('Connection refused');
  });

  test('names the way back that is blocked', async () => {
    host = await startLoopbackHost(sandbox);
    before = lookBefore();
    sandbox.writeSettings(settingsFor(host, [sandbox.source], { allowFrom: ['192.0.2.1'] }));
    const { ok, status, steps } = await check();
    expect({ ok, status }).toEqual({ ok: false, status: 1 });
    expect(steps.at(-1)).toMatchObject({ name: 'Host gets in', result: 'failed' });
  });

  test('names the store that is not there', async () => {
    sandbox.writeSettings({
      schemaVersion: 1,
      host: { kind: 'local', directory: '/nowhere/s' },
      roots: [sandbox.source],
    });
    const { status, steps } = await check();
    expect(status).toBe(69);
    expect(steps.at(-1)?.detail).toContain('/nowhere/s');
  });
});

describe('latchkey --explain-command', () => {
  const flags = '-vlHogDtpAXrze.iLsfxCIvu';

  async function explain(command: string): Promise<{ allowed: boolean; argv?: string[]; reason?: string }> {
    sandbox.useLocalStore();
    const run = await sandbox.run('--explain-command', command);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    return JSON.parse(run.stdout) as { allowed: boolean; argv?: string[]; reason?: string };
  }

  test('shows the vector that the guard would start, with the exclude list in it', async () => {
    const { allowed, argv } = await explain(
      `ionice -c3 rsync --server --sender ${flags} . ${sandbox.source}/`,
    );
    expect(allowed).toBe(true);
    expect(argv?.slice(-2)).toEqual(['.', `${sandbox.source}/`]);
    expect(argv).toContain(`--exclude-from=${join(sandbox.config, 'exclude')}`);
    expect(argv?.slice(0, 5).join(' ')).toMatch(/^\S*\/ionice -c3 \S*\/rsync --server --sender$/);
  });

  test.each([
    ['a shell', ''],
    ['writing', `rsync --server ${flags} . ROOT/`],
    ['deleting', `rsync --server --sender ${flags} --remove-source-files . ROOT/`],
    ['a log file', `rsync --server --sender ${flags} --log-file=/tmp/x . ROOT/`],
    ['a daemon', 'rsync --server --daemon .'],
    ['arguments that come later', `rsync --server --sender -s${flags.slice(1)} . ROOT/`],
    ['another path', `rsync --server --sender ${flags} . /etc/`],
    ['a path below', `rsync --server --sender ${flags} . ROOT/private/`],
    ['a path above', `rsync --server --sender ${flags} . ROOT/..`],
    ['a second path', `rsync --server --sender ${flags} . ROOT/ /etc/`],
    ['a second command', `rsync --server --sender ${flags} . ROOT/; id`],
    ['another program', 'cat /etc/passwd'],
    ['an ionice that starts something else', `ionice -c3 -n0 sh -c id`],
  ])('refuses %s, with a reason, and that is an answer', async (_what, command) => {
    const { allowed, reason, ...rest } = await explain(command.replaceAll('ROOT', sandbox.source));
    expect({ allowed, rest }).toEqual({ allowed: false, rest: {} });
    expect(reason).toMatch(/\S/);
    expect(reason).not.toContain('\n');
  });
});
