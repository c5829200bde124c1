import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VIEWS } from '../../shared/views';
import { sampleLaptop } from '../helpers/sample-laptop';
import { SAMPLE_LIST, SampleSpace } from '../helpers/sample-space';
import { answersFor, GOOD, NOW, STATES } from '../helpers/sample-states';
import { waitForWhole } from '../helpers/whole-view';
import type { OpenWindow } from '../helpers/window-browser';
import { setUpWindows } from '../helpers/window-stage';

const browser = setUpWindows();
const SEVERAL = STATES['several-overdue'];
let window: OpenWindow;
let space: SampleSpace;

beforeEach(() => {
  space = new SampleSpace(sampleLaptop(NOW.getTime() / 1000), SAMPLE_LIST);
});
afterEach(() => {
  space.remove();
});

/** Whether what has the focus shows it: by its outline, the exclude editor by one over all of it, the picture by a box. */
function showsFocus(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const focused = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
    // Between the last control and the first.
    if (focused === null || focused === document.body) return true;
    const marks = document.querySelector<HTMLCanvasElement>('canvas.picture-marks');
    if (focused.role === 'tree' && marks !== null) {
      const drawn = marks.getContext('2d')?.getImageData(0, 0, marks.width, marks.height).data;
      return drawn?.some((value) => value !== 0) === true;
    }
    const editor = focused.closest('.cm-editor');
    const ring = editor === null ? getComputedStyle(focused) : getComputedStyle(editor, '::after');
    return ring.outlineStyle !== 'none';
  });
}

describe('by keyboard alone', () => {
  it('Ctrl+1 to Ctrl+6 show the views, as the rail does', async () => {
    window = await browser.open(answersFor(GOOD), { now: NOW, view: 'settings' });
    const current = (): Promise<string> => window.page.locator('.rail [aria-current=page]').innerText();
    expect(await current()).toBe('Settings');
    for (const [index, name] of ['Home', 'Files', 'Space', 'Excludes', 'History', 'Settings'].entries()) {
      await window.page.keyboard.press(`Control+${index + 1}`);
      await expect.poll(current).toBe(name);
    }
  });

  it('every control can be reached by Tab, with a focus that is seen', async () => {
    const all = [
      ...VIEWS.map((view) => [view, GOOD] as const),
      ['home', SEVERAL] as const,
      ['settings', SEVERAL] as const,
    ];
    for (const [view, state] of all) {
      window = await browser.open(
        { ...answersFor(state), ...space.answers, ...space.listAnswers },
        { now: NOW, view },
      );
      space.double = window.double;
      const { page } = window;
      await waitForWhole(page, view);
      // Whatever can be unfolded is.
      for (const folded of await page.locator('details:not([open]) > summary, [popovertarget]').all())
        await folded.click();
      // One stop for a group of radio buttons, and for a row of bars.
      const controls = page.locator(
        ':is(button:enabled, select, input, summary, [tabindex="0"]):not([hidden], [tabindex="-1"], [type=radio]:not(:checked))',
      );
      // Around once, however much comes while it is gone around.
      for (let step = 0, around = false; !around; step += 1) {
        await page.keyboard.press('Tab');
        around = await page.evaluate((now) => {
          const focused = document.activeElement;
          if (focused === null || focused === document.body) return false;
          // A field of several parts, such as a time, is left part by part.
          const known = Number(focused.getAttribute('data-reached') ?? now) < now - 1;
          focused.setAttribute('data-reached', String(now));
          return known;
        }, step);
        await expect.poll(() => showsFocus(page)).toBe(true);
      }
      const missed = await controls.evaluateAll((all) =>
        all.filter((one) => !one.hasAttribute('data-reached')).map((one) => one.outerHTML),
      );
      expect(missed, view).toEqual([]);
      expect(await controls.count(), view).toBeGreaterThan(VIEWS.length);
      if (view !== 'settings' || state !== SEVERAL) await window.close();
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
