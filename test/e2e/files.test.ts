/// <reference lib="dom" />
/** Files come back through the real window's bridge, whatever is drawn in it. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import {
  filesEvents,
  filesRequests,
  type FilesChannel,
  type FilesInput,
  type FilesOutput,
  type WantedBack,
} from '../../shared/ipc-files';
import { setUpStage } from '../helpers/app-stage';
import { completeSnapshots } from '../helpers/store';

const stage = setUpStage();

interface Heard {
  heard: unknown[];
}

/** As any script of the page can, hostile ones too. */
async function request(page: Page, channel: string, input: unknown): Promise<unknown> {
  return page.evaluate(
    ([name, value]) =>
      (
        window as unknown as { latchkey: { request: (name: string, value: unknown) => Promise<unknown> } }
      ).latchkey.request(name, value),
    [channel, input] as const,
  );
}

async function ask<C extends FilesChannel>(
  page: Page,
  channel: C,
  input: FilesInput<C>,
): Promise<FilesOutput<C>> {
  const answer = (await request(page, channel, input)) as { ok: boolean; value: unknown };
  expect(answer).toMatchObject({ ok: true });
  return filesRequests[channel].output.parse(answer.value) as FilesOutput<C>;
}

test('a deleted file is looked up and is back, with a word to who looks elsewhere; quitting ends the next cleanly', async () => {
  const { sandbox } = stage;
  sandbox.useLocalStore();
  const letter = join(sandbox.source, 'letter.txt');
  writeFileSync(letter, 'dear reader\n');
  for (let number = 0; number < 200; number += 1) {
    writeFileSync(join(sandbox.source, `page ${number}`), Buffer.alloc(100_000, number));
  }
  expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
  const [snapshot = ''] = completeSnapshots(sandbox.store);
  rmSync(letter);
  const tray = await stage.withTray();
  const notices = await stage.withNotifications();
  const app = await stage.drive();
  const page = await app.window();
  await page.evaluate(() => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    (
      window as unknown as {
        latchkey: { listen: (listener: (event: string, value: unknown) => void) => void };
      }
    ).latchkey.listen((event, value) => {
      if (event === 'files.restoring') heard.push(value);
    });
  });

  const { access, snapshots } = await ask(page, 'files.backups', null);
  expect(access).toMatchObject({ is: 'open', name: sandbox.store });
  expect(snapshots).toMatchObject([{ snapshot, latest: true }]);
  const whole = { order: 'now', descending: false, from: 0, most: 500 } as const;
  const folder = await ask(page, 'files.folder', { snapshot, path: sandbox.source, ...whole });
  expect(folder.rows[0]).toMatchObject({ path: letter, now: 'gone', size: 12 });
  expect(await ask(page, 'files.look', { snapshot, path: letter })).toMatchObject({ text: 'dear reader\n' });

  for (const bad of [
    { snapshot, paths: [`${sandbox.source}/../../etc/passwd`], how: 'beside', folder: null },
    { snapshot, paths: [letter], how: 'folder', folder: '/tmp' },
    { snapshot, paths: [letter], how: 'over everything', folder: null },
    { snapshot: '../..', paths: [letter], how: 'beside', folder: null },
  ]) {
    expect(await request(page, 'files.restore', bad)).toMatchObject({
      ...{ ok: false, failure: { code: 'request-refused' } },
    });
  }
  expect(existsSync(letter)).toBe(false);

  // It goes on without a window, in which nobody would see its end.
  await ask(page, 'files.restore', { snapshot, paths: [letter], how: 'beside', folder: null });
  await expect.poll(() => existsSync(letter)).toBe(true);
  expect(readFileSync(letter, 'utf8')).toBe('dear reader\n');
  const idle = (): Promise<unknown> => ask(page, 'files.state', null);
  await expect
    .poll(idle)
    .toMatchObject({ is: 'idle', last: { result: 'completed', placed: [{ as: letter }] } });
  const heard = await page.evaluate(() => (window as unknown as Heard).heard);
  const states = heard.map((state) => filesEvents['files.restoring'].parse(state));
  expect(states[0]).toMatchObject({ is: 'running', doing: 'restore', snapshot });
  expect(states.at(-1)).toMatchObject({ is: 'idle', unfinished: null });
  const icon = await tray.icon();
  await icon.waitForMenu((entries) => entries[0]?.label.startsWith('Last good backup') === true);

  for (const name of readdirSync(sandbox.source)) rmSync(join(sandbox.source, name));
  await app.driver.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.blur();
  });
  const all: WantedBack = { snapshot, paths: [sandbox.source], how: 'only-missing', folder: null };
  await ask(page, 'files.restore', all);
  await expect.poll(idle).toMatchObject({ is: 'idle', last: { result: 'completed', placedCount: 201 } });
  await expect.poll(() => notices.shown().map(({ summary }) => summary)).toContain('Files restored');

  for (const name of readdirSync(sandbox.source)) rmSync(join(sandbox.source, name));
  await ask(page, 'files.restore', all);
  await icon.waitForMenu((entries) => entries[0]?.label === 'Getting files back');
  await app.stop();
  const restores = join(sandbox.state, 'latchkey/restores');
  expect(existsSync(join(restores, 'lock'))).toBe(false);
  const last = readdirSync(restores).sort().at(-1) ?? '';
  const record = JSON.parse(readFileSync(join(restores, last, 'record.json'), 'utf8')) as unknown;
  expect(record).toMatchObject({ result: expect.stringMatching(/^(cancelled|completed)$/) as string });
  const resumed = await sandbox.run('--resume');
  expect([0, 1]).toContain(resumed.status);
  expect(readdirSync(sandbox.source).filter((name) => name.startsWith('.latchkey-restore-'))).toEqual([]);
});

test('somebody in a hurry presses what is there to be pressed, and has the file back', async () => {
  const { sandbox } = stage;
  sandbox.useLocalStore();
  const letter = join(sandbox.source, 'letter.txt');
  writeFileSync(letter, 'dear reader\n');
  writeFileSync(join(sandbox.source, 'stays.txt'), 'as it was');
  expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
  rmSync(letter);
  const app = await stage.drive();
  const page = await app.window();
  await page.keyboard.press('Control+2');
  const row = page.locator('.entry', { hasText: 'letter.txt' });
  await row.getByText('gone now').waitFor();
  await row.click();
  await page.getByText('not there').waitFor();
  await page.getByRole('button', { name: /^Put letter\.txt \(12 bytes\) from .* back in source$/ }).click();
  await page.getByText('It is back').waitFor();
  expect(readFileSync(letter, 'utf8')).toBe('dear reader\n');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Undone').waitFor();
  expect(existsSync(letter)).toBe(false);
  expect(readFileSync(join(sandbox.source, 'stays.txt'), 'utf8')).toBe('as it was');
  await app.stop();
});
