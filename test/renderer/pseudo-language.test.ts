/** A language that nobody speaks: longer, accented, from right to left. What is in sight and not in it has been forgotten. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { VIEWS } from '../../shared/views';
import { buildPseudoPage, OPEN } from '../helpers/pseudo-language';
import { FILE_NAMES, SampleFiles } from '../helpers/sample-files';
import { sampleLaptop } from '../helpers/sample-laptop';
import { SAMPLE_LIST, SampleSpace } from '../helpers/sample-space';
import { answersFor, GOOD, NOW, STATES } from '../helpers/sample-states';
import { startWindowBrowser, type WindowBrowser } from '../helpers/window-browser';
import { findCutTexts } from '../helpers/window-looks';

let browser: WindowBrowser;
let space: SampleSpace;

beforeAll(async () => {
  browser = await startWindowBrowser(await buildPseudoPage());
}, 120_000);
afterAll(() => browser.close());
beforeEach(() => {
  space = new SampleSpace(sampleLaptop(NOW.getTime() / 1000), SAMPLE_LIST);
});
afterEach(() => {
  space.remove();
});

it('says nothing in any view that is not from the catalogue, and has room for longer words', async () => {
  const answers = { ...answersFor(GOOD), ...space.answers, ...space.listAnswers };
  const { page, double, complaints } = await browser.open(answers, {
    ...{ now: NOW, timezone: 'UTC', locale: 'de-DE', direction: 'rtl' },
  });
  space.double = double;
  const sample = JSON.stringify([GOOD, STATES, answersFor(GOOD)]);
  const found = new Map<string, string[]>();
  const look = async (name: string): Promise<void> => {
    await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
    const said = await textsWithoutMarks(page);
    const foreign = said.filter(
      (text) => !isData(text) && !sample.includes(JSON.stringify(text).slice(1, -1)),
    );
    if (foreign.length > 0) found.set(name, [...new Set(foreign)]);
    const cut = await findCutTexts(page);
    if (cut.length > 0) found.set(`${name}: cut`, cut);
  };
  for (const [index, view] of VIEWS.entries()) {
    await page.keyboard.press(`Control+${index + 1}`);
    await page.locator(CONTENT[view]).first().waitFor();
    if (view === 'history') {
      await page.locator('.run-item').nth(4).click();
      await page.locator('.log-line').first().waitFor();
    }
    await look(view);
  }
  await page.keyboard.press('?');
  await page.locator('dialog[open]').waitFor();
  await look('keys');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+1');
  for (const [name, state] of Object.entries(STATES)) {
    await double.tell('state.changed', state);
    await page.locator('.home, .wizard').first().waitFor();
    await look(name);
  }
  // Where there are several destinations, other views say more, too.
  const files = new SampleFiles();
  files.destinations = STATES.several.destinations.map(({ name }, index) => ({
    ...{ name, is: (['open', 'locked', 'away'] as const)[index] ?? 'open' },
  }));
  Object.assign(double.answers, answersFor(STATES.several), files.answers);
  await double.tell('state.changed', STATES.several);
  for (const [key, view] of [
    [6, 'settings'],
    [5, 'history'],
    [2, 'files'],
  ] as const) {
    await page.keyboard.press(`Control+${key}`);
    await page.locator(CONTENT[view]).first().waitFor();
    await look(`${view} of several`);
  }
  await page.keyboard.press('Control+6');
  for (const [at, name] of ['add', 'rename', 'remove'].entries()) {
    await page.locator('#settings-destinations .settings-buttons button').nth(at).click();
    await page.locator(at === 0 ? '.wizard' : 'dialog[open]').waitFor();
    await look(name);
    if (at === 0) await page.locator('.wizard-foot button').first().click();
    else await page.keyboard.press('Escape');
  }
  expect(Object.fromEntries(found)).toEqual({});
  expect(complaints).toEqual([]);
}, 180_000);

const CONTENT = {
  home: '.bar-slot',
  files: '.entry-row, .files-body',
  space: '.list-table',
  excludes: '.cm-line',
  history: '.run-item',
  settings: '.settings-form',
};

/** Numbers, sizes and times, as Intl writes them; what is a path; and lines of a log, which are programs' own. */
function isData(text: string): boolean {
  const bare = text.replace(/\b(kB|MB|GB|TB|min)\b/g, '');
  return (
    !/\p{L}{2}/u.test(bare) ||
    TIME.test(text) ||
    DAY.test(text) ||
    NAMES.has(text.replace(/^title=/, '')) ||
    text.includes('/') ||
    text.startsWith('sshd: ')
  );
}

/** Names of the sample's: folders in Space, ssh's arguments, a network, a host; and languages, each in itself. */
const NAMES = new Set([
  ...['videos', 'Pictures', 'work', 'Music', 'Downloads', 'Documents', '.local', '.thunderbird', '.var'],
  ...['-o IPQoS=none', 'Home', 'nas', 'English', 'Deutsch'],
  ...FILE_NAMES,
]);

/** "8. November", "November 2026". */
const DAY = /^(aria-label=)?((\d+\. )\p{L}+( \d{4})?|\p{L}+ \d{4})$/u;
const TIME = /^(title=)?((Mo|Di|Mi|Do|Fr|Sa|So)\.?,? |[Vv]or \d)/;

/** In sight or for the ear: texts, and the attributes that are read out. */
function textsWithoutMarks(page: Page): Promise<string[]> {
  return page.evaluate((open) => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.nodeValue?.trim() ?? '';
      const parent = node.parentElement;
      if (text === '' || parent?.closest('script, style, .cm-content') !== null) continue;
      if (!text.includes(open)) found.push(text);
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
        const text = element.getAttribute(name) ?? '';
        if (text !== '' && !text.includes(open)) found.push(`${name}=${text}`);
      }
    }
    return found;
  }, OPEN);
}
