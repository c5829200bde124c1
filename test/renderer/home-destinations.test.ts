/** Home and History where there are several destinations: each can be looked at, and backed up to, by itself. */
import { describe, expect, it } from 'vitest';
import { success } from '../../shared/result';
import { answersFor, NOW, STATES } from '../helpers/sample-states';
import type { OpenWindow } from '../helpers/window-browser';
import { setUpWindows } from '../helpers/window-stage';

const browser = setUpWindows();

const open = (state: keyof typeof STATES, view = 'home'): Promise<OpenWindow> =>
  browser.open(answersFor(STATES[state]), { now: NOW, timezone: 'UTC', view });

describe('Home with several destinations', () => {
  it('is about the worst one, and about the one that is chosen', async () => {
    const { page } = await open('several-failing');
    await page.getByRole('heading', { name: 'Last good backup to nas' }).waitFor();
    await page.getByText('The backup host cannot be reached').waitFor();
    await page.getByRole('radio', { name: /^nas/ }).focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('heading', { name: 'Last good backup to attic disk' }).waitFor();
    await expect.poll(() => page.getByText('The backup host cannot be reached').count()).toBe(0);
    expect(await page.locator('.age .shape').first().getAttribute('data-shape')).toBe('good');
    // The rail and the list still say what is wrong.
    expect(await page.locator('.rail [aria-current] .shape').getAttribute('data-shape')).toBe('attention');
    await page.getByText('the last backup failed').waitFor();
  });

  it('backs up to all, or to one alone', async () => {
    const { page, double } = await open('several-good');
    await page.getByRole('button', { name: 'Back up now: nas' }).click();
    await expect.poll(() => double.asked.at(-1)).toEqual({ channel: 'run.start', input: 'nas' });
    await page.getByRole('button', { name: 'Back up to all' }).click();
    await expect.poll(() => double.asked.at(-1)).toEqual({ channel: 'run.start', input: null });
    await double.tell('state.changed', STATES['several-running']);
    await page.getByText('backing up now').waitFor();
    expect(await page.getByRole('button', { name: /^Back up (to|now)/ }).count()).toBe(0);
  });

  it('the bars are those of the one that is looked at', async () => {
    const { page, double } = await open('several-good');
    const runs = [...Array(5).keys()].map((index) => ({
      ...(STATES.good.lastGood ?? expect.fail()),
      id: `20261122T183000Z-00000${index}`,
      host: index < 2 ? 'you@nas' : '/media/you/attic/latchkey',
    }));
    double.answers['history.list'] = () => success(runs);
    await page.getByRole('radio', { name: /^nas/ }).check();
    await page.keyboard.press('Control+2');
    await page.keyboard.press('Control+1');
    await expect.poll(() => page.locator('.bar-slot').count()).toBe(3);
    await page.getByRole('radio', { name: /^nas/ }).check();
    await expect.poll(() => page.locator('.bar-slot').count()).toBe(2);
  });

  it('what looks wrong is answered for the destination where it does', async () => {
    const { page, double } = await open('several-alarm');
    await page.getByRole('button', { name: 'That was me' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^That was me: go on/ })
      .click();
    await expect.poll(() => double.asked.at(-1)).toEqual({ channel: 'alarm.release', input: 'attic disk' });
  });

  it('"Set a schedule" leads to the settings of that one', async () => {
    const { page } = await open('several');
    await page.getByRole('button', { name: 'Set a schedule' }).click();
    await page.getByRole('heading', { name: 'Only for “friend”' }).waitFor();
  });
});

describe('History with several destinations', () => {
  it('says where each went, and shows those of one', async () => {
    const { page, double } = await open('several-good', 'history');
    const at = (host: string, id: number) => ({
      ...(STATES.good.lastGood ?? expect.fail()),
      ...{ host, id: `20261122T183000Z-00000${id}` },
    });
    double.answers['history.list'] = () =>
      success([at('you@nas', 1), at('/media/you/attic/latchkey', 2), at('old-nas', 3)]);
    await double.tell('state.changed', STATES['several-overdue']);
    const items = page.locator('.run-item');
    await expect.poll(() => items.count()).toBe(3);
    expect(await items.nth(0).innerText()).toContain('nas ·');
    expect(await items.nth(1).innerText()).toContain('attic disk ·');
    expect(await items.nth(2).innerText()).toContain('old-nas ·');
    await page.getByLabel('Destination').selectOption('attic disk');
    await expect.poll(() => items.count()).toBe(1);
    await page.locator('.details').getByText('attic disk', { exact: true }).waitFor();
    // A backup to one that is not the worst off is noticed as well.
    await page.getByLabel('Destination').selectOption('All destinations');
    double.answers['history.list'] = () =>
      success([at('you@nas', 4), at('you@nas', 1), at('/media/you/attic/latchkey', 2)]);
    const { destinations } = STATES['several-overdue'];
    await double.tell('state.changed', {
      ...STATES['several-overdue'],
      destinations: destinations.map((each) =>
        each.name === 'nas' ? { ...each, last: at('you@nas', 4) } : each,
      ),
    });
    await expect.poll(() => items.nth(1).innerText()).toContain('nas ·');
    await items.nth(2).click();
    // Its files are looked for where it went.
    await page.getByRole('button', { name: 'Find files of this backup' }).click();
    await expect
      .poll(() => double.asked.find(({ channel }) => channel === 'files.turn-to')?.input)
      .toBe('attic disk');
  });
});
