/** What has grown, as the window shows it: a list with its sum, a colour, and words for both. */
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepSizes } from '../../electron/usage/kept-sizes';
import { sampleLaptop } from '../helpers/sample-laptop';
import { growSample } from '../helpers/sample-growth';
import { SAMPLE_LIST, SampleSpace } from '../helpers/sample-space';
import { answersFor, NOW, STATES } from '../helpers/sample-states';
import { findAxeViolations, findCutTexts, findOverlaps } from '../helpers/window-looks';
import { setUpWindows } from '../helpers/window-stage';

const windows = setUpWindows();
let space: SampleSpace;
let page: Page;

beforeEach(() => {
  space = new SampleSpace(sampleLaptop(NOW.getTime() / 1000), SAMPLE_LIST);
});
afterEach(() => {
  space.remove();
});

async function open(): Promise<void> {
  const window = await windows.open(
    { ...answersFor(STATES.good), ...space.answers },
    { view: 'space', now: NOW, width: 720, height: 520 },
  );
  space.double = window.double;
  ({ page } = window);
  await page.getByRole('tree').waitFor();
}

const focused = async (): Promise<string> => (await page.locator('[role=treeitem]').textContent()) ?? '';
const rows = (): Promise<string[][]> =>
  page
    .locator('.list-table tbody tr')
    .evaluateAll((found) =>
      found.map((row) => [...row.children].slice(0, 3).map((cell) => (cell as HTMLElement).innerText)),
    );

test('by keys: the list has what has grown most, with the sum, and another day can be compared with', async () => {
  growSample(space);
  await open();
  await page.getByRole('tab', { name: 'Types' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByText('+18 GB here since 1 November').waitFor();
  await expect
    .poll(async () => (await rows()).slice(0, 2))
    .toEqual([
      ['/home/you/videos/2025 Alps', '61 GB', '+9.0 GB'],
      ['/home/you/Downloads', '9.0 GB', '+9.0 GB'],
    ]);
  await page.getByLabel('Compare with').selectOption({ label: '5 October' });
  await page.getByText('+412 GB here since 5 October').waitFor();
  await page.getByLabel('Compare with').selectOption({ label: '1 November' });
  // What is pointed at says so, too.
  await page.getByRole('button', { name: '/home/you/Downloads', exact: true }).click();
  await expect.poll(focused).toMatch(/^\/home\/you\/Downloads, 9\.0 GB, .*\+9\.0 GB since 1 November/);
  await page.getByText('+9.0 GB here since 1 November').waitFor();
});

test('as a colour, with what each means; nothing is cut, and those who see little find it all', async () => {
  growSample(space);
  await open();
  await page.getByRole('button', { name: 'View' }).click();
  await page.getByRole('combobox', { name: 'Colours' }).selectOption({ label: 'By growth' });
  await page.keyboard.press('Escape');
  const legend = page.getByRole('list', { name: 'What the colours mean' });
  await expect
    .poll(() => legend.innerText())
    .toMatch(/Unchanged[^]*A little larger[^]*Much larger[^]*New or doubled/);
  await page.getByRole('tab', { name: 'Grown' }).click();
  await page.getByLabel('Compare with').waitFor();
  expect(await findCutTexts(page)).toEqual([]);
  expect(await findOverlaps(page)).toEqual([]);
  expect(await findAxeViolations(page)).toEqual([]);
});

test('with nothing to compare with it is said why, and what will be; equal sizes have grown by nothing', async () => {
  await open();
  await page.getByRole('tab', { name: 'Grown' }).click();
  await page.getByText('There is no earlier scan to compare with yet.').waitFor();
  expect(await page.getByLabel('Compare with').count()).toBe(0);
  const { tree, seenBlocks } = space.measured;
  space.kept = [{ at: Date.UTC(2026, 10, 1, 12) / 1000, sizes: keepSizes(tree, seenBlocks, 5000) }];
  space.lookedAt = NOW.getTime() / 1000;
  await space.tell();
  await page.getByText('Nothing in here has grown since 1 November.').waitFor();
});
