/**
 * What ends a backup from outside, in the middle of a run at a real host over ssh: the machine sleeps or shuts down, the
 * session's bus goes away. The door is shut each time, and what is said afterwards is true.
 */
import { truncateSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { firstLine, pressBackUpNow, READING, says, setUpStage } from '../helpers/app-stage';
import { leftoversSince, lookBefore, runDirectoriesOf, type Before } from '../helpers/leftovers';
import { startLogind, type Logind } from '../helpers/logind';
import { untilNothingIsLeft } from '../helpers/long-run';
import { settingsFor, startLoopbackHost, type LoopbackHost } from '../helpers/loopback-host';
import { startDesktopBus } from '../helpers/private-desktop';
import { historyOf, lastOutcome } from '../helpers/records';
import { CLI, startProgram } from '../helpers/sandbox';
import { completeSnapshots } from '../helpers/store';
import { startTrayHost, type TrayIcon } from '../helpers/tray-host';
import { until } from '../helpers/until';

const stage = setUpStage({ systemBus: true });
let host: LoopbackHost;
let before: Before;

beforeEach(async () => {
  host = await startLoopbackHost(stage.sandbox);
  before = lookBefore();
  stage.sandbox.writeSettings(settingsFor(host, [stage.sandbox.source]));
});
afterEach(() => host.stop());

const longFile = (): string => join(stage.sandbox.source, 'a long one');

async function startLongRun(icon: TrayIcon): Promise<void> {
  writeFileSync(longFile(), '');
  truncateSync(longFile(), 20_000_000_000);
  await pressBackUpNow(icon);
  await icon.waitForMenu((entries) => READING.test(firstLine(entries)));
}

async function withLogind(): Promise<Logind> {
  const { system } = stage.desktop;
  if (system === undefined) throw new Error('a stage with a system bus has one');
  return stage.own(await startLogind(system));
}

test('a shutdown during a backup waits until the door is shut, and no longer', async () => {
  const logind = await withLogind();
  const tray = await stage.withTray();
  const app = stage.start({ args: ['--background'] });
  const icon = await tray.icon();
  await logind.heldUp('shutdown');
  await startLongRun(icon);
  await logind.shutDown();
  await logind.goesAhead('shutdown');
  // What the machine goes down with; the host is another one, and may take its time.
  expect(leftoversSince(before, stage.sandbox).filter((left) => !isOfHost(left))).toEqual([]);
  expect(await app.ended).toBe(0);
  expect(historyOf(stage.sandbox)).toMatchObject([
    { result: 'cancelled', reason: 'the machine was shut down' },
  ]);
});

test('without a backup a shutdown is not held up', async () => {
  const logind = await withLogind();
  await stage.withTray();
  const app = stage.start({ args: ['--background'] });
  await logind.heldUp('shutdown');
  await logind.shutDown();
  await logind.goesAhead('shutdown');
  expect(await app.ended).toBe(0);
});

test('sleep ends the backup, and after it that is made up for exactly once', async () => {
  const logind = await withLogind();
  const tray = await stage.withTray();
  stage.start({ args: ['--background'] });
  const icon = await tray.icon();
  await logind.heldUp('sleep');
  await startLongRun(icon);
  await logind.sleep();
  await logind.goesAhead('sleep');
  await untilNothingIsLeft(before, stage.sandbox);
  expect(lastOutcome(stage.sandbox)).toMatchObject({
    result: 'cancelled',
    reason: 'the machine went to sleep',
  });
  await says(icon, /^No backup yet$/);

  truncateSync(longFile(), 3);
  await logind.wake();
  await says(icon, /^Last good backup/);
  // The lid is opened once more, and the timer elapses: both look, and nothing is left to be made up for.
  await untilNothingIsLeft(before, stage.sandbox);
  const looked = lockTaken();
  await logind.sleep();
  await logind.wake();
  await looked;
  await untilNothingIsLeft(before, stage.sandbox);
  expect((await stage.sandbox.run('--run', '--if-due')).status).toBe(0);
  expect(historyOf(stage.sandbox).map(({ result }) => result)).toEqual(['cancelled', 'completed']);
  expect(completeSnapshots(host.store)).toHaveLength(1);
});

test('with the bus of its session the application goes, and the door with it; the next start says so', async () => {
  const tray = await stage.withTray();
  const app = stage.start({ args: ['--background'] });
  await startLongRun(await tray.icon());
  await stage.desktop.session.stop();
  // Chromium's own: "D-Bus connection was disconnected. Aborting."
  expect(await app.ended).toBe('SIGTRAP');
  await until(
    () => stillOpen().length === 0,
    () => stillOpen().join('\n'),
  );
  expect(runDirectoriesOf(stage.sandbox)).toHaveLength(1);
  expect(historyOf(stage.sandbox)).toEqual([]);

  truncateSync(longFile(), 3);
  const icon = await logInAgain();
  await says(icon, /^No backup yet$/);
  await untilNothingIsLeft(before, stage.sandbox);
  expect(historyOf(stage.sandbox)).toMatchObject([
    { result: 'cancelled', reason: 'Latchkey was ended in the middle of it', roots: [stage.sandbox.source] },
  ]);
  // What the timer starts: the schedule is off here, but this one was wanted.
  expect((await stage.sandbox.run('--run', '--if-due')).status).toBe(0);
  await says(icon, /^Last good backup/);
  expect(completeSnapshots(host.store)).toHaveLength(1);
});

test('a backup of the timer’s does not need the bus of the session', async () => {
  await stage.withTray();
  const app = stage.start({ args: ['--background'] });
  writeFileSync(longFile(), '');
  truncateSync(longFile(), 800_000_000);
  const run = startProgram(process.execPath, [CLI, '--run', '--json'], stage.desktop.environment);
  await run.saw('"type":"reading"');
  await stage.desktop.session.stop();
  expect(await app.ended).toBe('SIGTRAP');
  expect(await run.finished).toMatchObject({ status: 0, stderr: '' });
  expect(historyOf(stage.sandbox)).toMatchObject([{ result: 'completed' }]);
});

const isOfHost = (left: string): boolean =>
  left.startsWith('process ') && !/(guard|confined)\.mjs|rsync --server/.test(left);

/** Settles when the next run begins, or what is none because it is not due. */
function lockTaken(): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(join(stage.sandbox.state, 'latchkey'), (_event, name) => {
      if (name !== 'run.lock') return;
      watcher.close();
      resolve();
    });
  });
}

/** Who could still read, or come to. */
const stillOpen = (): string[] =>
  leftoversSince(before, stage.sandbox).filter((left) => /^(process|port) /.test(left));

async function logInAgain(): Promise<TrayIcon> {
  const session = await startDesktopBus(stage.sandbox, 'session');
  stage.own(session);
  const tray = stage.own(await startTrayHost(session));
  stage.start({ args: ['--background'], environment: { DBUS_SESSION_BUS_ADDRESS: session.address } });
  return tray.icon();
}
