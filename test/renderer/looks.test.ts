import { describe, expect, it } from 'vitest';
import { answersFor, NOW, STATES } from '../helpers/sample-states';
import type { Look, OpenWindow } from '../helpers/window-browser';
import { setUpWindows } from '../helpers/window-stage';
import { findAxeViolations, findCutTexts } from '../helpers/window-looks';

const THEMES = ['light', 'dark'] as const;
const OTHER_VIEWS = ['files', 'excludes', 'history', 'settings'];
const SIZES = [
  { width: 720, height: 520 },
  { width: 1600, height: 1000 },
];
const LOCALES = ['en-GB', 'de-DE'];

const browser = setUpWindows();
let window: OpenWindow;

const open = async (state: keyof typeof STATES, look: Look): Promise<OpenWindow> => {
  window = await browser.open(answersFor(STATES[state]), { now: NOW, ...look });
  await window.page.locator('h1').first().waitFor();
  await window.page
    .locator('.run-item, .bar-slot, .entry-name, .settings-part .switch, .page, .wizard')
    .first()
    .waitFor();
  return window;
};

describe.each(THEMES)('axe-core has nothing to say about %s', (theme) => {
  it('Home in every state', async () => {
    const { page, double } = await open('good', { theme });
    for (const [name, state] of Object.entries(STATES)) {
      await double.tell('state.changed', state);
      await page.locator('.age, .run, .wizard').first().waitFor();
      expect(await findAxeViolations(page), name).toEqual([]);
    }
  });

  it.each(OTHER_VIEWS)('%s', async (view) => {
    const { page } = await open('good', { theme, view });
    if (view === 'history') await page.locator('.run-item').nth(4).click();
    expect(await findAxeViolations(page)).toEqual([]);
  });

  it.each(OTHER_VIEWS)('%s with several destinations', async (view) => {
    const { page } = await open('several-overdue', { theme, view });
    expect(await findAxeViolations(page)).toEqual([]);
  });

  it('the keys, and a menu', async () => {
    const { page } = await open('good', { theme });
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    expect(await findAxeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('menu').waitFor();
    expect(await findAxeViolations(page)).toEqual([]);
  });
});

describe.each(SIZES)('at $width x $height nothing is cut', (size) => {
  it.each(LOCALES)('%s: Home in every state', async (locale) => {
    const { page, double } = await open('good', { ...size, locale });
    for (const [name, state] of Object.entries(STATES)) {
      await double.tell('state.changed', state);
      await expect.poll(() => page.locator('.age, .wizard').count()).toBe(1);
      expect(await findCutTexts(page), name).toEqual([]);
    }
  });

  it.each(LOCALES)('%s: the other views', async (locale) => {
    const each = OTHER_VIEWS.flatMap((view) =>
      (['good', 'several'] as const).map((state) => [view, state] as const),
    );
    for (const [index, [view, state]] of each.entries()) {
      const { page } = await open(state, { ...size, locale, view });
      expect(await findCutTexts(page), view).toEqual([]);
      if (index < each.length - 1) await window.close();
    }
  });
});

describe('larger letters and other directions', () => {
  it('letters of one and a half times the size fit into the usual window', async () => {
    const { page, double } = await open('good', {});
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '24px';
    });
    for (const [name, state] of Object.entries(STATES)) {
      await double.tell('state.changed', state);
      expect(await findCutTexts(page), name).toEqual([]);
    }
  });

  it('from right to left, the rail is at the right and nothing is cut', async () => {
    const { page, double } = await open('good', {});
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    const rail = await page.locator('.rail').boundingBox();
    expect((rail?.x ?? 0) + (rail?.width ?? 0)).toBe(960);
    expect(await page.locator('.rail').evaluate((one) => getComputedStyle(one).borderLeftWidth)).toBe('1px');
    await double.tell('state.changed', STATES.running);
    expect(await findCutTexts(page)).toEqual([]);
  });
});
