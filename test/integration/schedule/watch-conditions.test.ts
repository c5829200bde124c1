/** The services' own signals, on a real bus: which of them are an occasion to try again. And "back up now" meanwhile. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openBus, type Bus } from '../../../electron/bus/open-bus';
import { RunController } from '../../../electron/run/run-controller';
import { FILE_SYSTEM } from '../../../electron/schedule/services';
import { watchConditions } from '../../../electron/schedule/watch-conditions';
import { userPaths } from '../../../electron/settings/user-paths';
import { freePort } from '../../helpers/loopback-host';
import { BUNDLES } from '../../helpers/sandbox';
import { until } from '../../helpers/until';
import { NM, NM_PATH, PROFILES, PROFILES_PATH, Stage, UPOWER, UPOWER_PATH } from './stage';

let stage: Stage;
let bus: Bus;
let better = 0;
let stop: () => void;

const SETTLE_MS = 50;

beforeEach(async () => {
  stage = new Stage();
  await stage.open();
  const opened = await openBus(stage.bus.address);
  if (opened === undefined) throw new Error('no bus');
  bus = opened;
  better = 0;
  stop = watchConditions(
    bus,
    () => {
      better += 1;
    },
    SETTLE_MS,
  );
});
afterEach(async () => {
  vi.unstubAllEnvs();
  stop();
  bus.close();
  await stage.close();
});

async function becomes(count: number): Promise<void> {
  await until(
    () => better >= count,
    () => `${better} instead of ${count}`,
  );
  expect(better).toBe(count);
}

test('power is back: once, however many changes come with it', async () => {
  const upower = await stage.onBattery(20);
  await upower.set(UPOWER_PATH, UPOWER, { OnBattery: ['b', true] });
  await upower.set(UPOWER_PATH, UPOWER, { LidIsClosed: ['b', true] });
  await upower.set(UPOWER_PATH, UPOWER, { OnBattery: ['b', false] });
  await upower.set(UPOWER_PATH, UPOWER, { OnBattery: ['b', false] });
  await becomes(1);
});

test('the power saver goes off', async () => {
  const profiles = await stage.powerSaver();
  await profiles.set(PROFILES_PATH, PROFILES, { ActiveProfile: ['s', 'power-saver'] });
  await profiles.set(PROFILES_PATH, PROFILES, { ActiveProfile: ['s', 'balanced'] });
  await becomes(1);
});

test('another network, or another mind about it; a lost one is no occasion', async () => {
  const manager = await stage.onNetwork('Home', 1);
  await manager.set(NM_PATH, NM, { Metered: ['u', 2] });
  await becomes(1);
  // As strings: this dbusmock cannot send a changed object path.
  await manager.set(NM_PATH, NM, { PrimaryConnection: ['s', '/'] });
  await manager.set(NM_PATH, NM, { PrimaryConnection: ['s', '/active/1'] });
  await becomes(2);
});

test('the machine wakes up, and not: it goes to sleep', async () => {
  const logind = await stage.bus.mock('logind', 'org.freedesktop.login1');
  const prepare = (goesToSleep: boolean): Promise<unknown> =>
    logind.call('/org/freedesktop/login1', 'org.freedesktop.DBus.Mock', 'EmitSignal', 'sssav', [
      ...['org.freedesktop.login1.Manager', 'PrepareForSleep', 'b', [['b', goesToSleep]]],
    ]);
  await prepare(true);
  // That nothing comes can only be seen by waiting longer than it would take.
  await delay(4 * SETTLE_MS);
  await becomes(0);
  await prepare(false);
  await becomes(1);
});

test('a disk is mounted, and not: it is unmounted, or says something else of itself', async () => {
  const disk = '/org/freedesktop/UDisks2/block_devices/sdb1';
  const mock = 'org.freedesktop.DBus.Mock';
  const udisks = await stage.bus.mock('upower', UPOWER);
  await udisks.call(UPOWER_PATH, mock, 'AddObject', 'ssa{sv}a(ssss)', [disk, FILE_SYSTEM, [], []]);
  const says = (interfaceName: string, name: string, value: unknown): Promise<unknown> =>
    udisks.call(disk, mock, 'EmitSignal', 'sssav', [
      ...['org.freedesktop.DBus.Properties', 'PropertiesChanged', 'sa{sv}as'],
      [
        ['s', interfaceName],
        ['a{sv}', [[name, value]]],
        ['as', []],
      ],
    ]);
  await says(FILE_SYSTEM, 'MountPoints', ['aay', []]);
  await says(FILE_SYSTEM, 'Size', ['t', 5]);
  await says('org.freedesktop.UDisks2.Block', 'MountPoints', ['aay', [Buffer.from('/mnt\0')]]);
  // That nothing comes can only be seen by waiting longer than it would take.
  await delay(4 * SETTLE_MS);
  await becomes(0);
  await says(FILE_SYSTEM, 'MountPoints', ['aay', [Buffer.from('/media/you/Disk\0')]]);
  await becomes(1);
});

test('"back up now" ends the wait of a scheduled backup for its host, and goes ahead', async () => {
  for (const [name, value] of Object.entries(stage.environment)) vi.stubEnv(name, value);
  writeFileSync(join(stage.sandbox.source, 'x'), '');
  stage.sandbox.writeSettings({
    ...{ schemaVersion: 2, schedule: { kind: 'hours', every: 1 }, roots: [stage.sandbox.source] },
    host: {
      ...{ kind: 'ssh', destination: 'bak@127.0.0.1', callbackAddress: '127.0.0.1' },
      sshArgs: ['-F', 'none', '-p', `${await freePort()}`],
    },
  });
  const bundles = BUNDLES;
  const controller = new RunController(userPaths(), bundles);
  const scheduled = controller.start({ purpose: 'backup', onlyIfDue: true });
  const begun = Date.now();
  const now = controller.start({ purpose: 'backup' });
  // Not skipped: it was really tried, and says how that went.
  expect(await now).toMatchObject([
    { started: true, outcome: { result: 'failed', failure: { code: 'host-unreachable' } } },
  ]);
  expect(await scheduled).toEqual(await now);
  expect(Date.now() - begun).toBeLessThan(20_000);
});
