/** Choosing a disk, and what its picture and its list say. */
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleLaptop } from '../helpers/sample-laptop';
import { SAMPLE_DISKS } from '../helpers/sample-disks';
import { SAMPLE_LIST, SampleSpace } from '../helpers/sample-space';
import { answersFor, NOW, STATES } from '../helpers/sample-states';
import { findAxeViolations, findCutTexts, findOverlaps } from '../helpers/window-looks';
import { setUpWindows } from '../helpers/window-stage';

const windows = setUpWindows();
let space: SampleSpace;
let page: Page;

beforeEach(async () => {
  space = new SampleSpace(sampleLaptop(NOW.getTime() / 1000), SAMPLE_LIST);
  space.disks = SAMPLE_DISKS;
  const window = await windows.open(
    { ...answersFor(STATES.good), ...space.answers },
    { view: 'space', now: NOW, width: 720, height: 520 },
  );
  space.double = window.double;
  ({ page } = window);
  await page.getByRole('tree').waitFor();
});
afterEach(() => {
  space.remove();
});

const focused = async (): Promise<string> => (await page.locator('[role=treeitem]').textContent()) ?? '';
const sums = (): Promise<string> => page.locator('.sums').innerText();

async function chooseDisk(): Promise<void> {
  await page.getByRole('button', { name: 'Disks' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: '/home/you' }).waitFor();
  // The menu takes the focus when it is drawn: a key before that would be its first one.
  const focusedItem = page.locator('[role=menuitem]:focus');
  await focusedItem.waitFor();
  await page.keyboard.press('ArrowDown');
  await focusedItem.filter({ hasText: '/home/you' }).waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(sums).toContain('used ·');
}

test('by keys alone a disk is chosen; picture and list have the same parts, and the list of folders leads back', async () => {
  await chooseDisk();
  expect(await sums()).toBe('470 GB of 1.0 TB used · 480 GB free · 96 GB will be backed up');
  expect(await page.locator('.breadcrumb [aria-current]').innerText()).toBe('Whole disk');
  await page.getByRole('tree').focus();
  await page.keyboard.press('ArrowRight');
  const heard: string[] = [];
  for (let box = ''; box !== (await focused());) {
    box = await focused();
    heard.push(box);
    await page.keyboard.press('ArrowDown');
  }
  expect(heard.map((box) => box.split(',').slice(0, 2).join(','))).toEqual([
    'Free, 480 GB',
    '/home/you, 412 GB',
    'Not visible to you, 58 GB',
    'Reserved, 50 GB',
  ]);
  expect(heard[2]).toMatch(/^Not visible to you, 58 GB, 5\.8% of all, other people’s files/);
  const rows = await page
    .locator('.list-table tbody tr')
    .evaluateAll((found) =>
      found.map((row) => [...row.children].slice(0, 2).map((cell) => (cell as HTMLElement).innerText)),
    );
  expect(rows).toEqual([
    ['Free', '480 GB'],
    ['/home/you', '412 GB'],
    ['Not visible to you', '58 GB'],
    ['Reserved', '50 GB'],
  ]);
  // Nothing can be done with what is no folder.
  await page.getByRole('button', { name: 'Free', exact: true }).focus();
  for (const key of ['x', 'Delete', 'r']) await page.keyboard.press(key);
  expect(space.trashed).toEqual([]);
  expect(space.lookedAgain).toEqual([]);
  expect(await page.getByRole('menuitem').count()).toBe(0);
  // The folder fills the picture when it is opened.
  await page.getByRole('button', { name: '/home/you', exact: true }).click();
  await expect.poll(() => page.locator('.breadcrumb [aria-current]').innerText()).toBe('/home/you');
  await page.getByRole('button', { name: 'Disks' }).click();
  await page.getByRole('menuitem', { name: 'What is backed up' }).click();
  await expect.poll(sums).toBe('412 GB on disk · 96 GB will be backed up');
});

test('in a small window nothing is cut, and those who see little find it all', async () => {
  await chooseDisk();
  expect(await findCutTexts(page)).toEqual([]);
  expect(await findOverlaps(page)).toEqual([]);
  expect(await findAxeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Disks' }).click();
  await page.getByRole('menuitem', { name: '/media/you/Backups' }).waitFor();
  expect(await findCutTexts(page)).toEqual([]);
  expect(await findAxeViolations(page)).toEqual([]);
});
