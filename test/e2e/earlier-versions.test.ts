/** "Earlier versions" of a file manager: the window shows the file that was pointed at, whatever its name is made of. */
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { setUpStage } from '../helpers/app-stage';
import { electronProgram } from '../helpers/electron-app';
import { PROJECT, startProgram } from '../helpers/sandbox';

const stage = setUpStage();

/** As bin/launch-application.sh writes it. */
const asHex = (path: string): string => Buffer.from(path).toString('hex');

/** A file manager's start of the installed command, beside the application that runs: these bytes, in this directory. */
async function pointAt(bytes: string, directory = '/'): Promise<void> {
  const escaped = [...Buffer.from(bytes, 'latin1')].map((byte) => `\\0${byte.toString(8).padStart(3, '0')}`);
  // The full stop keeps a line feed at the end.
  const script = 'cd "$1"; path=$(printf "%b." "$2"); exec "$3" --files "${path%.}"';
  const args = ['-c', script, 'bash', directory, escaped.join(''), join(PROJECT, 'bin/latchkey')];
  const environment = {
    ...stage.desktop.environment,
    ...{ LATCHKEY_NODE: process.execPath, ELECTRON_OVERRIDE_DIST_PATH: dirname(electronProgram()) },
  };
  const started = await startProgram('/bin/bash', args, environment).finished;
  expect(started, started.stderr).toMatchObject({ status: 0 });
}

/** Whose versions are shown. */
const isShown = (page: Page, name: string): Promise<void> =>
  page.locator('.versions-name', { hasText: name }).waitFor();

/** The entry that keys act on, in sight. */
const atCursor = async (page: Page): Promise<string> => {
  const id = (await page.locator('.entries').getAttribute('aria-activedescendant')) ?? 'none';
  return page.locator(`#${id} .entry-name`).innerText();
};

test('the file is at the cursor, among thousands, with its versions; a second start leads the same window on', async () => {
  const { sandbox } = stage;
  sandbox.useLocalStore();
  const letters = join(sandbox.source, 'letters');
  mkdirSync(letters);
  for (let number = 1; number <= 1200; number += 1) writeFileSync(join(letters, `page ${number}`), 'x');
  const odd = 'a\xff\n"; $(touch x) \'--no-sandbox %f';
  const oddFile = Buffer.concat([Buffer.from(`${sandbox.source}/`), Buffer.from(odd, 'latin1')]);
  writeFileSync(oddFile, 'odd');
  writeFileSync(join(sandbox.source, '--run'), 'dashes');
  writeFileSync(join(sandbox.source, 'gone'), 'will be gone');
  symlinkSync(letters, join(sandbox.path, 'short way'));
  expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
  rmSync(join(sandbox.source, 'gone'));
  expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
  writeFileSync(join(sandbox.source, 'new'), 'in no backup yet');
  await stage.withTray();

  const app = await stage.drive({ args: ['--files', asHex(join(letters, 'page 1042'))] });
  const page = await app.window();
  await isShown(page, 'page 1042');
  await expect.poll(() => atCursor(page)).toBe('page 1042');
  const row = await page.locator('.entry[aria-selected=true]', { hasText: 'page 1042' }).boundingBox();
  const list = await page.locator('.entries').boundingBox();
  expect(row?.y).toBeGreaterThan(list?.y ?? Infinity);
  expect(row?.y).toBeLessThan((list?.y ?? 0) + (list?.height ?? 0) - (row?.height ?? Infinity) / 2);

  await page.keyboard.press('Control+5');
  await pointAt(oddFile.toString('latin1'));
  await isShown(page, String.raw`a\xff\n"; $(touch x) '--no-sandbox %f`);
  await expect.poll(() => atCursor(page)).toContain(String.raw`a\xff`);

  await pointAt('--run', sandbox.source);
  await isShown(page, '--run');
  // Once more, after the person has gone elsewhere in the same view.
  await page.locator('.entry', { hasText: 'letters' }).dblclick();
  await page.getByText('page 1', { exact: true }).waitFor();
  await pointAt('--run', sandbox.source);
  await isShown(page, '--run');
  expect(await page.locator('.entry', { hasText: 'page' }).count()).toBe(0);

  // Over a link, as it is in the backups.
  await pointAt(join(sandbox.path, 'short way', 'page 7'));
  await isShown(page, 'page 7');

  // In an older backup alone; in none.
  await pointAt(join(sandbox.source, 'gone'));
  await page.getByText('gone is not in this backup').waitFor();
  await page.locator('.version-sub', { hasText: 'only on' }).first().waitFor();
  await pointAt(join(sandbox.source, 'new'));
  await page.getByText('new is not in this backup').waitFor();
  await pointAt('/nowhere/at all');
  await page.getByText('nowhere is not in this backup').waitFor();
  expect(app.driver.windows()).toHaveLength(1);
  await app.stop();
});

test('without a backup that can be read the window says so, and shows the file as soon as there is one', async () => {
  const { sandbox } = stage;
  sandbox.useLocalStore();
  const letter = join(sandbox.source, 'letter.txt');
  writeFileSync(letter, 'dear reader\n');
  expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
  renameSync(sandbox.store, `${sandbox.store}-away`);
  await stage.withTray();
  const app = await stage.drive({ args: ['--files', asHex(letter)] });
  const page = await app.window();
  await page.getByText('is not there').first().waitFor();
  renameSync(`${sandbox.store}-away`, sandbox.store);
  await page.getByRole('button', { name: 'Look again' }).click();
  await isShown(page, 'letter.txt');
  await app.stop();
});
