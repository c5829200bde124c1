/**
 * What starts the scheduled backups, on the real crontab of the user of the tests, which is put back as it was. No
 * systemd of a user runs where the tests do: its units are judged by the real systemd-analyze, and a stand-in for
 * systemctl notes what it is asked.
 */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  installSchedule,
  readInstalledSchedules,
  removeSchedule,
} from '../../../electron/schedule/install-schedule';
import { ENGLISH } from '../../helpers/spoken';
import { describeNotStarted, describeStarter } from '../../../electron/cli/describe-schedule';
import {
  commandOf,
  CRONTAB,
  readCrontab,
  scheduleLines,
  takeCrontab,
  writeCrontab,
  type TakenCrontab,
} from '../../helpers/crontab';
import { CLI, PROJECT, Sandbox, startProgram, type Finished } from '../../helpers/sandbox';
import { historyOf, writtenSettings } from '../../helpers/records';

let sandbox: Sandbox;
let crontab: TakenCrontab;

beforeEach(async () => {
  sandbox = new Sandbox();
  crontab = await takeCrontab();
});
afterEach(async () => {
  await crontab.putBack();
  vi.unstubAllEnvs();
  sandbox.remove();
});

describe('cron', () => {
  /** No daemon may run where the tests do: something of its name is what is looked for. */
  let daemon: ChildProcess;
  beforeEach(() => {
    copyFileSync('/usr/bin/sleep', join(sandbox.path, 'cron'));
    chmodSync(join(sandbox.path, 'cron'), 0o700);
    daemon = spawn(join(sandbox.path, 'cron'), ['infinity']);
  });
  afterEach(async () => {
    const ended = once(daemon, 'exit');
    daemon.kill();
    await ended;
  });

  const others = Buffer.concat([
    Buffer.from('# m h dom mon dow command\nMAILTO=""\n\n  5 4 * * *  echo "100\\%"\t \n'),
    Buffer.from([0x23, 0x20, 0xe9, 0xff, 0x0a]),
    Buffer.from('#*/15 * * * * x # latchkey schedule\n30 * * * * /opt/latchkey/bin/latchkey --run --quiet\n'),
  ]);

  function cli(...args: string[]): Promise<Finished> {
    const environment = { ...sandbox.environment, LATCHKEY_NODE: process.execPath };
    return startProgram(process.execPath, [CLI, ...args], environment).finished;
  }

  test('is used where no systemd of the user runs: installed, shown, changed, removed, all else byte for byte', async () => {
    writeCrontab(others);
    sandbox.useLocalStore();
    const set = await cli('--schedule', 'daily', 'at', '22:00');
    expect(set).toMatchObject({ status: 0, stderr: '' });
    expect(set.stdout).toContain(
      'Schedule: daily at 22:00\nNext backup: due now\nStarted by: a line in your crontab\n',
    );
    expect(readCrontab()).toEqual(Buffer.concat([others, Buffer.from(`${scheduleLines()[0] ?? ''}\n`)]));

    expect((await cli('--schedule', 'weekly on sun at 9:30')).stdout).toContain('weekly on Sunday at 09:30');
    expect(scheduleLines()).toHaveLength(1);
    const json = JSON.parse((await cli('--schedule', '--json')).stdout) as unknown;
    expect(json).toMatchObject({
      schedule: { kind: 'weekly', on: 'sunday', at: '09:30' },
      installed: [
        {
          by: 'cron',
          launcher: join(PROJECT, 'bin/latchkey'),
          problem: null,
        },
      ],
      ...{ pausedUntil: null, heldBack: null },
    });
    expect(writtenSettings(sandbox)).toEqual({
      ...{ schemaVersion: 4, name: 'store' },
      ...{ host: { kind: 'local', directory: sandbox.store }, roots: [sandbox.source] },
      schedule: { kind: 'weekly', on: 'sunday', at: '09:30' },
    });

    expect((await cli('--schedule', 'off')).stdout).toBe('Schedule: off\nNext backup: by hand\n');
    expect(readCrontab()).toEqual(others);
  });

  test('a line that no daemon reads is shown as what it is, by the status as well', async () => {
    writeCrontab(undefined);
    sandbox.useLocalStore();
    await cli('--schedule', 'every', '6', 'hours');
    expect((await cli('--status')).stdout).not.toContain('Started by');
    const processes = join(sandbox.directory('proc/1'), '..');
    writeFileSync(join(processes, '1/comm'), 'init\n');
    const [found] = await readInstalledSchedules({ crontab: CRONTAB, processes });
    expect(found).toMatchObject({ by: 'cron', problem: { kind: 'no-cron' } });
    expect(found && describeNotStarted(ENGLISH, { kind: 'daily', at: '22:00' }, [found])).toContain(
      'Started by: a line in your crontab, but cron, which would read it, is not running here.',
    );
    writeCrontab(undefined);
    expect((await cli('--status')).stdout).toContain('Started by: nothing.');
    expect(JSON.parse((await cli('--status', '--json')).stdout)).toMatchObject({ startedBy: [] });
  });

  test('a user without a crontab has none again afterwards', async () => {
    writeCrontab(undefined);
    sandbox.useLocalStore();
    await cli('--schedule', 'every', '6', 'hours');
    expect(scheduleLines()).toHaveLength(1);
    await cli('--schedule', 'off');
    expect(readCrontab()).toBeUndefined();
  });

  test('its line backs up, in the environment that cron gives it', async () => {
    sandbox.useLocalStore();
    await cli('--schedule', 'every', '6', 'hours');
    const command = commandOf(scheduleLines()[0] ?? '');
    const environment = { HOME: '/', LOGNAME: 'cron', SHELL: '/bin/sh', PATH: '/usr/bin:/bin' };
    expect(await startProgram('/bin/sh', ['-c', command], environment).finished).toMatchObject({
      ...{ status: 0, stdout: '', stderr: '' },
    });
    expect(historyOf(sandbox)).toMatchObject([{ result: 'completed' }]);
    // Not due any more: as silent.
    expect(await startProgram('/bin/sh', ['-c', command], environment).finished).toMatchObject({
      ...{ status: 0, stdout: '', stderr: '' },
    });
    expect(historyOf(sandbox)).toHaveLength(1);
  });

  test('whatever is in the path, the line starts exactly that', async () => {
    const launcher = join(sandbox.directory(`we ird %h $HOME "q' \\x é`), 'latchkey');
    writeFileSync(
      launcher,
      `#!/bin/sh\nprintf '%s\\n' "$0" "$XDG_STATE_HOME" "$@" >'${sandbox.path}/said'\n`,
    );
    chmodSync(launcher, 0o700);
    const state = `100%\\' $x`;
    const installed = await installSchedule(
      { launcher, env: { XDG_STATE_HOME: state } },
      { crontab: CRONTAB },
    );
    expect(installed).toEqual({ ok: true, value: undefined });
    expect(await readInstalledSchedules({ crontab: CRONTAB })).toEqual([
      { by: 'cron', launcher, problem: null },
    ]);
    const [line] = scheduleLines();
    // cron would end the command at a bare one.
    expect(line).not.toMatch(/[^\\]%/);
    const command = commandOf(line ?? '');
    execFileSync('/bin/sh', ['-c', command], { env: { PATH: '/usr/bin:/bin' } });
    expect(readFileSync(join(sandbox.path, 'said'), 'utf8').split('\n')).toEqual([
      ...[launcher, state, '--run', '--if-due', '--quiet', ''],
    ]);
    // Moved away: it does nothing and says nothing, and what is shown is what is there.
    renameSync(dirname(launcher), join(sandbox.path, 'elsewhere'));
    expect(spawnSync('/bin/sh', ['-c', command], { encoding: 'utf8' })).toMatchObject({
      ...{ status: 0, stdout: '', stderr: '' },
    });
    const [found] = await readInstalledSchedules({ crontab: CRONTAB });
    expect(found && describeStarter(ENGLISH, found)).toMatch(/is not there any more$/);
    expect(await removeSchedule({ crontab: CRONTAB })).toEqual({ ok: true, value: undefined });
    expect(await readInstalledSchedules({ crontab: CRONTAB })).toEqual([]);
  });

  test('the line of an older version is known, and replaced', async () => {
    const older = `*/15 * * * * XDG_STATE_HOME='/a b' '/opt/x/latchkey' --run --if-due --quiet # latchkey schedule\n`;
    writeCrontab(Buffer.from(older));
    const [found] = await readInstalledSchedules({ crontab: CRONTAB });
    expect(found).toMatchObject({ launcher: '/opt/x/latchkey', problem: { kind: 'launcher-gone' } });
    await installSchedule({ launcher: join(PROJECT, 'bin/latchkey'), env: {} }, { crontab: CRONTAB });
    expect(scheduleLines()).toEqual([
      expect.stringContaining(`*/15 * * * * [ ! -x '${PROJECT}/bin/latchkey' ] || `),
    ]);
  });

  test('a crontab that refuses, and none at all, are named', async () => {
    const refusing = join(sandbox.path, 'crontab');
    writeFileSync(
      refusing,
      '#!/bin/sh\necho "You (u) are not allowed to use this program (crontab)" >&2\nexit 1\n',
    );
    chmodSync(refusing, 0o700);
    const command = { launcher: '/usr/bin/latchkey', env: {} };
    const refused = {
      code: 'schedule-not-installed',
      detail: expect.stringContaining('not allowed') as string,
    };
    expect(await installSchedule(command, { crontab: refusing })).toMatchObject({
      ok: false,
      failure: refused,
    });
    expect(await installSchedule(command, {})).toMatchObject({
      ok: false,
      failure: { code: 'schedule-not-installed', detail: expect.stringContaining('no crontab') as string },
    });
  });

  test.each([
    ['daily'],
    ['daily at 25:00'],
    ['every 0 hours'],
    ['every 200 hours'],
    ['weekly on someday at 10:00'],
    ['hourly'],
  ])('"%s" is named as no schedule, and changes nothing', async (words) => {
    sandbox.useLocalStore();
    const before = readFileSync(join(sandbox.config, 'settings.json'));
    const run = await cli('--schedule', ...words.split(' '));
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toContain('every 6 hours, daily at 22:00, weekly on sunday at 22:00, or off');
    expect(readFileSync(join(sandbox.config, 'settings.json'))).toEqual(before);
    expect(readCrontab()).toEqual(crontab.original);
  });
});

describe('systemd', () => {
  /** Notes what it is asked, and answers as a user's manager that runs. */
  function standIn(failing = ''): { systemctl: string; asked: () => string[] } {
    const systemctl = join(sandbox.path, 'systemctl');
    const notes = join(sandbox.path, 'asked');
    writeFileSync(notes, '');
    const fails = failing === '' ? '' : `case "$*" in *${failing}*) echo "Failed: no" >&2; exit 1;; esac\n`;
    writeFileSync(systemctl, `#!/bin/sh\necho "$*" >>'${notes}'\n${fails}exit 0\n`);
    chmodSync(systemctl, 0o700);
    return { systemctl, asked: () => readFileSync(notes, 'utf8').trim().split('\n') };
  }

  const units = (): string => join(sandbox.path, 'config/systemd/user');

  beforeEach(() => {
    vi.stubEnv('XDG_CONFIG_HOME', join(sandbox.path, 'config'));
  });

  test('its units are what systemd understands, paths and all', async () => {
    const launcher = join(sandbox.directory('we ird %h $HOME é'), 'latchkey');
    writeFileSync(launcher, '#!/bin/sh\n', { mode: 0o700 });
    const { systemctl } = standIn();
    const env = { XDG_CONFIG_HOME: `/a b/100%"c$d\\e'` };
    expect(await installSchedule({ launcher, env }, { systemctl })).toEqual({ ok: true, value: undefined });
    const verify = (): string =>
      spawnSync(
        'systemd-analyze',
        ['--user', 'verify', join(units(), 'latchkey.timer'), join(units(), 'latchkey.service')],
        {
          env: { ...process.env, XDG_RUNTIME_DIR: sandbox.runtime },
        },
      ).stderr.toString();
    expect(verify()).toBe('');
    expect(await readInstalledSchedules({ systemctl })).toEqual([{ by: 'systemd', launcher, problem: null }]);
    // It looks for exactly this file, and is skipped without it.
    const [condition = ''] =
      /^Condition.*$/m.exec(readFileSync(join(units(), 'latchkey.service'), 'utf8')) ?? [];
    const isMet = (): boolean => spawnSync('systemd-analyze', ['condition', condition]).status === 0;
    expect(isMet()).toBe(true);
    renameSync(launcher, `${launcher}-away`);
    expect(isMet()).toBe(false);
    expect(verify()).toContain(`${launcher} is not executable`);
    const [found] = await readInstalledSchedules({ systemctl });
    expect(found && describeStarter(ENGLISH, found)).toMatch(
      /^a systemd timer, but .* is not there any more$/,
    );
  });

  test('is enabled and started anew, takes the place of a line of ours, and leaves nothing behind', async () => {
    writeCrontab(Buffer.from('5 4 * * * x\n'));
    const command = { launcher: join(PROJECT, 'bin/latchkey'), env: {} };
    await installSchedule(command, { crontab: CRONTAB });
    const { systemctl, asked } = standIn();
    const tools = { systemctl, crontab: CRONTAB };
    expect(await installSchedule(command, tools)).toEqual({ ok: true, value: undefined });
    expect(asked()).toEqual([
      ...['--user show --property=Version', '--user daemon-reload'],
      ...['--user enable latchkey.timer', '--user restart latchkey.timer'],
    ]);
    expect(readCrontab()?.toString()).toBe('5 4 * * * x\n');
    expect(await removeSchedule(tools)).toEqual({ ok: true, value: undefined });
    expect(asked().slice(4)).toEqual(['--user disable --now latchkey.timer', '--user daemon-reload']);
    expect(existsSync(join(units(), 'latchkey.timer'))).toBe(false);
    expect(existsSync(join(units(), 'latchkey.service'))).toBe(false);
  });

  test('a step that fails is named, and its files are gone again', async () => {
    const { systemctl } = standIn('enable');
    const installed = await installSchedule({ launcher: '/usr/bin/latchkey', env: {} }, { systemctl });
    expect(installed).toEqual({
      ok: false,
      failure: {
        code: 'schedule-not-installed',
        detail: 'systemctl --user enable latchkey.timer: Failed: no',
      },
    });
    expect(existsSync(join(units(), 'latchkey.timer'))).toBe(false);
  });

  test('a timer that does not run is shown as what it is', async () => {
    mkdirSync(units(), { recursive: true });
    const command = { launcher: join(PROJECT, 'bin/latchkey'), env: {} };
    await installSchedule(command, standIn());
    const [found] = await readInstalledSchedules(standIn('is-active'));
    expect(found && describeStarter(ENGLISH, found)).toBe('a systemd timer, but systemd does not run it');
  });

  test.each(['/a"b/latchkey', "/a'b/latchkey", '/a\\b/latchkey', '/a\nb/latchkey'])(
    'a path that it cannot start (%j) is refused',
    async (launcher) => {
      const { systemctl } = standIn();
      expect(await installSchedule({ launcher, env: {} }, { systemctl })).toMatchObject({
        failure: { code: 'schedule-not-installed' },
      });
      expect(existsSync(join(units(), 'latchkey.service'))).toBe(false);
    },
  );
});
