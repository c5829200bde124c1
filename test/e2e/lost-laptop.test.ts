/** The worst day, in the real application: a new laptop, a disk with backups, and everything back. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { setUpStage } from '../helpers/app-stage';
import { writtenSettings } from '../helpers/records';
import { completeSnapshots } from '../helpers/store';

const stage = setUpStage();

test('a new laptop goes on as the lost one and has its files back, all from the first window', async () => {
  const { sandbox } = stage;
  const disk = sandbox.directory('disk');
  const store = sandbox.directory('disk/latchkey');
  sandbox.writeSettings({
    ...{ schemaVersion: 1, host: { kind: 'local', directory: store }, roots: [sandbox.source] },
    machine: 'thinkpad',
  });
  const letter = join(sandbox.source, 'letters/letter.txt');
  const here = join(sandbox.source, 'here.txt');
  mkdirSync(join(letter, '..'));
  writeFileSync(letter, 'dear reader\n');
  writeFileSync(here, 'of then\n');
  expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
  const snapshots = completeSnapshots(store);
  // Nothing of the lost laptop is here, and one file is new.
  for (const gone of [sandbox.config, sandbox.state, sandbox.source]) {
    rmSync(gone, { recursive: true });
    mkdirSync(gone, { mode: 0o700 });
  }
  writeFileSync(here, 'of now\n');

  await stage.withTray();
  const app = await stage.drive();
  const page = await app.window();
  await app.driver.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] });
  }, disk);
  await page.getByText('A folder on this machine').click();
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await page.getByText('1 backup, the latest from').waitFor();
  await page.getByRole('button', { name: 'Go on as thinkpad' }).click();
  await page.getByText('This laptop goes on as thinkpad').waitFor();
  await page.getByText('2 files').waitFor();
  await page.getByRole('button', { name: 'Put back everything that is missing' }).click();
  await page.getByText('already and stay').waitFor();
  expect(readFileSync(letter, 'utf8')).toBe('dear reader\n');
  expect(readFileSync(here, 'utf8')).toBe('of now\n');
  expect(completeSnapshots(store)).toEqual(snapshots);
  expect(writtenSettings(sandbox)).toMatchObject({
    ...{ machine: 'thinkpad', host: { kind: 'local', directory: store }, roots: [sandbox.source] },
  });

  // The next backup goes on from those of then.
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Close this message' }).click();
  await page.getByRole('button', { name: 'Back up now' }).click();
  await expect.poll(() => completeSnapshots(store).length).toBe(2);
  await page.getByText('Up to date').waitFor();
  expect(existsSync(join(sandbox.state, 'latchkey/adopted.json'))).toBe(false);
});
