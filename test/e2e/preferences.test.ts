/** What the application remembers of itself: its window's place, and what was chosen for it. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { firstLine, setUpStage } from '../helpers/app-stage';
import type { DrivenApp } from '../helpers/electron-app';

const stage = setUpStage();

const fileOf = (): string => join(stage.sandbox.state, 'latchkey/application/preferences.json');

interface Seen {
  maximized: boolean;
  width: number;
  themeSource: string;
}

const look = (app: DrivenApp): Promise<Seen> =>
  app.driver.evaluate(({ BrowserWindow, nativeTheme }) => {
    const [window] = BrowserWindow.getAllWindows();
    return {
      maximized: window?.isMaximized() ?? false,
      width: window?.getNormalBounds().width ?? 0,
      themeSource: nativeTheme.themeSource,
    };
  });

test('the window comes back where it was, in the theme and the language that were chosen', async () => {
  stage.sandbox.useLocalStore();
  const tray = await stage.withTray();
  const first = await stage.drive({ args: ['--show', 'settings'] });
  const page = await first.window();
  await page.getByLabel('Colours').selectOption('Dark');
  const icon = await tray.icon();
  await icon.waitForMenu((entries) => firstLine(entries) === 'No backup yet');
  await page.getByLabel('Language').selectOption('Deutsch');
  await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
  // At once, in the tray as well.
  await icon.waitForMenu((entries) => firstLine(entries) === 'Noch keine Sicherung');
  await icon.waitFor(({ ToolTip }) => ToolTip.title.includes('Noch keine Sicherung'));
  await first.driver.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 40, width: 1000, height: 700 });
  });
  // Ended with its window open: by a signal, as at the end of a session.
  await first.stop();
  expect(statSync(fileOf()).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(fileOf(), 'utf8'))).toMatchObject({
    choices: { theme: 'dark', language: 'de' },
    window: { x: 40, y: 40, width: 1000, height: 700, maximized: false },
  });

  const second = await stage.drive();
  const iconAgain = await tray.icon();
  await iconAgain.waitForMenu((entries) => firstLine(entries) === 'Noch keine Sicherung');
  const again = await second.window();
  expect(await look(second)).toEqual({ maximized: false, width: 1000, themeSource: 'dark' });
  // Before any script has run: what the main process put into the page.
  const source = await second.driver.evaluate(async ({ session }) => {
    const answer = await session
      .fromPartition('persist:latchkey')
      .fetch('latchkey://app/index.html?view=home');
    return answer.text();
  });
  expect(source).toContain('<html lang="de-DE" data-choices="{&quot;theme&quot;:&quot;dark&quot;');
  expect(source).toContain('Noch keine');
  await again.getByText('Noch keine').first().waitFor();
});

test('a maximised window comes back maximised, with the size that it has when it is not', async () => {
  stage.sandbox.useLocalStore();
  await stage.withTray();
  stage.withWindowManager();
  mkdirSync(join(fileOf(), '..'), { recursive: true });
  const window = { x: 10, y: 10, width: 980, height: 660, maximized: true };
  writeFileSync(fileOf(), JSON.stringify({ window }));
  const app = await stage.drive();
  const page = await app.window();
  await expect.poll(() => look(app)).toMatchObject({ maximized: true });
  await page.getByText('None yet').first().waitFor();
  await app.stop();
  expect(JSON.parse(readFileSync(fileOf(), 'utf8'))).toMatchObject({ window: { maximized: true } });
});

test.each([
  [
    'garbage',
    (): void => {
      writeFileSync(fileOf(), '{"choices":');
    },
  ],
  [
    'of another kind',
    (): void => {
      writeFileSync(fileOf(), '{"choices":{"theme":{"a":1}},"window":[1]}');
    },
  ],
  [
    'a directory',
    (): void => {
      mkdirSync(fileOf());
    },
  ],
])('a file that is %s costs the preferences alone', async (_what, spoil) => {
  stage.sandbox.useLocalStore();
  await stage.withTray();
  mkdirSync(join(fileOf(), '..'), { recursive: true });
  spoil();
  const app = await stage.drive();
  const page = await app.window();
  await page.getByText('None yet').first().waitFor();
  expect(await look(app)).toEqual({ maximized: false, width: 960, themeSource: 'system' });
  expect(app.stderr()).not.toContain('Error');
});
