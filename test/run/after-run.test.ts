/** `latchkey --run` as cron starts it: what a person at the desktop is told of it. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { takeLock } from '../../process/process-lock';
import { startStandIn } from '../helpers/json-lines';
import { leftoversSince, lookBefore, type Before } from '../helpers/leftovers';
import { untilNothingIsLeft } from '../helpers/long-run';
import {
  startNotificationServer,
  type NotificationServer,
  type ShownNotification,
} from '../helpers/notification-server';
import { startDesktopBus, type DesktopBus } from '../helpers/private-desktop';
import { historyOf } from '../helpers/records';
import { CLI, Sandbox, startProgram, type Finished } from '../helpers/sandbox';
import { until } from '../helpers/until';

let sandbox: Sandbox;
let before: Before;
let bus: DesktopBus;
const toStop: (() => Promise<void>)[] = [];

beforeEach(async () => {
  sandbox = new Sandbox();
  before = lookBefore();
  bus = await startDesktopBus(sandbox, 'session');
  writeFileSync(join(sandbox.source, 'letter.txt'), 'dear reader\n');
});

afterEach(async () => {
  for (const stop of toStop.splice(0)) await stop();
  await bus.stop();
  await untilNothingIsLeft(before, sandbox);
  sandbox.remove();
});

/** cron gives no address of the bus. Once somebody is logged in, it has to be found. */
function cron(more: Record<string, string> = {}): Record<string, string> {
  const { DBUS_SESSION_BUS_ADDRESS: nowhere = '', ...environment } = sandbox.environment;
  const loggedIn = existsSync(join(sandbox.runtime, 'bus'));
  return {
    ...environment,
    PATH: '/usr/bin:/bin',
    ...(loggedIn ? {} : { DBUS_SESSION_BUS_ADDRESS: nowhere }),
    ...more,
  };
}

const runFromCron = (args: string[] = ['--run'], environment = cron()): Promise<Finished> =>
  startProgram(process.execPath, [CLI, ...args], environment).finished;

async function logIn(...capabilities: string[]): Promise<NotificationServer> {
  symlinkSync(join(sandbox.path, 'buses/session'), join(sandbox.runtime, 'bus'));
  const screen = await startNotificationServer(bus, { capabilities });
  toStop.push(screen.stop);
  return screen;
}

const disk = (): string => join(sandbox.path, 'disk');

function useDisk(more: Record<string, unknown> = {}): void {
  sandbox.writeSettings({
    ...{ schemaVersion: 2, host: { kind: 'local', directory: disk() }, roots: [sandbox.source] },
    ...more,
  });
}

const titles = (screen: NotificationServer): string[] => screen.shown().map(({ summary }) => summary);

describe('a failed run', () => {
  test('is told once, and again only after a good one', async () => {
    const screen = await logIn('body');
    useDisk();
    expect(await runFromCron()).toMatchObject({ status: 69 });
    expect(screen.shown()).toMatchObject([
      {
        summary: 'No backup this time',
        body: [
          `The backup store ${disk()} is not there.`,
          'There is no good backup yet.',
          'Plug the disk in and mount it, or create the directory.',
        ].join('\n'),
        actions: [],
        hints: { urgency: 1 },
      },
    ]);
    expect(await runFromCron()).toMatchObject({ status: 69 });
    expect(screen.shown()).toHaveLength(1);

    mkdirSync(disk());
    expect(await runFromCron()).toMatchObject({ status: 0 });
    expect(screen.shown()).toHaveLength(1);

    renameSync(disk(), `${disk()}-away`);
    await runFromCron();
    await runFromCron();
    expect(screen.shown()).toHaveLength(2);
    expect(screen.shown()[1]?.body).toContain('Last good backup just now.');
  });

  test('for another cause is told as well', async () => {
    const screen = await logIn('body');
    useDisk();
    await runFromCron();
    useDisk({ roots: [join(sandbox.path, 'gone')] });
    expect(await runFromCron()).toMatchObject({ status: 78 });
    useDisk();
    await runFromCron();
    expect(titles(screen)).toEqual(['No backup this time', 'Backup failed']);
    expect(screen.shown()[1]).toMatchObject({ hints: { urgency: 2 } });
  });

  test('is told in the language chosen in the window, else the own one, else the desktop’s', async () => {
    const screen = await logIn('body');
    const fail = async (root: string, environment: Record<string, string>): Promise<void> => {
      useDisk({ roots: [join(sandbox.path, root)] });
      await runFromCron(['--run'], cron(environment));
    };
    const preferences = join(sandbox.directory('state/latchkey/application'), 'preferences.json');
    writeFileSync(preferences, JSON.stringify({ choices: { language: 'de' } }));
    await fail('gone', { LANG: 'en_GB.UTF-8' });
    writeFileSync(preferences, JSON.stringify({ choices: { language: 'system' } }));
    await fail('gone, too', { LANG: 'en_GB.UTF-8' });
    const desktop = ['LANG=de_DE.UTF-8'];
    const systemd = await startStandIn('user-systemd.py', desktop, bus.address, () => undefined);
    toStop.push(systemd.stop);
    await fail('gone as well', {});
    expect(titles(screen)).toEqual(['Sicherung fehlgeschlagen', 'Backup failed', 'Sicherung fehlgeschlagen']);
  });

  test('because of settings that cannot be read is told', async () => {
    const screen = await logIn('body', 'body-markup');
    writeFileSync(join(sandbox.config, 'settings.json'), '{"schemaVersion": 2');
    expect(await runFromCron()).toMatchObject({ status: 78 });
    expect(titles(screen)).toEqual(['Backup failed']);
    expect(screen.shown()[0]?.body).toContain('are not valid');
  });
});

test('gaps are told the first time, with the names, whatever these are', async () => {
  const screen = await logIn('body', 'body-markup');
  sandbox.useLocalStore();
  for (const name of ['-u <b>critical & <i>', 'two\nlines']) {
    writeFileSync(join(sandbox.source, name), 'closed', { mode: 0 });
  }
  expect(await runFromCron()).toMatchObject({ status: 3 });
  expect(titles(screen)).toEqual(['Backup completed with gaps']);
  const lines = screen.shown()[0]?.body.split('\n') ?? [];
  expect(lines[0]).toBe('2 files could not be backed up:');
  expect(lines).toHaveLength(3);
  expect(lines).toContainEqual(expect.stringMatching(/\/-u &lt;b&gt;critical &amp; &lt;i&gt;$/));
  expect(lines).toContainEqual(expect.stringMatching(/\/two.*lines$/));
  expect(await runFromCron()).toMatchObject({ status: 3 });
  expect(screen.shown()).toHaveLength(1);
});

/** One good backup, nine days ago; the disk has gone since. */
async function loseDisk(more: Record<string, unknown> = {}): Promise<void> {
  mkdirSync(disk(), { recursive: true });
  rmSync(join(sandbox.state, 'latchkey'), { recursive: true, force: true });
  useDisk();
  expect(await runFromCron()).toMatchObject({ status: 0 });
  const nineDaysAgo = new Date(Date.now() - 9 * 86_400_000).toISOString();
  const host = `${disk()}2`;
  const good = { ...historyOf(sandbox)[0], host, startedAt: nineDaysAgo, finishedAt: nineDaysAgo };
  writeFileSync(join(sandbox.state, 'latchkey/history.jsonl'), `${JSON.stringify(good)}\n`);
  useDisk({ host: { kind: 'local', directory: host }, ...more });
}

describe('an overdue backup', () => {
  test('is told once, after the failure that is new', async () => {
    const screen = await logIn('body');
    await loseDisk();
    for (let run = 0; run < 3; run += 1) expect(await runFromCron()).toMatchObject({ status: 69 });
    expect(titles(screen)).toEqual(['No backup this time', 'No good backup for 9 days']);
    expect(screen.shown()[1]).toMatchObject({
      body: `The last backup failed: The backup store ${disk()}2 is not there.\nPlug the disk in and mount it, or create the directory.`,
      hints: { urgency: 2 },
    });
  });

  test('is told at a skip, which itself is not', async () => {
    const screen = await logIn('body');
    const ifDue = ['--run', '--if-due', '--quiet'];
    await loseDisk({ schedule: { kind: 'hours', every: 1 }, overdueDays: 10 });
    expect(await runFromCron(ifDue)).toMatchObject({ status: 75 });
    expect(screen.shown()).toEqual([]);
    await loseDisk({ schedule: { kind: 'hours', every: 1 }, overdueDays: 9 });
    expect(await runFromCron(ifDue)).toMatchObject({ status: 75 });
    expect(await runFromCron(ifDue)).toMatchObject({ status: 75 });
    expect(titles(screen)).toEqual(['No good backup for 9 days']);
    expect(screen.shown()[0]?.body).toMatch(/^The last one was skipped: .*\nIt will be tried again when /);
  });
});

describe('a backup that never ends', () => {
  const ifDue = ['--run', '--if-due', '--quiet'];

  /** This test's own process holds the lock, as a run does that began then. */
  async function meetRun(hoursAgo: number): Promise<void> {
    await loseDisk({ schedule: { kind: 'hours', every: 1 } });
    const state = join(sandbox.state, 'latchkey');
    const lock = takeLock(join(state, 'run.lock'));
    if (!lock.ok) throw new Error('the lock is taken');
    const startedAt = new Date(Date.now() - hoursAgo * 3_600_000).toISOString();
    const run = { id: 'run', phase: 'transferring', startedAt, dryRun: false };
    writeFileSync(join(state, 'current-run.json'), JSON.stringify(run));
    expect(await runFromCron(ifDue)).toMatchObject({ status: 11 });
    rmSync(join(state, 'current-run.json'));
    lock.release();
  }

  test('does not hide that one is overdue', async () => {
    const screen = await logIn('body');
    await meetRun(7);
    expect(titles(screen)).toEqual(['No good backup for 9 days']);
  });

  test('is given some hours', async () => {
    const screen = await logIn('body');
    await meetRun(5);
    expect(screen.shown()).toEqual([]);
  });
});

describe('nothing is told', () => {
  test('where notifications are off', async () => {
    const screen = await logIn('body');
    useDisk({ notifications: false });
    expect(await runFromCron()).toMatchObject({ status: 69 });
    expect(screen.shown()).toEqual([]);
  });

  test('of a dry run', async () => {
    const screen = await logIn('body');
    useDisk();
    expect(await runFromCron(['--run', '--dry-run'])).toMatchObject({ status: 69 });
    expect(screen.shown()).toEqual([]);
  });

  test('of a run that was cancelled', async () => {
    const screen = await logIn('body');
    sandbox.useLocalStore();
    truncateSync(join(sandbox.source, 'letter.txt'), 20_000_000_000);
    const run = startProgram(process.execPath, [CLI, '--run', '--json'], cron());
    await run.saw('"type":"reading"');
    run.kill('SIGTERM');
    expect(await run.finished).toMatchObject({ status: 130 });
    expect(screen.shown()).toEqual([]);
  });

  test('to a person who looks at the terminal', async () => {
    const screen = await logIn('body');
    useDisk();
    // script(1) is a terminal to it.
    const { status } = await startProgram(
      '/usr/bin/script',
      ['-qec', `${process.execPath} ${CLI} --run`, '/dev/null'],
      cron({ SHELL: '/bin/sh' }),
    ).finished;
    expect(status).toBe(69);
    expect(screen.shown()).toEqual([]);
  });
});

describe('the run goes as it goes', () => {
  const quiet = ['--run', '--quiet'];

  /** What it says and how it ends, where nobody is logged in. */
  async function alone(): Promise<Finished> {
    useDisk();
    const run = await runFromCron(quiet);
    expect(run).toMatchObject({ status: 69, stdout: '' });
    return { ...run, stderr: withoutLog(run.stderr) };
  }

  const withoutLog = (text: string): string => text.replace(/Log: .*/, '');

  test('where nobody is logged in; and it is told once somebody is', async () => {
    expect((await alone()).stderr.split('\n')).toHaveLength(4);
    const screen = await logIn('body');
    await runFromCron();
    expect(screen.shown()).toHaveLength(1);
  });

  test('where the bus never answers', async () => {
    const expected = await alone();
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(join(sandbox.runtime, 'bus'), resolve));
    const run = await runFromCron(quiet);
    silent.close();
    expect({ ...run, stderr: withoutLog(run.stderr) }).toEqual(expected);
  });

  test('where what was told cannot be kept', async () => {
    const expected = await alone();
    const screen = await logIn('body');
    mkdirSync(join(sandbox.state, 'latchkey/notices.json'));
    const run = await runFromCron(quiet);
    expect({ ...run, stderr: withoutLog(run.stderr) }).toEqual(expected);
    expect(screen.shown()).toEqual([]);
  });
});

describe('where the server has buttons', () => {
  const first = (screen: NotificationServer): Promise<ShownNotification> => screen.waitFor(() => true);

  test('"Try again" starts another run, after the one from cron has long ended', async () => {
    const screen = await logIn('body', 'actions');
    useDisk();
    expect(await runFromCron()).toMatchObject({
      status: 69,
      stderr: expect.stringContaining('not there') as string,
    });
    const shown = await first(screen);
    expect(shown.actions.map(({ key }) => key)).toEqual(['default', 'show', 'try-again']);
    mkdirSync(disk());
    await screen.invoke(shown.id, 'try-again');
    await until(
      () => historyOf(sandbox).length === 2,
      () => 'there was no second run',
    );
    expect(historyOf(sandbox).map(({ result }) => result)).toEqual(['failed', 'completed']);
    expect(screen.shown()).toHaveLength(1);
  });

  test('how another try ends is told, even for the same cause', async () => {
    const screen = await logIn('body', 'actions');
    useDisk();
    await runFromCron();
    await screen.invoke((await first(screen)).id, 'try-again');
    const second = await screen.waitFor(({ id }) => id === 2);
    expect(second.summary).toBe('No backup this time');
    await screen.close(second.id);
  });

  test('a failure goes from the screen with the next good backup, whichever process makes it', async () => {
    const screen = await logIn('body', 'actions');
    useDisk();
    await runFromCron();
    const failed = await first(screen);
    const notices = join(sandbox.state, 'latchkey/notices.json');
    await until(
      () => readFileSync(notices, 'utf8').includes('"settledBy":"good"'),
      () => readFileSync(notices, 'utf8'),
    );
    // One that fails again leaves it.
    await runFromCron();
    expect(screen.closeAsked()).toEqual([]);
    mkdirSync(disk());
    expect(await runFromCron()).toMatchObject({ status: 0 });
    await until(
      () => screen.closeAsked().length > 0,
      () => readFileSync(notices, 'utf8'),
    );
    expect(screen.closeAsked()).toEqual([failed.id]);
    // The one that waited for a press has ended, and nothing is closed twice.
    await untilNothingIsLeft(before, sandbox);
    expect(await runFromCron()).toMatchObject({ status: 0 });
    expect(screen.closeAsked()).toEqual([failed.id]);
    expect(readFileSync(notices, 'utf8')).not.toContain('settledBy');
  });

  test('a failure at one of two destinations stays there when the other is backed up to, and is tried again there alone', async () => {
    const screen = await logIn('body', 'actions');
    sandbox.writeSettings({
      ...{ schemaVersion: 4, roots: [sandbox.source] },
      destinations: [
        { name: 'store', host: { kind: 'local', directory: sandbox.store } },
        { name: 'red', host: { kind: 'local', directory: disk() } },
      ],
    });
    expect(await runFromCron(['--run', '--to', 'red'])).toMatchObject({ status: 69 });
    const failed = await first(screen);
    expect(failed.summary).toBe('red: No backup this time');
    const notices = join(sandbox.state, 'latchkey/notices.json');
    await until(
      () => readFileSync(notices, 'utf8').includes('"settledBy":"good"'),
      () => readFileSync(notices, 'utf8'),
    );
    expect(await runFromCron(['--run', '--to', 'store'])).toMatchObject({ status: 0 });
    expect(screen.closeAsked()).toEqual([]);
    mkdirSync(disk());
    await screen.invoke(failed.id, 'try-again');
    await until(
      () => historyOf(sandbox).length === 3,
      () => JSON.stringify(historyOf(sandbox)),
    );
    expect(historyOf(sandbox).at(-1)).toMatchObject({ result: 'completed', host: disk() });
  });

  test('gaps stay on the screen until a backup has none; in a terminal as well', async () => {
    const screen = await logIn('body', 'actions');
    sandbox.useLocalStore();
    const letter = join(sandbox.source, 'letter.txt');
    chmodSync(letter, 0o000);
    await runFromCron();
    const gaps = await first(screen);
    expect(gaps.summary).toBe('Backup completed with gaps');
    const notices = join(sandbox.state, 'latchkey/notices.json');
    await until(
      () => readFileSync(notices, 'utf8').includes('"settledBy":"complete"'),
      () => readFileSync(notices, 'utf8'),
    );
    await runFromCron();
    expect(screen.closeAsked()).toEqual([]);
    chmodSync(letter, 0o600);
    const { status } = await startProgram(
      '/usr/bin/script',
      ['-qec', `${process.execPath} ${CLI} --run`, '/dev/null'],
      cron({ SHELL: '/bin/sh' }),
    ).finished;
    expect(status).toBe(0);
    await until(
      () => screen.closeAsked().length > 0,
      () => readFileSync(notices, 'utf8'),
    );
    expect(screen.closeAsked()).toEqual([gaps.id]);
    expect(screen.shown()).toHaveLength(1);
  });

  test('"Show" opens the window on the desktop that cron knows nothing of', async () => {
    const screen = await logIn('body', 'actions');
    const systemd = await startStandIn(
      'user-systemd.py',
      ['DISPLAY=:7', 'XAUTHORITY=/run/auth', 'LD_PRELOAD=/tmp/evil.so'],
      bus.address,
      () => undefined,
    );
    toStop.push(systemd.stop);
    const record = join(sandbox.path, 'record');
    const launcher = join(sandbox.path, 'launcher');
    writeFileSync(
      launcher,
      `#!/bin/sh\n{ printf '%s\\n' "$@"; pwd; env; } >${record}.new\nmv ${record}.new ${record}\n`,
    );
    chmodSync(launcher, 0o700);
    useDisk();
    await runFromCron(['--run'], cron({ LATCHKEY_LAUNCHER: launcher }));
    await screen.invoke((await first(screen)).id, 'show');
    const recorded = (): string[] => {
      try {
        return readFileSync(record, 'utf8').trimEnd().split('\n');
      } catch {
        return [];
      }
    };
    await until(
      () => recorded().length > 0,
      () => 'the launcher was not started',
    );
    expect(recorded().slice(0, 3)).toEqual(['--show', 'history', '/']);
    expect(recorded()).toEqual(
      expect.arrayContaining([
        'DISPLAY=:7',
        'XAUTHORITY=/run/auth',
        `HOME=${sandbox.path}`,
        `XDG_STATE_HOME=${sandbox.state}`,
        `LATCHKEY_LAUNCHER=${launcher}`,
        `DBUS_SESSION_BUS_ADDRESS=unix:path=${sandbox.runtime}/bus`,
      ]),
    );
    expect(recorded().join('\n')).not.toContain('LD_PRELOAD');
  });

  test('closing it starts nothing, and it stays told', async () => {
    const screen = await logIn('body', 'actions');
    useDisk();
    await runFromCron();
    await screen.close((await first(screen)).id);
    await untilNothingIsLeft(before, sandbox);
    await runFromCron();
    expect(historyOf(sandbox)).toHaveLength(2);
    expect(screen.shown()).toHaveLength(1);
  });

  test('the one that waits ends with the session', async () => {
    const screen = await logIn('body', 'actions');
    useDisk();
    await runFromCron();
    await first(screen);
    expect(leftoversSince(before, sandbox).join()).toContain('--tell-notice');
    await bus.stop();
    // afterEach waits until it is gone.
  });
});

test('--tell-notice takes nothing but what Latchkey hands it', async () => {
  const told = await startProgram(
    process.execPath,
    [CLI, '--tell-notice'],
    cron(),
    Buffer.from('{"notice":1}'),
  ).finished;
  expect(told).toMatchObject({ status: 2, stdout: '' });
  expect(await runFromCron(['--tell-notice', '--json'])).toMatchObject({ status: 2 });
});
