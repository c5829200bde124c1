import { describe, expect, it } from 'vitest';
import { failure } from '../../shared/result';
import { answersFor, completed, GOOD, NOW, running, STATES } from '../helpers/sample-states';
import type { OpenWindow } from '../helpers/window-browser';
import { setUpWindows } from '../helpers/window-stage';

const browser = setUpWindows();
let window: OpenWindow;

describe('a run', () => {
  it('is started, seen through its steps and ends as the new last good backup', async () => {
    window = await browser.open(answersFor(GOOD));
    const { page, double } = window;
    const startedAt = new Date().toISOString();
    await page.getByRole('button', { name: 'Back up now' }).click();
    await expect.poll(() => double.count('run.start')).toBe(1);

    const run = { own: true, pid: 2210, startedAt, backsUp: true };
    await double.tell('state.changed', { ...GOOD, running: { ...run, phase: 'preparing' } });
    await page.getByText('Getting ready').waitFor();
    const began = { preparing: startedAt, calling: startedAt };
    await double.tell('state.changed', { ...GOOD, running: { ...run, phase: 'calling', began } });
    await page.getByText('The host can come in once, to read.').waitFor();
    // The step that has just been done has its time.
    await expect.poll(() => page.locator('.step').first().innerText()).toMatch(/asked.*\d\d:\d\d:\d\d/s);

    const reading = (percent: number) => ({
      ...GOOD,
      running: running({
        ...run,
        progress: { root: '/home/you', bytes: percent * 1e7, files: 10, rate: 1e6, percent },
      }),
    });
    for (const percent of [1, 50, 99]) {
      await double.tell('state.changed', reading(percent));
      await page.locator('.age-main', { hasText: `${percent} %` }).waitFor();
      expect(await page.getByRole('progressbar').getAttribute('value')).toBe(String(percent));
    }
    await double.tell('state.changed', { ...GOOD, running: { ...run, phase: 'cleaning-up' } });
    await page.getByText('The host is locked out again.').waitFor();
    expect(await page.getByRole('button', { name: 'Cancel', exact: true }).count()).toBe(0);

    const done = { ...completed(0, 99), startedAt, finishedAt: new Date().toISOString() };
    await double.tell('state.changed', { ...GOOD, last: done, lastTry: done, lastGood: done });
    await page.getByText('Just now').waitFor();
    // The history is read anew, for the bar of this run.
    await expect.poll(() => double.count('history.list')).toBe(2);
  });

  it('is cancelled where it is ours, and not offered to be where it is not', async () => {
    window = await browser.open(answersFor(STATES.running), { now: NOW });
    await window.page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect.poll(() => window.double.count('run.cancel')).toBe(1);
    await window.double.tell('state.changed', STATES.counting);
    await window.page.getByText('Started outside this window').waitFor();
    expect(await window.page.getByRole('button', { name: 'Cancel', exact: true }).count()).toBe(0);
  });

  it('is held back and let go on', async () => {
    window = await browser.open(answersFor(GOOD), { now: NOW });
    const { page, double } = window;
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('menuitem', { name: 'Until tomorrow' }).click();
    await expect.poll(() => double.asked.at(-1)).toEqual({ channel: 'pause.set', input: 'tomorrow' });
    await double.tell('state.changed', STATES.paused);
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect.poll(() => double.asked.at(-1)).toEqual({ channel: 'pause.set', input: 'off' });
  });

  it('that is refused says why and what to do, and the words can be closed', async () => {
    window = await browser.open(
      { ...answersFor(GOOD), 'run.start': () => failure({ code: 'already-running', pid: 4711 }) },
      { now: NOW },
    );
    const { page } = window;
    await page.keyboard.press('Control+b');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toContain('A backup is already running (process 4711).');
    expect(await alert.innerText()).toContain('Wait for it');
    await page.getByRole('button', { name: 'Close this message' }).click();
    await alert.waitFor({ state: 'detached' });
  });

  it('an answer that breaks the contract is a failure in words, never a blank window', async () => {
    window = await browser.open(answersFor(GOOD), { now: NOW });
    const { page, double } = window;
    await page.getByText('Last good backup').waitFor();
    Object.assign(double, { answer: () => ({ ok: true, value: 'not a list' }) });
    await page.keyboard.press('Control+5');
    await page.getByText('the answer to "history.list" is not what was agreed on').waitFor();
  });
});
