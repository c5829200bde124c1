/** Each reason to skip: named, exit code 75, on record once; and when it is gone the backup is made. */
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freePort, settingsFor, startLoopbackHost, type LoopbackHost } from '../../helpers/loopback-host';
import { fastClock } from '../../helpers/on-day';
import { historyOf, logNames } from '../../helpers/records';
import { CLI, startProgram } from '../../helpers/sandbox';
import { completeSnapshots } from '../../helpers/store';
import { until } from '../../helpers/until';
import { NM, NM_PATH, PROFILES, PROFILES_PATH, Stage, UPOWER, UPOWER_PATH } from './stage';

const UDISKS = 'org.freedesktop.UDisks2';
const UDISKS_TEMPLATE = fileURLToPath(new URL('../../helpers/desktop/udisks.py', import.meta.url));

let stage: Stage;
let host: LoopbackHost | undefined;

beforeEach(async () => {
  stage = new Stage();
  await stage.open();
  writeFileSync(join(stage.sandbox.source, 'letter.txt'), 'x');
});
afterEach(async () => {
  await host?.stop();
  host = undefined;
  await stage.close();
});

/** Twice, and it is on record once, without a log; by hand it goes ahead; and it has cost nothing else. */
async function expectSkips(code: string, words: string): Promise<void> {
  const first = await stage.ifDue();
  expect(first).toMatchObject({ status: 75, stderr: '' });
  expect(first.stdout).toContain(`Backup skipped: ${words}`);
  expect(await stage.run('--run', '--if-due', '--quiet')).toMatchObject({
    status: 75,
    stdout: '',
    stderr: '',
  });
  expect(historyOf(stage.sandbox)).toMatchObject([{ result: 'skipped', skip: { code } }]);
  expect(logNames(stage.sandbox)).toEqual([]);
}

async function expectRuns(...args: string[]): Promise<void> {
  const run = await stage.run(...args);
  expect(run.stderr).toBe('');
  expect(run.status).toBe(0);
  expect(historyOf(stage.sandbox).at(-1)).toMatchObject({ result: 'completed' });
}

describe('power', () => {
  test('on battery below the limit, until it is back on power', async () => {
    stage.useLocalStore();
    const upower = await stage.onBattery(20);
    await expectSkips('on-battery', 'on battery with 20 %, less than 30 %');
    expect((await stage.run('--schedule')).stdout).toContain('would wait now: on battery with 20 %');
    await upower.set(UPOWER_PATH, UPOWER, { OnBattery: ['b', false] });
    await expectRuns('--run', '--if-due');
    expect(completeSnapshots(stage.sandbox.store)).toHaveLength(1);
  });

  test('on battery with enough, or with a limit of 0, holds nothing back', async () => {
    stage.useLocalStore();
    await stage.onBattery(30);
    await expectRuns('--run', '--if-due');
  });

  test('with the power saver on, until it is off; unless the settings allow it', async () => {
    stage.useLocalStore();
    const profiles = await stage.powerSaver();
    await expectSkips('power-saver', 'the power saver is on');
    await profiles.set(PROFILES_PATH, PROFILES, { ActiveProfile: ['s', 'balanced'] });
    await expectRuns('--run', '--if-due');
  });

  test('"back up now" goes ahead on an empty battery', async () => {
    stage.useLocalStore();
    await stage.onBattery(3);
    await expectRuns('--run');
  });
});

describe('network', () => {
  async function useHost(more: Record<string, unknown> = {}, port?: number): Promise<void> {
    host = await startLoopbackHost(stage.sandbox);
    const settings = settingsFor(host, [stage.sandbox.source]) as { host: { sshArgs: string[] } };
    if (port !== undefined) {
      // ssh takes the first of two.
      settings.host.sshArgs.unshift('-p', `${port}`);
      const known = join(host.directory, 'known_hosts');
      appendFileSync(known, readFileSync(known, 'utf8').replaceAll(`:${host.port} `, `:${port} `));
    }
    stage.sandbox.writeSettings({
      ...settings,
      ...{ schemaVersion: 2, schedule: { kind: 'hours', every: 1 }, ...more },
    });
  }

  test('metered, or guessed to be, until it is not', async () => {
    await useHost();
    const manager = await stage.onNetwork('Hotspot of a phone', 3);
    await expectSkips('metered', 'the network "Hotspot of a phone" is metered');
    await manager.set(NM_PATH, NM, { Metered: ['u', 4] });
    await expectRuns('--run', '--if-due');
  });

  test('metered, and allowed', async () => {
    await useHost({ conditions: { onMetered: true } });
    await stage.onNetwork('Hotspot', 1);
    await expectRuns('--run', '--if-due');
  });

  test('another one than those for backups', async () => {
    await useHost({ conditions: { networks: ['Home', 'Office'] } });
    await stage.onNetwork('Hotel', 2);
    await expectSkips('other-network', 'the network "Hotel" is not one for backups');
    const path = join(stage.sandbox.config, 'settings.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"Office"', '"Hotel"'));
    await expectRuns('--run', '--if-due');
  });

  test('none of those for backups where none is up', async () => {
    await useHost({ conditions: { networks: ['Home'] } });
    await stage.bus.mock('networkmanager', NM);
    await expectSkips('no-network', 'there is no network');
  });

  test('a local store does not care', async () => {
    stage.useLocalStore({ conditions: { networks: ['Home'] } });
    await stage.onNetwork('Hotspot', 1);
    await expectRuns('--run', '--if-due');
  });

  test('a host that comes a little later, as after a resume, is waited for', async () => {
    const port = await freePort();
    await useHost({}, port);
    const run = stage.start('--run', '--if-due', '--json');
    await run.saw('"preparing"');
    expect(JSON.parse((await stage.run('--status', '--json')).stdout)).toMatchObject({
      running: { phase: 'preparing' },
    });
    const relay = createServer((socket) => {
      const onward = connect(host?.port ?? 0, '127.0.0.1');
      socket.on('error', () => onward.destroy());
      onward.on('error', () => socket.destroy());
      socket.pipe(onward).pipe(socket);
    });
    await new Promise<void>((resolve) => relay.listen(port, '127.0.0.1', resolve));
    const done = await run.finished;
    expect(done.status, done.stdout).toBe(0);
    expect(historyOf(stage.sandbox)).toMatchObject([{ result: 'completed' }]);
    relay.close();
  });

  test('a wait for a host ends at once when it is interrupted', async () => {
    await useHost({}, await freePort());
    const run = stage.start('--run', '--if-due', '--json');
    await run.saw('"preparing"');
    run.kill('SIGINT');
    const asked = Date.now();
    expect(await run.finished).toMatchObject({ status: 130 });
    // The wait itself is 45 seconds (schedule/reachable.ts).
    expect(Date.now() - asked).toBeLessThan(20_000);
    expect(historyOf(stage.sandbox)).toMatchObject([{ result: 'cancelled', reason: 'interrupted' }]);
    expect(existsSync(join(stage.sandbox.state, 'latchkey/run.lock'))).toBe(false);
  });
});

test('a host that does not come is named, after a while; by hand it is a failure', async () => {
  const port = await freePort();
  stage.sandbox.writeSettings({
    ...{ schemaVersion: 2, schedule: { kind: 'hours', every: 1 }, roots: [stage.sandbox.source] },
    host: {
      ...{ kind: 'ssh', destination: 'bak@127.0.0.1', callbackAddress: '127.0.0.1' },
      sshArgs: ['-F', 'none', '-p', `${port}`],
    },
  });
  // By its clock it goes on trying for 45 seconds.
  const skipped = await startProgram(process.execPath, [CLI, '--run', '--if-due'], {
    ...stage.environment,
    ...fastClock(20),
  }).finished;
  expect(skipped.status).toBe(75);
  expect(skipped.stdout).toContain('bak@127.0.0.1 is not reachable (it refuses the connection)');
  expect((await stage.run('--run', '--quiet')).status).toBe(69);
  expect(historyOf(stage.sandbox)).toMatchObject([
    { result: 'skipped', skip: { code: 'host-not-reachable' } },
    { result: 'failed', failure: { code: 'host-unreachable' } },
  ]);
});

test('a locked disk is named where the store is not there, by its label or else by its maker', async () => {
  stage.useLocalStore();
  renameSync(stage.sandbox.store, `${stage.sandbox.store}-away`);
  const locked = await stage.bus.mock(UDISKS_TEMPLATE, UDISKS, { locked: 'Backup Disk' });
  const words = `the backup disk is not there (${stage.sandbox.store}); plugged in and locked: Backup Disk`;
  await expectSkips('store-not-there', words);
  const byHand = await stage.run('--run', '--quiet');
  expect(byHand.status).toBe(69);
  expect(byHand.stderr).toContain(
    'Plugged in and locked: Backup Disk.\nlatchkey: Unlock the disk in the file manager',
  );
  expect((await stage.run('--check')).stdout).toContain('Plugged in and locked: Backup Disk.');
  await locked.stop();
  const unlabelled = await stage.bus.mock(UDISKS_TEMPLATE, UDISKS, { locked: '' });
  expect((await stage.run('--run', '--quiet')).stderr).toContain('locked: Western Passport.');
  await unlabelled.stop();
  // One of the machine's own is none that was unplugged.
  await stage.bus.mock(UDISKS_TEMPLATE, UDISKS, { locked: 'Windows', system: true });
  expect((await stage.run('--run', '--quiet')).stderr).not.toContain('locked');
});

test('a store whose disk is not there', async () => {
  stage.useLocalStore();
  renameSync(stage.sandbox.store, `${stage.sandbox.store}-away`);
  await expectSkips('store-not-there', 'the backup disk is not there');
  expect((await stage.run('--run', '--quiet')).status).toBe(69);
  renameSync(`${stage.sandbox.store}-away`, stage.sandbox.store);
  // A failure waits before it is tried again by itself.
  const soon = await stage.ifDue();
  expect(soon).toMatchObject({ status: 0 });
  expect(soon.stdout).toContain('No backup is due yet');
  await expectRuns('--run');
});

test('a pause, until it is off; by hand it goes ahead', async () => {
  stage.useLocalStore();
  expect((await stage.run('--pause', '2h')).stdout).toMatch(
    /^Scheduled backups are paused until t\w+ at \d\d:\d\d\./,
  );
  await expectSkips('paused', 'backups are paused');
  expect((await stage.run('--status')).stdout).toContain('Paused until: ');
  expect((await stage.run('--pause', 'off')).status).toBe(0);
  await expectRuns('--run', '--if-due');
  await stage.run('--pause', 'tomorrow');
  await expectRuns('--run');
  expect(await stage.run('--pause', 'soon')).toMatchObject({ status: 2, stdout: '' });
});

describe('due', () => {
  test('once: after a good run it waits, without a record or a log', async () => {
    stage.useLocalStore();
    await expectRuns('--run', '--if-due');
    const second = await stage.ifDue();
    expect(second).toMatchObject({ status: 0, stderr: '' });
    expect(second.stdout).toMatch(/^No backup is due yet. The next one is due t\w+ at \d\d:\d\d\.\n$/);
    const json = await stage.run('--run', '--if-due', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      type: 'not-due',
      next: expect.stringMatching(/Z$/) as string,
    });
    expect(await stage.run('--run', '--if-due', '--quiet')).toMatchObject({
      status: 0,
      stdout: '',
      stderr: '',
    });
    expect(historyOf(stage.sandbox)).toHaveLength(1);
    expect(logNames(stage.sandbox)).toHaveLength(1);
    await expectRuns('--run');
  });

  test('never, where the schedule is off', async () => {
    stage.useLocalStore({ schedule: { kind: 'off' } });
    const run = await stage.ifDue();
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toContain('No schedule is set');
    expect(historyOf(stage.sandbox)).toEqual([]);
  });

  test('for two at once it makes one run', async () => {
    stage.useLocalStore();
    const runs = await Promise.all(Array.from({ length: 4 }, () => stage.ifDue()));
    const good = historyOf(stage.sandbox).filter(({ result }) => result === 'completed');
    expect(good).toHaveLength(1);
    expect(completeSnapshots(stage.sandbox.store)).toHaveLength(1);
    // Each of the others met the run, or came after it.
    for (const { status } of runs) expect([0, 11]).toContain(status);
  });

  test('settings that are broken are told, and then wait as any failure does', async () => {
    writeFileSync(join(stage.sandbox.config, 'settings.json'), '{');
    expect((await stage.ifDue()).status).toBe(78);
    expect((await stage.ifDue()).status).toBe(0);
    expect(historyOf(stage.sandbox)).toHaveLength(1);
    await until(
      () => logNames(stage.sandbox).length === 1,
      () => logNames(stage.sandbox).join(),
    );
  });
});
