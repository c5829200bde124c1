/** The exclude list in the real window: what is seen, what is typed, and what then stands in the file. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { setUpStage } from '../helpers/app-stage';
import type { DrivenApp } from '../helpers/electron-app';

const stage = setUpStage();

const LIST = '# mine\n.cache/\n';

async function openExcludes(): Promise<{ app: DrivenApp; page: Page }> {
  const { sandbox } = stage;
  sandbox.useLocalStore();
  sandbox.writeExcludeList(LIST);
  for (const [name, kib] of [
    ['.cache/blob', 400],
    ['videos/cat.mkv', 300],
    ['notes.txt', 30],
  ] as const) {
    mkdirSync(join(sandbox.source, name, '..'), { recursive: true });
    writeFileSync(join(sandbox.source, name), Buffer.alloc(kib * 1024, 'x'));
  }
  await stage.withTray();
  const app = await stage.drive({ args: ['--show', 'excludes'] });
  const page = await app.window();
  await page.locator('.saves-bytes').first().waitFor();
  return { app, page };
}

const onDisk = (): string => readFileSync(join(stage.sandbox.config, 'exclude'), 'utf8');
const typeAtEnd = async (page: Page, text: string): Promise<void> => {
  await page.locator('.cm-content').press('Control+End');
  await page.keyboard.type(text);
};
const save = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+s');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved. The next backup uses it.').waitFor();
};

test('a rule is typed, weighed, and saved through the diff', async () => {
  const { page } = await openExcludes();
  expect(await page.locator('.saves').allInnerTexts()).toEqual([expect.stringMatching(/^41\d kB\s+1 file$/)]);
  await typeAtEnd(page, '*.mkv\n');
  await page
    .locator('.saves')
    .getByText(/^307 kB$/)
    .waitFor();
  await page.keyboard.press('Control+s');
  await page.getByText(/^\d+ kB → \d+ kB will be backed up\.$/).waitFor();
  expect(onDisk()).toBe(LIST);
  await page.keyboard.press('Enter');
  await page.getByText('Saved. The next backup uses it.').waitFor();
  expect(onDisk()).toBe(`${LIST}*.mkv\n`);

  // It is what the engine goes by, as the terminal says as well.
  const tested = await stage.sandbox.run('--exclude', 'test', join(stage.sandbox.source, 'videos/cat.mkv'));
  expect(tested.stdout).toMatch(/^Excluded: line 3/);
});

test('a change from elsewhere is merged; one in the same line is asked about, and nothing is overwritten', async () => {
  const { page } = await openExcludes();
  await typeAtEnd(page, 'mine/\n');
  stage.sandbox.writeExcludeList(`# theirs\n${LIST}`);
  await page.getByText('Both changes are in your draft.').waitFor();
  await save(page);
  expect(onDisk()).toBe(`# theirs\n${LIST}mine/\n`);

  await page.locator('.cm-content').press('Control+Home');
  await page.keyboard.type('# me');
  stage.sandbox.writeExcludeList(`# they\n${LIST}mine/\n`);
  await page.getByRole('button', { name: 'Keep my draft' }).waitFor();
  expect(await page.getByRole('button', { name: 'Save…' }).isDisabled()).toBe(true);
  expect(onDisk()).toBe(`# they\n${LIST}mine/\n`);
  await page.getByRole('button', { name: 'Keep my draft' }).click();
  await save(page);
  expect(onDisk()).toBe(`# me# theirs\n${LIST}mine/\n`);
});

test('a draft that nobody saved is there again in the next window, and nowhere else', async () => {
  const { app, page } = await openExcludes();
  await typeAtEnd(page, '*.mkv\n');
  await page
    .locator('.saves')
    .getByText(/^307 kB$/)
    .waitFor();
  await page.close();
  const opened = app.driver.waitForEvent('window');
  expect(await stage.start({ args: ['--show', 'excludes'] }).ended).toBe(0);
  const again = await opened;
  await again.getByText('Your unsaved changes are here again.').waitFor();
  expect(await again.locator('.cm-content').innerText()).toContain('*.mkv');
  expect(onDisk()).toBe(LIST);
  await save(again);
  expect(onDisk()).toBe(`${LIST}*.mkv\n`);
});
