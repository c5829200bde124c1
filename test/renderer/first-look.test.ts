/** The window before its scripts have run: what the main process puts into its page is what they will show. */
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import type { FirstLook, FirstLookRequest, RenderFirstLook } from '../../shared/first-look';
import { answersFor, GOOD, NOW, STATES } from '../helpers/sample-states';
import { setUpWindows } from '../helpers/window-stage';

const browser = setUpWindows();
const { renderFirstLook } = (await import(pathToFileURL('dist/app/first-look.mjs').href)) as {
  renderFirstLook: RenderFirstLook;
};
const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** As it is made at the time of the samples. */
function lookThen(request: FirstLookRequest): FirstLook {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  try {
    return renderFirstLook(request);
  } finally {
    vi.useRealTimers();
  }
}

/** All words and where they stand; but for what the window has yet to ask for: the runs, and what can be done about gaps. */
function seen(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // React has a text node for each part of a sentence.
    document.normalize();
    const texts: string[] = [];
    const walker = document.createTreeWalker(
      document.querySelector('.shell') ?? document,
      NodeFilter.SHOW_TEXT,
    );
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node.parentElement?.closest('title, .bars-block, .notice-buttons') !== null) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const { x, y, width } = range.getBoundingClientRect();
      texts.push(`${node.nodeValue ?? ''} at ${[x, y, width].map(Math.round).join(' ')}`);
    }
    return texts;
  });
}

const STATES_OF_HOME = Object.entries(STATES).filter(([name]) => name !== 'not-set-up');

it.each(['en-GB', 'de-DE'])(
  'in every state it says what Home says, in the same places: %s',
  async (locale) => {
    for (const [name, state] of STATES_OF_HOME) {
      const firstLook = lookThen({ state, view: 'home', locale, choices: {} });
      const look = { now: NOW, timezone, locale, firstLook };
      const before = await browser.open(answersFor(state), { ...look, withoutScripts: true });
      const after = await browser.open(answersFor(state), look);
      const words = await seen(before.page);
      expect(words.length).toBeGreaterThan(8);
      expect(words, name).toEqual(await seen(after.page));
      expect(await before.page.evaluate(() => document.documentElement.lang)).toBe(locale);
      expect([...before.complaints, ...after.complaints], name).toEqual([]);
      await before.close();
      await after.close();
    }
  },
  180_000,
);

it.each([...Object.keys(STATES)])('%s: nothing in it can be pressed, nothing is left of it', async (name) => {
  const state = STATES[name as keyof typeof STATES];
  const firstLook = lookThen({ state, view: 'home', locale: 'en-GB', choices: {} });
  const before = await browser.open(answersFor(state), { firstLook, withoutScripts: true });
  await before.page.keyboard.press('Tab');
  expect(await before.page.evaluate(() => document.activeElement === document.body)).toBe(true);
  const after = await browser.open(answersFor(state), { firstLook });
  expect(await after.page.locator('.shell').count()).toBe(1);
  expect(await after.page.locator('[inert]').count()).toBe(0);
});

it('other views have the rail at once, with their own name lit', () => {
  const { markup } = lookThen({ state: GOOD, view: 'excludes', locale: 'en-GB', choices: {} });
  expect(markup).toMatch(/aria-current="page">(?:(?!<button).)*Excludes/);
  expect(markup).toMatch(/<main class="screen"><\/main>/);
});

it('what was chosen for the window counts before anything is painted: theme and language', async () => {
  const choices = { theme: 'dark', language: 'de' };
  const firstLook = lookThen({ state: GOOD, view: 'home', locale: 'en-GB', choices });
  expect(firstLook.language).toBe('de-DE');
  const first = await browser.open(answersFor(GOOD), { firstLook, choices, withoutScripts: true });
  expect(await first.page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
  expect(await first.page.evaluate(() => document.documentElement.lang)).toBe('de-DE');
  expect(await first.page.locator('.age').isVisible()).toBe(true);
  await first.page.getByText('Letzte gute Sicherung').first().waitFor();
  const whole = await browser.open(answersFor(GOOD), { firstLook, choices });
  await whole.page.getByText('Letzte gute Sicherung').first().waitFor();
});
