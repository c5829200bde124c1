/// <reference lib="dom" />
/** Space in the real Electron: a real tree, a real service, the person's own list, and what a backup then holds. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { formatBytes } from '../../shared/words';
import { setUpStage } from '../helpers/app-stage';
import type { DrivenApp } from '../helpers/electron-app';
import { startStandIn } from '../helpers/json-lines';
import { historyOf } from '../helpers/records';
import { copyOf } from '../helpers/store';
import { until } from '../helpers/until';

const stage = setUpStage();
/** Somebody's own: comments, odd line ends, no end of the last line. */
const LIST = '# mine\r\n*.o\r\nlast';

const FILES: [path: string, bytes: number][] = [
  ['videos/film.mkv', 900_000],
  ['videos/short.mkv', 200_000],
  ['.cache/pip/wheel', 400_000],
  ['letters/friend.txt', 30_000],
  ['letters/old.o', 20_000],
];

function makeHome(): string {
  const { source } = stage.sandbox;
  for (const [path, bytes] of FILES) {
    mkdirSync(join(source, path, '..'), { recursive: true });
    writeFileSync(join(source, path), randomBytes(bytes));
  }
  stage.sandbox.useLocalStore();
  stage.sandbox.writeExcludeList(LIST);
  return source;
}

const list = (): string => readFileSync(join(stage.sandbox.config, 'exclude'), 'utf8');

/** What du says, as the window writes it. */
const duOf = (...args: string[]): string =>
  formatBytes(Number(execFileSync('du', ['-s', '-B1', ...args], { encoding: 'utf8' }).split('\t')[0]));

async function openSpace(environment: Record<string, string> = {}): Promise<Page> {
  return (await driveSpace(environment)).page;
}

async function driveSpace(environment: Record<string, string> = {}): Promise<{ app: DrivenApp; page: Page }> {
  await stage.withTray();
  const app = await stage.drive({ args: ['--show', 'space'], environment });
  const page = await app.window();
  await page.getByRole('tree').waitFor();
  // Until then the sums are of what has been seen, and they move to what they come to.
  const { source } = stage.sandbox;
  const kept = duOf('--exclude=*.o', source);
  await expect.poll(() => sums(page)).toBe(`${duOf(source)} on disk · ${kept} will be backed up`);
  return { app, page };
}

const sums = (page: Page): Promise<string> => page.locator('.sums').innerText();
const focused = async (page: Page): Promise<string> =>
  (await page.locator('[role=treeitem]').textContent()) ?? '';
async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

test('scanned, walked and zoomed by keys; x leaves out, the sum moves, Ctrl+Z puts the list back; a backup obeys', async () => {
  const source = makeHome();
  const page = await openSpace();
  expect((await sums(page)).split(' on disk')[0]).toBe(duOf(source));
  const before = await sums(page);
  await page.getByRole('tree').focus();
  expect(await focused(page)).toMatch(new RegExp(`^${source}, `));
  await press(page, 'ArrowRight');
  await expect.poll(() => focused(page)).toMatch(/source\/videos, 1\.1 MB/);
  await press(page, 'Enter');
  await expect.poll(() => page.locator('.breadcrumb [aria-current]').innerText()).toBe('videos');
  await press(page, 'Backspace');
  await expect.poll(() => page.locator('.breadcrumb [aria-current]').innerText()).toMatch(/source$/);
  await expect.poll(() => focused(page)).toMatch(/source\/videos/);

  await press(page, 'x');
  await page.getByRole('menuitem', { name: 'Exclude this folder' }).waitFor();
  await press(page, 'Enter');
  await expect.poll(list).toBe(`${LIST}\r\n${source}/videos/\r\n`);
  await expect.poll(() => sums(page)).not.toBe(before);
  await expect.poll(() => focused(page)).toContain(`excluded by line 4: ${source}/videos/`);
  await press(page, 'Control+z');
  await expect.poll(list).toBe(LIST);
  await expect.poll(() => sums(page)).toBe(before);

  // All caches like this one, by the right button; then files like this one, from the table.
  await page.getByRole('button', { name: '.cache', exact: true }).click();
  await expect.poll(() => page.locator('.breadcrumb [aria-current]').innerText()).toMatch(/cache/);
  const box = await page.getByRole('tree').boundingBox();
  await page.mouse.click((box?.x ?? 0) + 20, (box?.y ?? 0) + 20, { button: 'right' });
  await page.getByRole('menuitem', { name: 'Exclude everything under “Caches”' }).click();
  await expect.poll(list).toContain('.cache/');
  await page.getByRole('tab', { name: 'Types' }).click();
  await press(page, 'Backspace');
  await page.locator('.breadcrumb').getByRole('button').first().click();
  await page.getByRole('button', { name: 'Exclude *.mkv' }).click();
  await expect.poll(list).toContain('*.mkv');

  await press(page, 'Control+b');
  await until(
    () => historyOf(stage.sandbox).length === 1,
    () => 'no record of a run',
  );
  expect(historyOf(stage.sandbox)[0]?.result).toBe('completed');
  const copy = copyOf(stage.sandbox.store, source);
  const kept = FILES.filter(([path]) => existsSync(join(copy, path))).map(([path]) => path);
  expect(kept).toEqual(['letters/friend.txt']);
});

test('its path is copied; shown in a file manager where there is one, and said where there is none', async () => {
  makeHome();
  const bin = stage.sandbox.directory('bin');
  const asked = join(stage.sandbox.path, 'asked');
  // What it says where no program opens folders (xdg-open(1), exit code 3).
  writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\nprintf '%s' "$1" >'${asked}'\nexit 3\n`, { mode: 0o755 });
  const page = await openSpace({ PATH: `${bin}:${process.env.PATH ?? ''}` });
  await page.getByRole('tree').focus();
  await press(page, 'ArrowRight', 'x');
  await page.getByRole('menuitem', { name: 'Show in the file manager' }).click();
  await page.getByRole('alert').getByText('It could not be opened').waitFor();
  expect(readFileSync(asked, 'utf8')).toBe(stage.sandbox.source);
  await page.getByRole('button', { name: 'Close this message' }).click();
  // The message has gone, and the keys are the picture's again.
  const shown: unknown[] = [];
  const manager = await startStandIn('file-manager.py', [], stage.desktop.session.address, (line) => {
    if (line.event === 'shown') shown.push(line.addresses);
  });
  await press(page, 'x');
  await page.getByRole('menuitem', { name: 'Show in the file manager' }).click();
  await until(
    () => shown.length > 0,
    () => 'the file manager was asked for nothing',
  );
  expect(shown).toEqual([[pathToFileURL(join(stage.sandbox.source, 'videos')).href]]);
  await manager.stop();
  await press(page, 'x');
  await page.getByRole('menuitem', { name: 'Copy the path' }).click();
  await page.getByText('The path is copied.').waitFor();
});

test('Delete moves to the trash after a question, the sum follows, and Ctrl+Z puts it back as it was', async () => {
  const source = makeHome();
  const film = join(source, 'videos/film.mkv');
  const content = readFileSync(film);
  const data = join(stage.sandbox.path, 'data');
  const { app, page } = await driveSpace({ XDG_DATA_HOME: data });
  const before = await sums(page);
  // The desktop's own dialog cannot be pressed from here: it answers as a person would have.
  const questions: string[] = [];
  const answerWith = (button: number): Promise<void> =>
    app.driver.evaluate(({ dialog }, response) => {
      dialog.showMessageBox = (...given: unknown[]) => {
        const { message } = given.at(-1) as { message: string };
        Object.assign(globalThis, {
          asked: [...((Reflect.get(globalThis, 'asked') ?? []) as string[]), message],
        });
        return Promise.resolve({ response, checkboxChecked: false });
      };
    }, button);
  const asked = async (): Promise<number> => {
    const all = await app.driver.evaluate(() => (Reflect.get(globalThis, 'asked') ?? []) as string[]);
    questions.splice(0, questions.length, ...all);
    return all.length;
  };

  await page.getByRole('tree').focus();
  await press(page, 'ArrowRight', 'ArrowRight');
  await expect.poll(() => focused(page)).toMatch(/videos\/film\.mkv/);
  await answerWith(1);
  await press(page, 'Delete');
  await expect.poll(asked).toBe(1);
  expect(existsSync(film)).toBe(true);
  await answerWith(0);
  await press(page, 'Delete');
  await page.getByText(/^In the trash: film\.mkv/).waitFor();
  expect(questions[0]).toContain('film.mkv');
  expect(existsSync(film)).toBe(false);
  expect(readFileSync(join(data, 'Trash/files/film.mkv'))).toEqual(content);
  await expect
    .poll(() => sums(page))
    .toBe(`${duOf(source)} on disk · ${duOf('--exclude=*.o', source)} will be backed up`);
  expect(await sums(page)).not.toBe(before);
  await page.getByRole('button', { name: 'Put back “film.mkv”' }).waitFor();
  await press(page, 'Control+z');
  await page.getByText('film.mkv is back in its place.').waitFor();
  expect(readFileSync(film)).toEqual(content);
  expect(existsSync(join(data, 'Trash/info/film.mkv.trashinfo'))).toBe(false);
  await expect.poll(() => sums(page)).toBe(before);
  expect(list()).toBe(LIST);
});

test('what du and ncdu wrote opens in the same view: by file, by drop and by paste', async () => {
  const source = makeHome();
  const page = await openSpace();
  const du = execFileSync('du', ['-ak', source], { encoding: 'utf8' });
  const ncdu = join(stage.sandbox.path, 'list.json');
  execFileSync('ncdu', ['-0', '-o', ncdu, source]);

  await page.locator('input[type=file]').setInputFiles(ncdu);
  await page.getByText('list.json: a list made elsewhere').waitFor();
  await expect.poll(() => sums(page)).toBe(`${duOf(source)} on disk`);
  await page.getByRole('button', { name: 'Back to this laptop' }).click();
  await expect.poll(() => sums(page)).toMatch(/will be backed up$/);

  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'elsewhere.du', { type: 'text/plain' }));
    const where = document.querySelector('.space');
    for (const type of ['dragover', 'drop']) {
      where?.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    }
  }, du);
  await page.getByText('elsewhere.du: a list made elsewhere').waitFor();
  await expect.poll(() => sums(page)).toBe(`${duOf(source)} on disk`);
  await page.getByRole('button', { name: 'Back to this laptop' }).click();

  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  }, du);
  await page.getByText('Pasted list: a list made elsewhere').waitFor();
  expect(list()).toBe(LIST);
});
