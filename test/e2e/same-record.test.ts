/**
 * Whoever starts a backup, it is the same backup: the same record, the same words to the person, and where there is an
 * exit status, the same one. At a real host over ssh, with a gap in it, so that there is something to say.
 */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { userInfo } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cronLine } from '../../electron/schedule/cron-line';
import { serviceUnit } from '../../electron/schedule/systemd-timer';
import { userCommand } from '../../electron/schedule/find-user-command';
import { EXIT } from '../../shared/exit-codes';
import type { Outcome } from '../../shared/outcome';
import { pressBackUpNow, setUpStage } from '../helpers/app-stage';
import { commandOf } from '../helpers/crontab';
import type { ElectronApp } from '../helpers/electron-app';
import { lookBefore, type Before } from '../helpers/leftovers';
import { untilNothingIsLeft } from '../helpers/long-run';
import { settingsFor, startLoopbackHost, type LoopbackHost } from '../helpers/loopback-host';
import { historyOf } from '../helpers/records';
import { PROJECT, startProgram } from '../helpers/sandbox';
import { until } from '../helpers/until';

const stage = setUpStage();
const LAUNCHER = join(PROJECT, 'bin/latchkey');
let host: LoopbackHost;
let before: Before;

beforeEach(async () => {
  const { sandbox } = stage;
  host = await startLoopbackHost(sandbox);
  before = lookBefore();
  sandbox.writeSettings({
    ...settingsFor(host, [sandbox.source]),
    ...{ schemaVersion: 2, schedule: { kind: 'hours', every: 1 } },
  });
  writeFileSync(join(sandbox.source, 'letter'), 'dear reader\n');
  writeFileSync(join(sandbox.source, 'closed'), 'dear diary\n');
  chmodSync(join(sandbox.source, 'closed'), 0o000);
});
afterEach(() => host.stop());

/** What a session has, and a job of the user's systemd with it; but no display, and not our PATH. */
const ofTheSession = (): Record<string, string> => ({
  HOME: stage.sandbox.path,
  LOGNAME: userInfo().username,
  PATH: '/usr/bin:/bin',
  XDG_RUNTIME_DIR: stage.sandbox.runtime,
  DBUS_SESSION_BUS_ADDRESS: stage.desktop.session.address,
});

async function exitsPartial(...[file, ...args]: [string, ...string[]]): Promise<undefined> {
  expect((await startProgram(file, args, ofTheSession()).finished).status).toBe(EXIT.partial);
}

const installed = () =>
  userCommand(LAUNCHER, { ...stage.sandbox.environment, LATCHKEY_NODE: process.execPath });

/** The environment and the command of a unit; what is quoted in it here, sh and systemd read alike. */
function commandOfUnit(unit: string): string {
  const values = (key: string): string[] =>
    unit.split('\n').flatMap((line) => (line.startsWith(`${key}=`) ? [line.slice(key.length + 1)] : []));
  return ['exec env', ...values('Environment'), ...values('ExecStart')].join(' ');
}

/** Each starts it; where it is the application that runs, that is what it gives. */
const WAYS: Record<string, () => Promise<ElectronApp | undefined>> = {
  '"Back up now" in the tray': async () => {
    const tray = await stage.withTray();
    const app = stage.start({ args: ['--background'] });
    await pressBackUpNow(await tray.icon());
    return app;
  },
  '"Back up now" in the window': async () => {
    await stage.withTray();
    const app = await stage.drive();
    const page = await app.window();
    await page.getByRole('button', { name: 'Back up now' }).click();
    return app;
  },
  '`latchkey --run`': () => exitsPartial('/usr/bin/env', ...assignments(installed().env), LAUNCHER, '--run'),
  'the line in the crontab': () => exitsPartial('/bin/sh', '-c', commandOf(cronLine(installed()))),
  'the service of the timer': () => exitsPartial('/bin/sh', '-c', commandOfUnit(serviceUnit(installed()))),
};

const assignments = (environment: Readonly<Record<string, string>>): string[] =>
  Object.entries(environment).map(([name, value]) => `${name}=${value}`);

test.each(Object.entries(WAYS))('%s', async (_name, start) => {
  const { sandbox } = stage;
  const notifications = await stage.withNotifications();
  const app = await start();
  await until(
    () => historyOf(sandbox).length > 0,
    () => 'no record',
  );
  const told = await notifications.waitFor(() => true);
  expect(historyOf(sandbox)).toEqual([
    {
      schemaVersion: 1,
      id: expect.stringMatching(/^[0-9TZ-]+-[0-9a-f]{6}$/) as string,
      ...{ startedAt: expect.any(String) as string, finishedAt: expect.any(String) as string },
      host: `${userInfo().username}@127.0.0.1`,
      roots: [sandbox.source],
      refused: { commands: 0, reasons: [], peers: [] },
      result: 'partial',
      acknowledged: {
        snapshot: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d{6}Z$/) as string,
        base: null,
        totals: {
          ...{ files: 2, bytes: 23, transferredFiles: 1 },
          transferredBytes: expect.any(Number) as number,
          seconds: expect.any(Number) as number,
        },
        unreadable: { count: 1, paths: [join(sandbox.source, 'closed')] },
        vanished: 0,
        store: expect.any(String) as string,
        // The first backup has nothing before it to prove.
        proof: { files: 0, bytes: 0, different: { count: 0, paths: [] } },
        verified: { since: null, bad: { count: 0, paths: [] }, healed: 0 },
      },
    } satisfies Outcome,
  ]);
  expect(told).toMatchObject({
    appName: 'Latchkey',
    summary: 'Backup completed with gaps',
    body: `1 file could not be backed up:\n${join(sandbox.source, 'closed')}`,
    actions: [
      { key: 'default', label: 'Show' },
      { key: 'show', label: 'Show' },
    ],
  });
  // Who waits for its button goes with it, and an application that quits meanwhile has nothing to show again.
  await notifications.close(told.id);
  await until(
    async () => !(await notifications.isWaitedFor(told)),
    () => 'who waited for it outlived it',
  );
  await app?.stop();
  await untilNothingIsLeft(before, sandbox);
  expect(notifications.shown()).toHaveLength(1);
});
