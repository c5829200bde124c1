/** The controls of the settings, pressed: what they promise is there afterwards, on the disk and in the crontab, and goes again. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setUpStage } from '../helpers/app-stage';
import { commandOf, readCrontab, scheduleLines, takeCrontab, type TakenCrontab } from '../helpers/crontab';
import { electronProgram } from '../helpers/electron-app';
import { historyOf, writtenSettings } from '../helpers/records';
import { PROJECT, startProgram } from '../helpers/sandbox';
import { until } from '../helpers/until';

const stage = setUpStage();
let crontab: TakenCrontab;

beforeEach(async () => {
  crontab = await takeCrontab();
  stage.sandbox.useLocalStore();
});
afterEach(() => crontab.putBack());

async function openSettings(): Promise<Page> {
  await stage.withTray();
  const app = await stage.drive({
    args: ['--show', 'settings'],
    environment: { LATCHKEY_NODE: process.execPath },
  });
  return app.window();
}

const settings = (): unknown => writtenSettings(stage.sandbox);

test('a schedule that is saved is in the settings and in the crontab, runs from there, and is taken out again', async () => {
  const page = await openSettings();
  const when = page.getByRole('region', { name: 'When', exact: true });
  await when.getByRole('radio', { name: 'Every few hours' }).check();
  await when.getByLabel('Hours between backups').fill('6');
  await when.getByRole('button', { name: 'Save' }).click();
  await when.getByText('Started by a line in your crontab.').waitFor();
  expect(settings()).toMatchObject({ schedule: { kind: 'hours', every: 6 } });
  const lines = scheduleLines();
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(`'${PROJECT}/bin/latchkey' --run --if-due --quiet`);

  // cron's environment; the window is the first to know.
  const job = await startProgram('/bin/sh', ['-c', commandOf(lines[0] ?? '')], {
    ...{ HOME: stage.sandbox.path, PATH: '/usr/bin:/bin' },
    DBUS_SESSION_BUS_ADDRESS: stage.desktop.session.address,
  }).finished;
  expect(job).toMatchObject({ status: 0, stdout: '', stderr: '' });
  expect(historyOf(stage.sandbox)).toMatchObject([{ result: 'completed' }]);

  // Another schedule needs no other line.
  await when.getByRole('radio', { name: 'Every day' }).check();
  await when.getByLabel('Time').fill('21:30');
  await when.getByRole('button', { name: 'Save' }).click();
  await until(
    () => JSON.stringify(settings()).includes('21:30'),
    () => JSON.stringify(settings()),
  );
  await when.getByText('Started by a line in your crontab.').waitFor();
  expect(scheduleLines()).toEqual(lines);

  await when.getByRole('radio', { name: 'Only by hand' }).check();
  await when.getByRole('button', { name: 'Save' }).click();
  await until(
    () => scheduleLines().length === 0,
    () => scheduleLines().join('\n'),
  );
  expect(settings()).toMatchObject({ schedule: { kind: 'off' } });
  expect(readCrontab()).toEqual(crontab.original);
});

test('the switch for the start with the desktop writes an entry that is valid and starts us, and takes it away', async () => {
  const page = await openSettings();
  const entry = join(stage.sandbox.path, 'config/autostart/latchkey.desktop');
  const toggle = page.getByRole('checkbox', { name: 'Start Latchkey when you log in' });
  expect(await toggle.isChecked()).toBe(false);
  await toggle.click();
  await until(
    () => existsSync(entry),
    () => 'no entry',
  );
  expect(execFileSync('desktop-file-validate', [entry], { encoding: 'utf8' })).toBe('');
  // sh reads what is quoted in this one as a desktop does. We are there already, which is all that it finds out.
  const exec = /^Exec=(.*)$/m.exec(readFileSync(entry, 'utf8'))?.[1] ?? '';
  expect(exec).toContain('--background');
  const started = startProgram('/bin/sh', ['-c', `exec ${exec}`], {
    ...stage.desktop.environment,
    LATCHKEY_NODE: process.execPath,
    // Looked for in the home otherwise, which is another one here.
    ELECTRON_OVERRIDE_DIST_PATH: dirname(electronProgram()),
  });
  expect((await started.finished).status).toBe(0);
  await until(
    () => toggle.isChecked(),
    () => 'the switch is off',
  );

  await toggle.click();
  await until(
    () => !existsSync(entry),
    () => readFileSync(entry, 'utf8'),
  );
  await until(
    async () => !(await toggle.isChecked()),
    () => 'the switch is on',
  );
});
