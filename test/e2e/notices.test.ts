/** What the application tells a person, over the real notify-send, and what its buttons do. */
import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { says, setUpStage, pressBackUpNow } from '../helpers/app-stage';
import { historyOf } from '../helpers/records';
import { until } from '../helpers/until';

const stage = setUpStage();

/** The disk of a local store, unplugged and plugged in. */
const unplug = (): void => {
  renameSync(stage.sandbox.store, `${stage.sandbox.store}-away`);
};
const plugIn = (): void => {
  renameSync(`${stage.sandbox.store}-away`, stage.sandbox.store);
};

test('a failure is told with the words of the table; "Try again" does, and "Show" opens the history', async () => {
  const { sandbox } = stage;
  sandbox.useLocalStore();
  writeFileSync(join(sandbox.source, 'letter'), 'dear reader\n');
  const notifications = await stage.withNotifications();
  const tray = await stage.withTray();
  unplug();
  const app = await stage.drive({ args: ['--background'] });
  const icon = await tray.icon();
  await pressBackUpNow(icon);
  const first = await notifications.waitFor(() => true);
  expect(first.appName).toBe('Latchkey');
  expect(`${first.summary} ${first.body}`).toContain(`The backup store ${sandbox.store} is not there.`);
  expect(first.actions.map(({ label }) => label)).toEqual(expect.arrayContaining(['Show', 'Try again']));
  await says(icon, /^Backup failed/);

  const opened = app.driver.waitForEvent('window');
  await notifications.invoke(first.id, 'show');
  const page = await opened;
  await until(
    () => page.url() === 'latchkey://app/index.html?view=history',
    () => page.url(),
  );
  await page.close();

  // The same cause again: nobody is told twice.
  await pressBackUpNow(icon);
  await until(
    () => historyOf(sandbox).length === 2,
    () => 'no second record',
  );
  plugIn();
  await pressBackUpNow(icon);
  await says(icon, /^Last good backup/);
  expect(notifications.shown()).toHaveLength(1);

  unplug();
  await pressBackUpNow(icon);
  const again = await notifications.waitFor(({ id }) => id !== first.id);
  plugIn();
  await notifications.invoke(again.id, 'try-again');
  await says(icon, /^Last good backup/);
  expect(historyOf(sandbox).map(({ result }) => result)).toEqual([
    'failed',
    'failed',
    'completed',
    'failed',
    'completed',
  ]);
});

test('what failed while nobody was logged in is told when the application starts', async () => {
  const { sandbox } = stage;
  sandbox.useLocalStore();
  unplug();
  expect(await sandbox.run('--run')).toMatchObject({ status: 69 });
  const notifications = await stage.withNotifications();
  await stage.withTray();
  stage.start({ args: ['--background'] });
  const told = await notifications.waitFor(() => true);
  expect(told.body + told.summary).toContain('is not there');
  plugIn();
});

test('gaps are told once, with the names of what could not be read', async () => {
  const { sandbox } = stage;
  sandbox.useLocalStore();
  mkdirSync(join(sandbox.source, 'closed'));
  chmodSync(join(sandbox.source, 'closed'), 0o000);
  const notifications = await stage.withNotifications();
  const tray = await stage.withTray();
  stage.start({ args: ['--background'] });
  const icon = await tray.icon();
  await pressBackUpNow(icon);
  const told = await notifications.waitFor(() => true);
  expect(told.body).toContain('closed');
  await icon.waitForMenu((entries) => entries[1]?.label === '1 file could not be read');
  await pressBackUpNow(icon);
  await until(
    () => historyOf(sandbox).length === 2,
    () => 'no second record',
  );
  await says(icon, /^Last good backup just now/);
  expect(notifications.shown()).toHaveLength(1);
});
