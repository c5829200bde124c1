import { describe, expect, it } from 'vitest';
import { answersFor, GOOD, NOW } from '../helpers/sample-states';
import type { OpenWindow } from '../helpers/window-browser';
import { setUpWindows } from '../helpers/window-stage';

const browser = setUpWindows();
let window: OpenWindow;

const VIEWS = ['Home', 'Space', 'Excludes', 'History', 'Settings'];

describe('by keyboard alone', () => {
  it('Ctrl+1 to Ctrl+5 show the views, as the rail does', async () => {
    window = await browser.open(answersFor(GOOD), { now: NOW, view: 'settings' });
    const current = (): Promise<string> => window.page.locator('.rail [aria-current=page]').innerText();
    expect(await current()).toBe('Settings');
    for (const [index, name] of VIEWS.entries()) {
      await window.page.keyboard.press(`Control+${index + 1}`);
      await expect.poll(current).toBe(name);
    }
  });

  it('every control can be reached by Tab, with a focus that is seen', async () => {
    for (const view of ['home', 'excludes', 'history', 'settings']) {
      window = await browser.open(answersFor(GOOD), { now: NOW, view });
      const { page } = window;
      await expect.poll(() => page.getByText(/^Reading the/).count()).toBe(0);
      // One stop for a group of radio buttons, and for a row of bars.
      const controls = page.locator(
        ':is(button:enabled, select, input, [tabindex="0"]):not([tabindex="-1"], [type=radio]:not(:checked))',
      );
      // Around once, however much comes while it is gone around.
      for (let step = 0, around = false; !around; step += 1) {
        await page.keyboard.press('Tab');
        const at = await page.evaluate((now) => {
          const focused = document.activeElement;
          if (focused === null || focused === document.body) return undefined;
          // A field of several parts, such as a time, is left part by part.
          const known = Number(focused.getAttribute('data-reached') ?? now) < now - 1;
          focused.setAttribute('data-reached', String(now));
          return { known, outline: getComputedStyle(focused).outlineStyle };
        }, step);
        expect(at?.outline, `${view}: step ${step}`).not.toBe('none');
        around = at?.known === true;
      }
      const missed = await controls.evaluateAll((all) =>
        all.filter((one) => !one.hasAttribute('data-reached')).map((one) => one.outerHTML),
      );
      expect(missed, view).toEqual([]);
      if (view !== 'settings') await window.close();
    }
  });

  it('? shows the keys, Escape closes them, and a field takes it as a letter', async () => {
    window = await browser.open(answersFor(GOOD), { now: NOW, view: 'history' });
    const { page } = window;
    const dialog = page.getByRole('dialog', { name: 'Keys' });
    await page.keyboard.press('?');
    await dialog.waitFor();
    expect(await dialog.innerText()).toContain('Back up now');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    const search = page.getByRole('searchbox');
    await search.fill('a');
    await search.press('?');
    expect(await search.inputValue()).toBe('a?');
    expect(await dialog.count()).toBe(0);
  });

  it('Ctrl+B backs up from everywhere, once', async () => {
    window = await browser.open(answersFor(GOOD), { now: NOW, view: 'settings' });
    await window.page.keyboard.press('Control+b');
    await expect.poll(() => window.double.count('run.start')).toBe(1);
    await window.page.getByText('Last good backup').waitFor();
  });

  it('the main process can turn the open window to a view', async () => {
    window = await browser.open(answersFor(GOOD), { now: NOW });
    await window.double.tell('view.show', 'settings');
    await window.page.getByRole('heading', { name: 'Settings' }).waitFor();
  });
});
