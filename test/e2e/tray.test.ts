/** The tray, over D-Bus: what a person reads and presses there, and that it is the same run as any other. */
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { firstLine, READING, says, setUpStage, pressBackUpNow } from '../helpers/app-stage';
import { settingsFor, startLoopbackHost } from '../helpers/loopback-host';
import { historyOf, lastOutcome } from '../helpers/records';
import { completeSnapshots } from '../helpers/store';
import { findEntry, type MenuEntry } from '../helpers/tray-host';
import { until } from '../helpers/until';

const stage = setUpStage();

const labels = (entries: readonly MenuEntry[]): string[] =>
  entries.filter(({ type }) => type === 'standard').map(({ label }) => label);

test('"Back up now" makes a real backup at a host over ssh, and the first line tells how it went', async () => {
  const { sandbox } = stage;
  writeFileSync(join(sandbox.source, 'letter.txt'), 'dear reader\n');
  const host = await startLoopbackHost(sandbox);
  try {
    sandbox.writeSettings(settingsFor(host, [sandbox.source]));
    const tray = await stage.withTray();
    stage.start({ args: ['--background'] });
    const icon = await tray.icon();
    const menu = await icon.waitForMenu((entries) => firstLine(entries) === 'No backup yet');
    expect(labels(menu)).toEqual([
      'No backup yet',
      'Back up now',
      'Open Latchkey',
      'Get files back',
      'What takes up space',
      'Excludes',
      'Pause for 1 hour',
      'Pause until tomorrow',
      'Quit',
    ]);
    const before = await icon.read();
    expect(before.ToolTip.title).toContain('No backup yet');

    await pressBackUpNow(icon);
    await says(icon, /^Last good backup just now · \d+ bytes in /);
    expect(completeSnapshots(host.store)).toHaveLength(1);
    expect(lastOutcome(sandbox)).toMatchObject({ result: 'completed', roots: [sandbox.source] });
    const after = await icon.waitFor(({ ToolTip }) => ToolTip.title.includes('Last good backup'));
    expect(after.IconPixmap).not.toEqual(before.IconPixmap);
    expect(icon.signals()).toContain('NewIcon');
  } finally {
    await host.stop();
  }
});

test('while it runs, the same place cancels it; earlier snapshots stay, and nobody is notified', async () => {
  const { sandbox } = stage;
  sandbox.useLocalStore();
  const file = join(sandbox.source, 'a long one');
  writeFileSync(file, 'short\n');
  const notifications = await stage.withNotifications();
  const tray = await stage.withTray();
  stage.start({ args: ['--background'] });
  const icon = await tray.icon();
  await pressBackUpNow(icon);
  await says(icon, /^Last good backup/);

  truncateSync(file, 20_000_000_000);
  await pressBackUpNow(icon);
  const running = await icon.waitForMenu((entries) => READING.test(firstLine(entries)));
  // The store is here: nobody is let in.
  expect(labels(running).filter((label) => label.includes('can read now'))).toEqual([]);
  expect(findEntry(running, 'Back up now')).toBeUndefined();
  await icon.click('Cancel the backup');
  await says(icon, /^Last good backup/);
  expect(historyOf(sandbox).map(({ result }) => result)).toEqual(['completed', 'cancelled']);
  expect(completeSnapshots(sandbox.store)).toHaveLength(1);
  expect(notifications.shown()).toEqual([]);
});

test("a run of a terminal's or of cron's is live in the tray, and is not the tray's to cancel", async () => {
  const { sandbox } = stage;
  sandbox.useLocalStore();
  const file = join(sandbox.source, 'b long one');
  writeFileSync(join(sandbox.source, 'a letter'), 'dear reader\n');
  writeFileSync(file, '');
  truncateSync(file, 20_000_000_000);
  const tray = await stage.withTray();
  stage.start({ args: ['--background'] });
  const icon = await tray.icon();
  await says(icon, /^No backup yet$/);
  const run = sandbox.start('--run', '--json');
  const elsewhere = `Started elsewhere (process ${run.pid})`;
  const menu = await icon.waitForMenu(
    (entries) => /^Backing up: \d+ %/.test(firstLine(entries)) && findEntry(entries, elsewhere) !== undefined,
  );
  expect(findEntry(menu, elsewhere)).toMatchObject({ enabled: false });
  run.kill('SIGINT');
  await run.finished;
  await says(icon, /^No backup yet$/);
});

test('a start from the tray while another process runs joins nothing, breaks nothing', async () => {
  const { sandbox } = stage;
  sandbox.useLocalStore();
  writeFileSync(join(sandbox.source, 'a long one'), '');
  truncateSync(join(sandbox.source, 'a long one'), 20_000_000_000);
  const tray = await stage.withTray();
  stage.start({ args: ['--background'] });
  const icon = await tray.icon();
  const menu = await icon.waitForMenu((entries) => firstLine(entries) === 'No backup yet');
  expect(findEntry(menu, 'Back up now')?.enabled).toBe(true);
  const run = sandbox.start('--run', '--json');
  await run.saw('"type":"reading"');
  // The desktop's launcher action: the menu has no such entry while a run is under way.
  const second = stage.start({ args: ['--back-up-now'] });
  expect(await second.ended).toBe(0);
  run.kill('SIGINT');
  expect((await run.finished).status).toBe(130);
  expect(historyOf(sandbox)).toHaveLength(1);
});

test('a pause is set and ended from the menu', async () => {
  stage.sandbox.useLocalStore();
  const tray = await stage.withTray();
  stage.start({ args: ['--background'] });
  const icon = await tray.icon();
  await icon.click('Pause for 1 hour');
  const paused = await icon.waitForMenu((entries) =>
    labels(entries).some((label) => label.startsWith('Resume')),
  );
  const goOn = labels(paused).find((label) => label.startsWith('Resume')) ?? '';
  expect(goOn).toMatch(/^Resume \(paused until (tomorrow )?\d\d:\d\d\)$/);
  await icon.click(goOn);
  await icon.waitForMenu((entries) => labels(entries).includes('Pause for 1 hour'));
});

test('without settings it says so, and offers nothing that cannot work', async () => {
  const tray = await stage.withTray();
  stage.start({ args: ['--background'] });
  const icon = await tray.icon();
  const menu = await icon.waitForMenu((entries) => firstLine(entries) === 'Not set up yet');
  expect(findEntry(menu, 'Back up now')).toMatchObject({ enabled: false });
  stage.sandbox.useLocalStore();
  await icon.waitForMenu((entries) => findEntry(entries, 'Back up now')?.enabled === true);
});

test('a bus that is slow at log-in, when everything starts at once, gets the icon all the same', async () => {
  stage.sandbox.useLocalStore();
  const tray = await stage.withTray();
  process.kill(stage.desktop.session.pid, 'SIGSTOP');
  stage.start({ args: ['--background'] });
  // Longer than one that is asked in passing is waited for.
  await delay(8000);
  process.kill(stage.desktop.session.pid, 'SIGCONT');
  await says(await tray.icon(), /^No backup yet$/);
});

test('a panel that was started again gets the icon anew', async () => {
  stage.sandbox.useLocalStore();
  const first = await stage.withTray();
  stage.start({ args: ['--background'] });
  await says(await first.icon(), /^No backup yet$/);
  await first.stop();
  const second = await stage.withTray();
  await says(await second.icon(), /^No backup yet$/);
});

test('"Quit" ends it when nothing runs', async () => {
  stage.sandbox.useLocalStore();
  const tray = await stage.withTray();
  const app = stage.start({ args: ['--background'] });
  await (await tray.icon()).click('Quit');
  expect(await app.ended).toBe(0);
  await until(
    () => tray.icons().length === 0,
    () => 'the icon is still there',
  );
});
