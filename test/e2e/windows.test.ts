/// <reference lib="dom" />
/** The window: when there is one, what it may ask, and what it may not do. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { says, setUpStage } from '../helpers/app-stage';
import { historyOf } from '../helpers/records';
import { until } from '../helpers/until';

const stage = setUpStage();

/** Sends through the bridge as any script in the page could. */
const ask = (page: Page, channel: unknown, input: unknown): Promise<unknown> =>
  page.evaluate(
    ([name, value]) =>
      (
        globalThis as unknown as { latchkey: { request: (n: unknown, v: unknown) => Promise<unknown> } }
      ).latchkey.request(name, value),
    [channel, input] as const,
  );

test('in the tray there is no renderer; one comes with the window and goes with it', async () => {
  stage.sandbox.useLocalStore();
  const tray = await stage.withTray();
  const app = await stage.drive({ args: ['--background'] });
  const icon = await tray.icon();
  await says(icon, /^No backup yet$/);
  expect(app.confinements()).toEqual([]);

  const opened = app.driver.waitForEvent('window');
  await icon.click('Open Latchkey');
  const page = await opened;
  expect(app.confinements()).toMatchObject([{ seccomp: true, namespace: true }]);
  await page.close();
  await until(
    () => app.confinements().length === 0,
    () => JSON.stringify(app.confinements()),
  );
  // It is still there.
  await says(icon, /^No backup yet$/);
});

test('a second start shows the window of the first, at the view that it names', async () => {
  stage.sandbox.useLocalStore();
  await stage.withTray();
  const app = await stage.drive({ args: ['--background'] });
  const second = stage.start({ args: ['--show', 'history'] });
  expect(await second.ended).toBe(0);
  const page = await app.window();
  await until(
    () => page.url() === 'latchkey://app/index.html?view=history',
    () => page.url(),
  );
});

test('the window backs up, and what it asks for otherwise is refused in words', async () => {
  stage.sandbox.useLocalStore();
  await stage.withTray();
  const app = await stage.drive();
  const page = await app.window();
  await page.getByRole('button', { name: 'Back up now' }).click();
  await until(
    () => historyOf(stage.sandbox).length === 1,
    () => 'no record of a run',
  );
  await page
    .getByText(/Last good backup/)
    .first()
    .waitFor();

  for (const [channel, input] of [
    ['no.such', null],
    ['constructor', null],
    ['__proto__', null],
    [{ toString: 'state.get' }, null],
    ['pause.set', 'forever'],
    ['history.list', { most: 1e9 }],
    ['history.log', { id: '../../../../etc/passwd' }],
    ['desktop.open', '/etc/passwd'],
    ['autostart.set', 'yes'],
  ]) {
    expect(await ask(page, channel, input)).toMatchObject({
      ok: false,
      failure: { code: 'request-refused' },
    });
  }
  await expect.poll(() => ask(page, 'state.get', null)).toMatchObject({ ok: true, value: { running: null } });
});

test('a new window’s page says how things stand before any script of it has run', async () => {
  stage.sandbox.useLocalStore();
  await stage.withTray();
  const app = await stage.drive();
  const page = await app.window();
  const sources = await app.driver.evaluate(({ session }) =>
    Promise.all(
      ['?view=home', '?view=history', '?view=nowhere', ''].map(async (search) => {
        const page = await session
          .fromPartition('persist:latchkey')
          .fetch(`latchkey://app/index.html${search}`);
        return page.text();
      }),
    ),
  );
  const [home, history, ...others] = sources;
  expect(home).toMatch(/<div class="shell" inert.*None yet.*Back up now/s);
  expect(history).toMatch(/<div class="shell" inert.*aria-current="page">.*History/s);
  expect(history).not.toContain('Back up now');
  for (const other of others) expect(other).toContain('<div id="window"></div>');
  // Both speak to the person in one language.
  expect(home).toContain(`<html lang="${await page.evaluate(() => document.documentElement.lang)}" `);
  expect(await app.driver.evaluate(({ app }) => app.getLocale())).toBe(
    await page.evaluate(() => navigator.language),
  );
});

test('a page can reach nothing: no network, no file, no other page, no frame with our bridge', async () => {
  stage.sandbox.useLocalStore();
  await stage.withTray();
  const app = await stage.drive();
  const page = await app.window();
  await page.waitForLoadState();
  const tries = await page.evaluate(async () => {
    const attempt = async (work: () => unknown): Promise<string> => {
      try {
        await work();
        return 'possible';
      } catch {
        return 'refused';
      }
    };
    const runsInline = (): string => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.ran = true';
      document.body.append(script);
      return 'ran' in globalThis ? 'possible' : 'refused';
    };
    return {
      network: await attempt(() => fetch('http://127.0.0.1:1/')),
      file: await attempt(() => fetch('file:///etc/passwd')),
      ownScheme: await attempt(() => fetch('latchkey://app/main.mjs')),
      inlineScript: runsInline(),
      node: typeof (globalThis as { process?: unknown }).process,
      require: typeof (globalThis as { require?: unknown }).require,
      notifications: await Notification.requestPermission(),
      opened: window.open('latchkey://app/index.html') === null,
    };
  });
  expect(tries).toEqual({
    network: 'refused',
    file: 'refused',
    ownScheme: 'refused',
    inlineScript: 'refused',
    node: 'undefined',
    require: 'undefined',
    notifications: 'denied',
    opened: true,
  });
  await page.evaluate(() => {
    location.href = 'https://example.org/';
  });
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.src = 'latchkey://app/index.html';
    document.body.append(frame);
  });
  expect(page.url()).toMatch(/^latchkey:\/\/app\/index\.html/);
  for (const frame of page.frames().slice(1)) {
    expect(await frame.evaluate(() => typeof (globalThis as { latchkey?: unknown }).latchkey)).toBe(
      'undefined',
    );
  }
  expect(app.driver.windows()).toHaveLength(1);
});

test('without a tray the window opens by itself and says why, and closing it ends the application', async () => {
  stage.sandbox.useLocalStore();
  const app = await stage.drive({ args: ['--background'] });
  const page = await app.window();
  await page.getByText(/tray/i).first().waitFor();
  await page.close();
  expect(await app.ended).toBe(0);
});
