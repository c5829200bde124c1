/** A second destination in the real window: added, backed up to, its files looked into, and taken out of the list again. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { setUpStage } from '../helpers/app-stage';
import { historyOf } from '../helpers/records';
import { completeSnapshots } from '../helpers/store';

const stage = setUpStage();

test('a second disk is added, backed up to with the first one, looked into, and removed; its backups stay', async () => {
  stage.sandbox.useLocalStore();
  const { sandbox } = stage;
  writeFileSync(join(sandbox.source, 'letter.txt'), 'dear reader\n');
  const disk = sandbox.directory('attic');
  await stage.withTray();
  const app = await stage.drive({ args: ['--show', 'settings'] });
  const page = await app.window();
  const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

  await app.driver.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] });
  }, disk);
  await press('Add a destination');
  await page.getByLabel('A folder on this machine').check();
  await press('Choose a folder');
  await page.getByText(disk).first().waitFor();
  await press('Next');
  const name = page.getByLabel('Name');
  await expect.poll(() => name.inputValue()).toBe('attic');
  await page.getByLabel('Only by hand').check();
  await press('Add and back up');
  await page.getByText('“attic” is a destination now').waitFor();
  const store = join(disk, 'latchkey');
  await expect.poll(() => historyOf(sandbox).map(({ host }) => host)).toEqual([store]);

  // The first one was not backed up to yet, and is so the one to speak of.
  await page.getByRole('heading', { name: 'Last good backup to store' }).waitFor();
  await press('Back up to all');
  await expect.poll(() => historyOf(sandbox).map(({ host }) => host)).toEqual([store, sandbox.store, store]);
  expect(historyOf(sandbox).every(({ result }) => result === 'completed')).toBe(true);

  writeFileSync(join(sandbox.source, 'second.txt'), 'only there\n');
  await page.getByRole('button', { name: 'Back up now: attic' }).click();
  await expect.poll(() => historyOf(sandbox).length).toBe(4);
  expect(historyOf(sandbox).at(-1)?.host).toBe(store);
  await page.keyboard.press('Control+2');
  const select = page.getByLabel('Backups at');
  await expect.poll(() => select.inputValue()).toBe('store');
  // What only the other one has is found, and shown there.
  await page.getByRole('searchbox').fill('second');
  await page.locator('.found', { hasText: 'at attic' }).click();
  await page.keyboard.press('Enter');
  await expect.poll(() => select.inputValue()).toBe('attic');
  await page.locator('.entry', { hasText: 'second.txt' }).waitFor();

  await page.keyboard.press('Control+6');
  await page.getByRole('radio', { name: /^attic/ }).check();
  await press('Remove “attic”');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove “attic”' }).click();
  await page.getByRole('region', { name: 'Destinations', exact: true }).waitFor({ state: 'detached' });
  expect(existsSync(store)).toBe(true);
  expect(completeSnapshots(store).length).toBe(3);
  await page.keyboard.press('Control+1');
  await page.getByRole('heading', { name: 'Last good backup', exact: true }).waitFor();
});
