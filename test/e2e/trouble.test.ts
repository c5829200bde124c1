/// <reference lib="dom" />
/** Failures and gaps as the real engine makes them: their sentence in the window, and what its buttons do. */
import { chmodSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { setUpStage } from '../helpers/app-stage';
import type { DrivenApp } from '../helpers/electron-app';
import { settingsFor, startLoopbackHost } from '../helpers/loopback-host';
import { historyOf, lastOutcome } from '../helpers/records';
import { until } from '../helpers/until';

const stage = setUpStage();

async function open(...args: string[]): Promise<{ app: DrivenApp; page: Page }> {
  await stage.withTray();
  const app = await stage.drive({ args });
  const page = await app.window();
  return { app, page };
}

const notice = (page: Page): Promise<string> => page.locator('.notice').first().innerText();

test('a disk that is not there: said, tried again once it is, and good', async () => {
  stage.sandbox.useLocalStore();
  writeFileSync(join(stage.sandbox.source, 'letter.txt'), 'dear reader\n');
  rmSync(stage.sandbox.store, { recursive: true });
  const { page } = await open();
  await page.getByRole('button', { name: 'Back up now' }).click();
  await page.getByText(`The backup store ${stage.sandbox.store} is not there.`).waitFor();
  expect(await notice(page)).toContain('Plug the disk in and mount it');
  await page.getByRole('button', { name: 'Open the log' }).click();
  await page.locator('.log-line').getByText('store-missing').first().waitFor();
  await page.keyboard.press('Control+1');
  stage.sandbox.directory('store');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Up to date').waitFor();
});

test('a host that nobody answers for', async () => {
  stage.sandbox.writeSettings({
    schemaVersion: 1,
    host: {
      kind: 'ssh',
      destination: 'nobody@127.0.0.1',
      sshArgs: ['-p', '1', '-o', 'BatchMode=yes', '-o', 'ConnectTimeout=5'],
      reach: 'direct',
      callbackAddress: '127.0.0.1',
    },
    roots: [stage.sandbox.source],
  });
  const { page } = await open();
  await page.getByRole('button', { name: 'Back up now' }).click();
  await page.getByText(/The backup host cannot be reached: .*Connection refused/).waitFor();
  expect(await notice(page)).toContain('Check the network and that the host is on');
  expect(lastOutcome(stage.sandbox)).toMatchObject({ failure: { code: 'host-unreachable' } });
});

test('settings that are broken while the window is open, and mended: seen without a press', async () => {
  stage.sandbox.useLocalStore();
  const { page } = await open();
  await page.getByRole('button', { name: 'Back up now' }).waitFor();
  const file = join(stage.sandbox.config, 'settings.json');
  const before = readFileSync(file, 'utf8');
  writeFileSync(file, '{ "schemaVersion": 1, "roots": [] }');
  await page.getByText(/^The settings in .* are not valid/).waitFor();
  expect(await notice(page)).toContain('No backup is made until this is corrected.');
  expect(await page.getByRole('button', { name: 'Open the settings file' }).isEnabled()).toBe(true);
  expect(await page.getByRole('button', { name: 'Back up now' }).count()).toBe(0);
  writeFileSync(file, before);
  await page.getByRole('button', { name: 'Back up now' }).waitFor();
});

test('an exclude list that cannot be read: nothing is backed up, and why', async () => {
  stage.sandbox.useLocalStore();
  stage.sandbox.writeExcludeList('*.o\n');
  chmodSync(join(stage.sandbox.config, 'exclude'), 0);
  const { page } = await open();
  await page.getByRole('button', { name: 'Back up now' }).click();
  await page.getByText(/^The exclude list .* cannot be read/).waitFor();
  expect(await page.getByRole('button', { name: 'Open the exclude list' }).isEnabled()).toBe(true);
});

test('gaps: left out with one press on Home, gone from the next backup; the history as a file', async () => {
  stage.sandbox.useLocalStore();
  const locked = join(stage.sandbox.source, 'keys.lock');
  writeFileSync(locked, 'private');
  chmodSync(locked, 0);
  const { app, page } = await open();
  await page.getByRole('button', { name: 'Back up now' }).click();
  await page.getByText('1 file could not be read. Everything else is kept.').waitFor();
  await page.getByRole('button', { name: 'Exclude this file' }).click();
  await page.getByText(`New in the exclude list: ${locked}`).waitFor();
  expect(readFileSync(join(stage.sandbox.config, 'exclude'), 'utf8')).toBe(`${locked}\n`);
  await page.getByRole('button', { name: 'Back up now' }).click();
  await page.getByText('Up to date').waitFor();

  await page.keyboard.press('Control+5');
  const target = join(stage.sandbox.path, 'history.json');
  // The desktop's own dialog cannot be pressed from here: it answers as a person would have.
  await app.driver.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, target);
  await page.getByRole('button', { name: 'Export as JSON' }).click();
  await page.getByText('2 runs are in history.json.').waitFor();
  const { runs } = JSON.parse(readFileSync(target, 'utf8')) as { runs: { result: string }[] };
  expect(runs.map(({ result }) => result)).toEqual(['completed', 'partial']);
});

test('a run is watched from step to step, who is in and since when, and cancelled', async () => {
  const host = await startLoopbackHost(stage.sandbox);
  onTestFinished(() => host.stop());
  stage.sandbox.writeSettings(settingsFor(host, [stage.sandbox.source]));
  writeFileSync(join(stage.sandbox.source, 'a long one'), '');
  truncateSync(join(stage.sandbox.source, 'a long one'), 20_000_000_000);
  const { page } = await open();
  await page.getByRole('button', { name: 'Back up now' }).click();
  await page.getByText(/has been let in to read since \d\d:\d\d:\d\d.*\. It is locked out again/).waitFor();
  // From the engine, so that a window that is opened later knows them as well.
  await page.reload();
  await page.getByText(/has been let in to read since \d\d:\d\d:\d\d/).waitFor();
  await expect.poll(() => page.locator('.step').first().innerText()).toMatch(/asked.*\d\d:\d\d:\d\d/s);
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await until(
    () => historyOf(stage.sandbox).at(-1)?.result === 'cancelled',
    () => JSON.stringify(historyOf(stage.sandbox)),
  );
});

test('a run to a disk lets nobody in, and says so', async () => {
  stage.sandbox.useLocalStore();
  writeFileSync(join(stage.sandbox.source, 'a long one'), '');
  truncateSync(join(stage.sandbox.source, 'a long one'), 20_000_000_000);
  const { page } = await open();
  await page.getByRole('button', { name: 'Back up now' }).click();
  await page.getByText('Your files are copied to the disk. No host is let in for that.').waitFor();
  expect(await page.locator('.step').count()).toBe(3);
  expect(await page.locator('.steps').innerText()).not.toMatch(/let/);
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await until(
    () => historyOf(stage.sandbox).at(-1)?.result === 'cancelled',
    () => JSON.stringify(historyOf(stage.sandbox)),
  );
});
