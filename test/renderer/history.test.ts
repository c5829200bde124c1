import { describe, expect, it } from 'vitest';
import { failure, success } from '../../shared/result';
import { answersFor, completed, FAILURE_SAMPLES, GOOD, NOW, skipped } from '../helpers/sample-states';
import type { OpenWindow } from '../helpers/window-browser';
import { setUpWindows } from '../helpers/window-stage';

const browser = setUpWindows();
let window: OpenWindow;

const look = { now: NOW, timezone: 'UTC', view: 'history' };

describe('History', () => {
  it('lists the runs with shape and words, and the newest is looked at', async () => {
    window = await browser.open(answersFor(GOOD), look);
    const { page } = window;
    const items = page.locator('.run-item');
    await items.first().waitFor();
    expect(await items.nth(4).innerText()).toMatch(/Backed up with gaps[\s\S]*4 days ago/);
    expect(await items.nth(4).locator('.shape').getAttribute('data-shape')).toBe('attention');
    expect(await items.nth(9).innerText()).toContain('The backup host cannot be reached');
    expect(await items.nth(10).innerText()).toContain('on battery with 20 %');
    expect(await items.first().getAttribute('aria-selected')).toBe('true');
  });

  it('says what a run could not read, by folder', async () => {
    window = await browser.open(answersFor(GOOD), look);
    await window.page.locator('.run-item').nth(4).click();
    const details = window.page.locator('.details');
    await details.getByRole('heading', { name: '3 paths could not be read' }).waitFor();
    await details.locator('.gap-folder').first().waitFor();
    expect(await details.locator('.unreadable').innerText()).toMatch(
      /private 1 path\s+keyring.lock\s+.*disks 2 paths\s+win11.qcow2\s+win11-old.qcow2/s,
    );
    await details.getByRole('button', { name: 'What is excluded' }).click();
    await window.page.getByRole('heading', { name: 'Excludes' }).waitFor();
  });

  it('copies the files of a snapshot on a disk here, and shows those of one on a host', async () => {
    const here = { ...completed(3600), host: '/media/you/backup' };
    window = await browser.open(answersFor(GOOD, [here, completed(90_000, 2)]), look);
    const { page, double } = window;
    const copy = page.getByRole('button', { name: 'Copy files to…' });
    double.answers['snapshot.copy'] = () => failure(FAILURE_SAMPLES['snapshot-not-there']);
    await copy.click();
    await page.getByText('The snapshot 2026-11-22T15-30-00Z is not in /media/you/backup.').waitFor();
    expect(double.asked.at(-1)).toEqual({ channel: 'snapshot.copy', input: { run: here.id } });
    double.answers['snapshot.copy'] = () => new Promise(() => undefined);
    await copy.click();
    await page.getByText('Copying. This may take a while.').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => double.asked.at(-1)).toEqual({ channel: 'snapshot.copy-cancel', input: null });
    await page.locator('.run-item').nth(1).click();
    await page.getByRole('button', { name: 'Find files of this backup' }).waitFor();
    expect(await copy.count()).toBe(0);
    double.answers['snapshot.copy'] = () => success({ place: '/home/you/latchkey-copy', incomplete: true });
    await page.locator('.run-item').nth(0).click();
    await copy.click();
    await page
      .getByText('The files are in /home/you/latchkey-copy. Some could not be copied in full')
      .waitFor();
  });

  it('pins a snapshot on a disk here with a label, unpins it, and deletes it once that was asked about', async () => {
    const here = { ...completed(3600), host: '/media/you/backup' };
    let pinned: string | null = null;
    window = await browser.open(
      {
        ...answersFor(GOOD, [here, completed(90_000, 2)]),
        'store.snapshot': () => success({ pinned }),
        'store.pin': ({ label }) => {
          pinned = label;
          return success(null);
        },
      },
      look,
    );
    const { page, double } = window;
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    await page.getByLabel('Label (optional)').fill('before the move');
    await button('Pin').click();
    await page.getByText('Pinned: before the move.').waitFor();
    expect(await button('Delete this snapshot…').count()).toBe(0);
    await button('Unpin').click();
    await button('Delete this snapshot…').click();
    await page.getByText('Files that are in no other snapshot are gone for good.').waitFor();
    expect(double.asked.some(({ channel }) => channel === 'store.drop')).toBe(false);
    await button('Delete it').click();
    await page.getByText('This snapshot is deleted.').waitFor();
    expect(double.asked.at(-1)).toEqual({ channel: 'store.drop', input: { run: here.id } });
    await page.locator('.run-item').nth(1).click();
    await page.getByRole('button', { name: 'Find files of this backup' }).waitFor();
    expect(await button('Pin').count()).toBe(0);
  });

  it('searches the log, and says how many lines have the words', async () => {
    window = await browser.open(answersFor(GOOD), look);
    const { page } = window;
    await page.getByText('160 lines').waitFor();
    await page.getByRole('searchbox').fill('VANISHED');
    await page.getByText('32 of 160 lines').waitFor();
    expect(await page.locator('.log-line').first().innerText()).toContain('file has vanished');
    expect(await page.locator('.log-line mark').first().innerText()).toBe('vanished');
    await page.getByRole('searchbox').fill('nothing like it');
    await page.getByText('No line contains these words.').waitFor();
  });

  it('a log that is gone is said to be, with the folder of the others', async () => {
    window = await browser.open(
      {
        ...answersFor(GOOD),
        'history.log': () =>
          failure({ code: 'not-opened', detail: 'the log of this run is not kept any more' }),
      },
      look,
    );
    await window.page.getByText('the log of this run is not kept any more').waitFor();
    await window.page.getByRole('button', { name: 'Open the log folder' }).click();
    await expect
      .poll(() => window.double.asked.at(-1))
      .toEqual({ channel: 'desktop.open', input: 'log-folder' });
  });

  it('a thousand runs are walked by keyboard, with few of them in the page', async () => {
    const runs = Array.from({ length: 1000 }, (_, index) => completed(index * 3_600_000, 5000 - index));
    window = await browser.open(answersFor(GOOD, runs), look);
    const { page } = window;
    const list = page.getByRole('listbox');
    await list.focus();
    await page.keyboard.press('End');
    const selected = page.locator('.run-item[aria-selected=true]');
    await expect.poll(() => selected.getAttribute('aria-posinset')).toBe('1000');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => selected.getAttribute('aria-posinset')).toBe('999');
    expect(await selected.isVisible()).toBe(true);
    expect(await list.getAttribute('aria-activedescendant')).toBe(await selected.getAttribute('id'));
    expect(await page.locator('.run-item').count()).toBeLessThan(60);
    await page.getByText('The newest 1,000 are listed.').waitFor();
  });

  it('a kind of runs can be shown alone', async () => {
    window = await browser.open(answersFor(GOOD), look);
    const { page } = window;
    await page.getByLabel('Show').selectOption('Failed or with gaps');
    await page.getByText('2 runs').waitFor();
    await page.getByLabel('Show').selectOption('Skipped');
    await page
      .locator('.details')
      .getByText('It will be tried again when the laptop is back on power.')
      .waitFor();
  });

  it('nothing of a kind, and nothing at all, are said', async () => {
    window = await browser.open(answersFor(GOOD, [skipped(60_000)]), look);
    await window.page.getByLabel('Show').selectOption('Good backups');
    await window.page.getByText('None of the runs is of this kind.').waitFor();
    await window.close();
    window = await browser.open({ ...answersFor(GOOD), 'history.list': () => success([]) }, look);
    await window.page.getByText('No run yet.').waitFor();
  });
});
