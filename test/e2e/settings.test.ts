/** Settings changed in the window: what the file then says, and that the next run goes by it. */
import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { setUpStage } from '../helpers/app-stage';
import type { DrivenApp } from '../helpers/electron-app';
import { runningPrograms } from '../helpers/leftovers';
import { startPrivateBus } from '../helpers/private-bus';
import { historyOf, writtenSettings } from '../helpers/records';
import { CLI, startProgram } from '../helpers/sandbox';
import { until } from '../helpers/until';

const stage = setUpStage();

const settingsFile = (): string => join(stage.sandbox.config, 'settings.json');
const read = (): Record<string, unknown> => writtenSettings(stage.sandbox);

const inFile = (expected: object): Promise<void> =>
  until(
    () => {
      try {
        expect(read()).toMatchObject(expected);
        return true;
      } catch {
        return false;
      }
    },
    () => readFileSync(settingsFile(), 'utf8'),
  );

async function openSettings(): Promise<{ app: DrivenApp; page: Page; part: (name: string) => Locator }> {
  await stage.withTray();
  const app = await stage.drive({ args: ['--show', 'settings'] });
  const page = await app.window();
  return { app, page, part: (name) => page.getByRole('region', { name, exact: true }) };
}

const save = (part: Locator): Promise<void> => part.getByRole('button', { name: 'Save' }).click();

const useHost = (more: object = {}): void => {
  stage.sandbox.writeSettings({
    ...{ schemaVersion: 3, host: { kind: 'ssh', destination: 'bak@nas' }, roots: [stage.sandbox.source] },
    ...more,
  });
};

test('a limit that is set in the window is what the next run’s rsync has', async () => {
  stage.sandbox.useLocalStore();
  const { sandbox } = stage;
  const file = join(sandbox.source, 'a long one');
  writeFileSync(file, '');
  truncateSync(file, 20_000_000_000);
  const { page, part } = await openSettings();
  await part('Speed').getByLabel('At most').check();
  await part('Speed').getByLabel('Most that is read').fill('1.5');
  await save(part('Speed'));
  // An older file has become one of this version; nothing else came in.
  const host = { kind: 'local', directory: sandbox.store };
  await inFile({ bandwidthLimit: 1500 });
  expect(read()).toEqual({
    ...{ schemaVersion: 4, name: 'store', host, roots: [sandbox.source] },
    bandwidthLimit: 1500,
  });

  await page.keyboard.press('Control+B');
  const sender = (): string | undefined =>
    runningPrograms()
      .map(({ command }) => command)
      .find((one) => /^\S+\/rsync --server --sender /.test(one) && one.endsWith(` ${sandbox.source}/`));
  await until(
    () => sender() !== undefined,
    () => 'no rsync that sends',
  );
  expect(sender()?.split(' ')).toContain('--bwlimit=1464');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await until(
    () => historyOf(sandbox).length === 1,
    () => 'the run has not ended',
  );
});

test('a scheduled backup waits for what the window says it should wait for', async () => {
  stage.sandbox.useLocalStore();
  const { sandbox } = stage;
  const bus = await startPrivateBus(sandbox);
  try {
    const upower = await bus.mock('upower', 'org.freedesktop.UPower', { OnBattery: true });
    const display = '/org/freedesktop/UPower/devices/DisplayDevice';
    await upower.set(display, 'org.freedesktop.UPower.Device', { Percentage: ['d', 60] });
    const { part } = await openSettings();
    await part('When to wait').getByLabel('Wait on battery, below').fill('75');
    await save(part('When to wait'));
    await inFile({ conditions: { leastBattery: 75 } });
    expect(read().conditions).toEqual({ leastBattery: 75 });

    const file = JSON.parse(readFileSync(settingsFile(), 'utf8')) as { destinations: object[] };
    const schedule = { kind: 'hours', every: 1 };
    sandbox.writeSettings({ ...file, destinations: file.destinations.map((own) => ({ ...own, schedule })) });
    const run = startProgram(process.execPath, [CLI, '--run', '--if-due'], {
      ...sandbox.environment,
      DBUS_SYSTEM_BUS_ADDRESS: bus.address,
    });
    expect(await run.finished).toMatchObject({
      status: 75,
      stdout: expect.stringContaining('on battery with 60 %, less than 75 %') as unknown,
    });
  } finally {
    await bus.stop();
  }
});

test('how the host comes back, and folders that a dialog gave', async () => {
  useHost();
  const { app, part } = await openSettings();
  await part('Where').getByLabel('Through the call').check();
  await save(part('Where'));
  await inFile({ host: { reach: 'tunnel' } });
  expect(read().host).toEqual({ kind: 'ssh', destination: 'bak@nas', reach: 'tunnel' });

  const more = stage.sandbox.directory('more');
  await app.driver.evaluate(({ dialog }, path) => {
    // The desktop's own dialog cannot be pressed from here.
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, more);
  await part('What').getByRole('button', { name: 'Add a folder' }).click();
  await part('What').getByText(more).waitFor();
  await save(part('What'));
  await inFile({ roots: [stage.sandbox.source, more] });
});

test('a wrong entry loses nothing, and what changes outside is neither overwritten nor lost', async () => {
  useHost();
  const { part } = await openSettings();
  const telling = part('Notifications');
  const days = telling.getByLabel('Overdue without a good backup for');
  const before = readFileSync(settingsFile(), 'utf8');
  await days.fill('1000');
  await telling.getByText('A whole number from 1 to 365').waitFor();
  await days.press('Enter');
  expect(await days.inputValue()).toBe('1000');
  expect(readFileSync(settingsFile(), 'utf8')).toBe(before);

  await days.fill('10');
  // Another program: the same part, and another one.
  useHost({ overdueDays: 30, bandwidthLimit: 4000 });
  await telling.getByText('The file changed while you were editing.').waitFor();
  expect(await days.inputValue()).toBe('10');
  await expect.poll(() => part('Speed').getByLabel('Most that is read').inputValue()).toBe('4');
  // As it was written there: of an earlier version.
  const outside = JSON.parse(readFileSync(settingsFile(), 'utf8')) as unknown;
  expect(outside).toMatchObject({ overdueDays: 30, bandwidthLimit: 4000 });
  await save(telling);
  await inFile({ overdueDays: 10, bandwidthLimit: 4000 });
  await expect.poll(() => telling.getByText('The file changed while').count()).toBe(0);
});

test('broken settings are said, left as they are, and looked at again by themselves', async () => {
  writeFileSync(settingsFile(), '{ "schemaVersion": 3,');
  const { page, part } = await openSettings();
  await page.getByRole('heading', { name: 'The settings cannot be used' }).waitFor();
  expect(readFileSync(settingsFile(), 'utf8')).toBe('{ "schemaVersion": 3,');
  useHost();
  await part('Where').getByLabel('Backup host').waitFor();
  expect(existsSync(settingsFile())).toBe(true);
});
