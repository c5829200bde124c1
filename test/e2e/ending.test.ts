/** Every way out: nothing is left running, no door open, and the record says how it ended. */
import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { firstLine, READING, says, setUpStage, pressBackUpNow } from '../helpers/app-stage';
import type { DrivenApp } from '../helpers/electron-app';
import { lastOutcome } from '../helpers/records';
import type { TrayIcon } from '../helpers/tray-host';
import { lookBefore } from '../helpers/leftovers';
import { untilNothingIsLeft } from '../helpers/long-run';
import { until } from '../helpers/until';

const stage = setUpStage({ systemBus: true });

async function startLongRun(icon: TrayIcon, bytes = 20_000_000_000): Promise<void> {
  const file = join(stage.sandbox.source, 'a long one');
  writeFileSync(file, '');
  truncateSync(file, bytes);
  await pressBackUpNow(icon);
  await icon.waitForMenu((entries) => READING.test(firstLine(entries)));
}

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s during a backup ends that first', async (signal) => {
  stage.sandbox.useLocalStore();
  const before = lookBefore();
  const tray = await stage.withTray();
  const app = stage.start({ args: ['--background'] });
  const icon = await tray.icon();
  await startLongRun(icon);
  process.kill(app.pid, signal);
  expect(await app.ended).toBe(0);
  expect(lastOutcome(stage.sandbox)).toMatchObject({ result: 'cancelled', reason: `ended by ${signal}` });
  await untilNothingIsLeft(before, stage.sandbox);
});

test('an application that was killed leaves nothing that the next start does not clear away', async () => {
  stage.sandbox.useLocalStore();
  const before = lookBefore();
  const tray = await stage.withTray();
  const first = stage.start({ args: ['--background'] });
  await startLongRun(await tray.icon());
  process.kill(first.pid, 'SIGKILL');
  await first.ended;
  truncateSync(join(stage.sandbox.source, 'a long one'), 3);
  await until(
    () => tray.icons().length === 0,
    () => 'the icon is still there',
  );
  stage.start({ args: ['--background'] });
  const icon = await tray.icon();
  await says(icon, /^No backup yet$/);
  await pressBackUpNow(icon);
  await says(icon, /^Last good backup/);
  await untilNothingIsLeft(before, stage.sandbox);
});

test('"Quit" during a backup asks once; "Wait" lets it end, and then goes', async () => {
  const { app, icon } = await startWithAnswer(0);
  await startLongRun(icon, 1_500_000_000);
  await icon.click('Quit');
  await app.ended;
  expect(timesAsked()).toBe(1);
  expect(lastOutcome(stage.sandbox)).toMatchObject({ result: 'completed' });
});

test('"Quit" during a backup asks once; "Cancel" ends both', async () => {
  const { app, icon } = await startWithAnswer(1);
  await startLongRun(icon);
  await icon.click('Quit');
  await app.ended;
  expect(timesAsked()).toBe(1);
  expect(lastOutcome(stage.sandbox)).toMatchObject({ result: 'cancelled', reason: 'Latchkey was quit' });
});

test('"Quit" during a backup asks once; "Do not quit" changes nothing', async () => {
  const { icon } = await startWithAnswer(2);
  await startLongRun(icon);
  await icon.click('Quit');
  await until(
    () => timesAsked() === 1,
    () => 'nobody was asked',
  );
  await icon.waitForMenu((entries) => READING.test(firstLine(entries)));
});

/** GTK's dialog cannot be pressed from here; that the question comes, and what an answer does, is ours. */
async function startWithAnswer(button: number): Promise<{ app: DrivenApp; icon: TrayIcon }> {
  stage.sandbox.useLocalStore();
  const tray = await stage.withTray();
  const app = await stage.drive({ args: ['--background'] });
  await app.driver.evaluate(
    ({ dialog }, [response, file]) => {
      dialog.showMessageBox = () => {
        process.getBuiltinModule('node:fs').appendFileSync(file, 'asked\n');
        return Promise.resolve({ response, checkboxChecked: false });
      };
    },
    [button, questions()] as const,
  );
  return { app, icon: await tray.icon() };
}

const questions = (): string => join(stage.sandbox.path, 'questions');

function timesAsked(): number {
  return existsSync(questions()) ? readFileSync(questions(), 'utf8').split('\n').length - 1 : 0;
}
