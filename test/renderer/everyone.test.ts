/** For everyone: other directions, larger letters, small and huge windows, forced colours, another language, keys alone. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { speak } from '../../shared/words/languages';
import { sampleLaptop } from '../helpers/sample-laptop';
import { FILE_NAMES } from '../helpers/sample-files';
import { SAMPLE_LIST, SampleSpace } from '../helpers/sample-space';
import { answersFor, GOOD, NOW, STATES } from '../helpers/sample-states';
import type { Look, OpenWindow } from '../helpers/window-browser';
import { findAxeViolations, findCutTexts, findMoving, findOverlaps, textsOf } from '../helpers/window-looks';
import { setUpWindows } from '../helpers/window-stage';
import { VIEWS } from '../../shared/views';
import { waitForWhole } from '../helpers/whole-view';

/** Those of Home that hold the most words. */
const FULL = ['running', 'attention', 'unreachable', 'broken', 'not-set-up'] as const;
const PATIENCE = 180_000;

const browser = setUpWindows();
let space: SampleSpace;

beforeEach(() => {
  space = new SampleSpace(sampleLaptop(NOW.getTime() / 1000), SAMPLE_LIST);
});
afterEach(() => {
  space.remove();
});

async function open(look: Look): Promise<OpenWindow> {
  const window = await browser.open(
    { ...answersFor(GOOD), ...space.answers, ...space.listAnswers },
    { now: NOW, timezone: 'UTC', ...look },
  );
  space.double = window.double;
  await waitForWhole(window.page, VIEWS.find((view) => view === look.view) ?? 'home');
  return window;
}

/** Each view in turn, the history at a run with gaps; then Home in its fullest states. */
async function walk({ page, double }: OpenWindow, visit: (name: string) => Promise<void>): Promise<void> {
  for (const [index, view] of VIEWS.entries()) {
    await page.keyboard.press(`Control+${index + 1}`);
    await waitForWhole(page, view);
    if (view === 'history') {
      await page.locator('.run-item').nth(4).click();
      await page.locator('.gap-folder').first().waitFor();
      await page.locator('.log-line').first().waitFor();
    }
    await visit(view);
  }
  await page.keyboard.press('Control+1');
  for (const name of FULL) {
    await double.tell('state.changed', STATES[name]);
    await page.locator('.run, .notice, .wizard').first().waitFor();
    await visit(name);
  }
}

const LOOKS: [name: string, look: Look][] = [
  ['from right to left', { direction: 'rtl' }],
  ['from right to left, small', { direction: 'rtl', width: 720, height: 520 }],
  ['at 800 x 600', { width: 800, height: 600 }],
  ['at 3840 x 2160', { width: 3840, height: 2160 }],
  ['letters at 150 %', { letters: 24, width: 1200, height: 800 }],
  ['letters at 200 %', { letters: 32, width: 1600, height: 1000 }],
];

describe.each(LOOKS)('%s', (_name, look) => {
  it(
    'nothing is cut, and nothing lies over anything else',
    async () => {
      const window = await open(look);
      await walk(window, async (at) => {
        expect(await findCutTexts(window.page), at).toEqual([]);
        expect(await findOverlaps(window.page), at).toEqual([]);
      });
      if (look.direction === 'rtl') {
        const rail = await window.page.locator('.rail').boundingBox();
        expect((rail?.x ?? 0) + (rail?.width ?? 0)).toBe(look.width ?? 960);
      }
    },
    PATIENCE,
  );
});

it.each(['light', 'dark'] as const)(
  'axe-core has nothing to say about any view with something in it: %s',
  async (theme) => {
    const window = await open({ theme });
    const { page, double } = window;
    await walk(window, async (at) => {
      expect(await findAxeViolations(page), at).toEqual([]);
    });
    await double.tell('state.changed', GOOD);
    await page.keyboard.press('Control+3');
    const picture = page.getByRole('tree');
    await picture.press('/');
    await page.keyboard.type('cache');
    await page.getByRole('searchbox').waitFor();
    expect(await findAxeViolations(page), 'search').toEqual([]);
    await picture.press('x');
    await page.getByRole('menu').waitFor();
    expect(await findAxeViolations(page), 'menu').toEqual([]);
  },
  PATIENCE,
);

it('where motion is to be reduced, nothing moves', async () => {
  const { page } = await open({});
  expect(await findMoving(page)).toEqual([]);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  const moving = ['.shape .arc', '.first-sum-bar > div', '.run-bar::-webkit-progress-value'];
  expect((await findMoving(page)).sort()).toEqual(moving.sort());
});

it(
  'in German no word of English is left, to the eye or to a screen reader',
  async () => {
    const said: Record<string, Set<string>>[] = [];
    for (const locale of ['en-GB', 'de-DE']) {
      const window = await open({ locale });
      const texts: Record<string, Set<string>> = {};
      await walk(window, async (at) => {
        texts[at] = new Set(await textsOf(window.page));
      });
      said.push(texts);
      await window.close();
    }
    const [inEnglish = {}, inGerman = {}] = said;
    const known = new Set(valuesOf(speak('de', 'de-DE').words));
    const onlyEnglish = new Set(valuesOf(speak('en', 'en-GB').words).filter((text) => !known.has(text)));
    const left = Object.entries(inGerman).flatMap(([at, texts]) =>
      [...texts]
        .filter((text) => onlyEnglish.has(text) || (inEnglish[at]?.has(text) === true && !known.has(text)))
        .filter((text) => !isData(text, at))
        .map((text) => `${at}: ${text}`),
    );
    expect(left).toEqual([]);
  },
  PATIENCE,
);

/** All plain texts of a catalogue. */
function valuesOf(words: unknown): string[] {
  if (typeof words === 'string') return [words];
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(valuesOf) : [];
}

/** Paths, names of things, figures, what programs said, and what a person types: the same in every language. */
function isData(text: string, at: string): boolean {
  return (
    /^[^\p{L}]*$/u.test(text) ||
    /[/*]|^[.\w-]+\.\w+$|@|^latchkey /.test(text) ||
    /^[\d.,\s]+ (kB|MB|GB|min|s)$|^(sshd|guard|host): |^Latchkey \d/.test(text) ||
    /^\d{4}-\d\d-\d\dT/.test(text) ||
    ['Latchkey', 'backup-host', 'keyring.lock', 'English', 'Deutsch', 'B', 'Z', 'V', 'X'].includes(text) ||
    // An argument of ssh, and a host.
    ['-o IPQoS=none', 'nas'].includes(text) ||
    // The name of the network in the sample settings; anywhere else it would be ours.
    (at === 'settings' && text === 'Home') ||
    // A month, which is often called the same.
    (at === 'files' && /^\p{L}+ \d{4}$/u.test(text)) ||
    FILE_NAMES.has(text) ||
    space.names.has(text)
  );
}

describe('colours that the desktop forces', () => {
  it('leave bars, progress, the chosen run and the view in sight', async () => {
    const { page, double } = await open({});
    await page.emulateMedia({ forcedColors: 'active' });
    const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const bar = page.locator('.bar[data-result=completed]').first();
    expect(await bar.evaluate((one) => getComputedStyle(one).backgroundColor)).not.toBe(paper);
    const outline = (selector: string): Promise<string> =>
      page
        .locator(selector)
        .first()
        .evaluate((one) => getComputedStyle(one).outlineStyle);
    expect(await outline('.rail-item[aria-current=page]')).toBe('solid');
    await double.tell('state.changed', STATES.running);
    expect(await page.locator('.run-bar').evaluate((one) => getComputedStyle(one).borderStyle)).toBe('solid');
    await page.keyboard.press('Control+5');
    await page.locator('.run-item').first().waitFor();
    expect(await outline('.run-item[aria-selected=true]')).toBe('solid');
  });
});

describe('the sheet of keys', () => {
  it('lists the keys of every view, keeps the focus, and gives it back', async () => {
    const { page } = await open({ view: 'history' });
    const list = page.getByRole('listbox');
    await list.focus();
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keys' });
    await sheet.waitFor();
    const keys = await sheet
      .locator('dt')
      .evaluateAll((all) => all.map((one) => one.textContent.replaceAll(/\s/g, '')));
    expect(keys).toEqual([
      ...['Ctrl+1', 'Ctrl+2', 'Ctrl+3', 'Ctrl+4', 'Ctrl+5', 'Ctrl+6', 'Ctrl+B', 'Arrows', 'Esc', '?'],
      ...['Enter', 'Backspace', 'Space', 'Shift+Arrows', 'Ctrl+A', '/'],
      ...['Arrows', 'Enter', 'Backspace', 'Home', '/', 'X', 'R', 'L', 'Delete'],
      ...['Ctrl+Z', 'Ctrl+V', 'Ctrl+S', 'Ctrl+.'],
      ...['PageUp,PageDown', 'Home,End'],
    ]);
    for (let step = 0; step < 5; step += 1) {
      await page.keyboard.press('Tab');
      const outside = await page.evaluate(
        () => document.activeElement?.closest('.shell > :not(dialog)') !== null,
      );
      expect(outside).toBe(false);
    }
    expect(await findAxeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    expect(await list.evaluate((one) => one === document.activeElement)).toBe(true);
  });
});
