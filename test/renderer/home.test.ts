import { describe, expect, it } from 'vitest';
import { failure } from '../../shared/result';
import {
  answersFor,
  failed,
  FAILURE_SAMPLES,
  GOOD,
  HEALTH_OF_STATES,
  STATES,
} from '../helpers/sample-states';
import type { OpenWindow } from '../helpers/window-browser';
import { setUpWindows } from '../helpers/window-stage';
import { NOW } from '../helpers/sample-states';

type StateName = keyof typeof STATES;

/** What each state's Home says first, and what else it must not leave unsaid. Not set up, it is the wizard (setup.test.ts). */
const SAYS: Record<Exclude<StateName, 'not-set-up'>, string[]> = {
  good: ['3 hours ago', 'Up to date', 'to backup-host · 1.2 GB changed · took 4 min', 'today at 22:00'],
  due: ['3 hours ago', 'The next one is due', 'due now'],
  held: ['when the laptop is back on power', 'Waiting: on battery with 20 %, less than 30 %'],
  running: [
    '43 %',
    'about 6 minutes left',
    '1.9 GB',
    '12,400 files',
    '12 MB/s',
    'The host (192.0.2.20) has been let in to read since 18:25:03.',
    'locked out again',
  ],
  open: ['Waiting for the host', 'The host can come in once, to read.'],
  preparing: ['Getting ready', 'The host cannot come in yet.'],
  counting: ['640 MB so far', 'not known yet; the last one took 4 min', 'process 4711'],
  closing: ['Closing', 'The host is locked out again.'],
  checking: ['Testing the connection to backup-host'],
  alarm: [
    '1 day ago',
    'Needs your answer',
    '61 % of your files changed since yesterday',
    'Nothing older will be deleted until this is settled.',
    '98,112 files have a new extension, such as .locked',
    '287 of 300 changed files that were checked look encrypted',
    'That was me',
    'It was not me: what now?',
  ],
  'alarm-here': ['61 % of your files changed since yesterday', 'That was me'],
  'alarm-later': ['56 minutes ago', 'Needs your answer', 'The newest backup looks normal again.'],
  attention: ['With gaps', '3 files could not be read. Everything else is kept.', 'See which'],
  doubtful: [
    'A backed-up file is not as it should be',
    '2 files in the store are not as backed up.',
    '/home/you/photos/2019/lake.jpg',
    '1 file here and in the store differs though size and time are the same.',
    'Something is not as it should be',
    'Proven 2 hours ago: 19 files byte for byte; everything was read again within 12 days',
  ],
  unreachable: [
    'The last backup failed',
    'The backup host cannot be reached',
    'Earlier backups are untouched.',
  ],
  overdue: ['9 days ago', 'Overdue'],
  failed: ['The backup host has no space left', 'Try again', 'Open the log'],
  paused: ['Paused', 'paused until tomorrow at 09:00', 'Resume'],
  never: [
    'None yet',
    'Nothing on this laptop is kept elsewhere yet',
    'only when you press',
    'Set a schedule',
  ],
  broken: [
    'The settings cannot be used',
    'No backup is made until this is corrected',
    'Open the settings file',
  ],
  'no-tray': ['Your desktop shows no tray icons'],
  several: [
    'Last good backup to friend',
    'no backup yet',
    'by hand only',
    'Nothing is kept there yet.',
    'Back up to all',
  ],
  'several-good': [
    'Last good backup to attic disk',
    '8 hours ago',
    'you@nas',
    '2 hours ago',
    'next today at 22:00',
  ],
  'several-overdue': ['40 days ago', 'Overdue', '40 days ago, plug it in', 'due now'],
  'several-running': ['Backing up to nas', 'backing up now', '8 hours ago', '43 %'],
  'several-failing': ['1 day ago, the last backup failed', 'The backup host cannot be reached'],
  'several-alarm': ['Needs your answer', '1 day ago, looks wrong', 'That was me'],
};

const browser = setUpWindows();
let window: OpenWindow;

const open = async (state: StateName): Promise<OpenWindow> => {
  window = await browser.open(answersFor(STATES[state]), { now: NOW, timezone: 'UTC' });
  return window;
};

describe('Home', () => {
  it.each(Object.entries(SAYS) as [keyof typeof SAYS, string[]][])(
    '%s: says how it is',
    async (state, words) => {
      const { page } = await open(state);
      await page.locator('h1').waitFor();
      const said = await page.locator('main').innerText();
      for (const word of words) expect(said).toContain(word);
      const shape = page.locator('.age .shape').first();
      expect(await shape.getAttribute('data-shape')).toBe(HEALTH_OF_STATES[state]);
      expect(await page.locator('.rail [aria-current] .shape').getAttribute('data-shape')).toBe(
        HEALTH_OF_STATES[state],
      );
    },
  );

  it('the age is the largest thing in the window', async () => {
    const { page } = await open('good');
    await page.locator('.age-main').waitFor();
    const sizes = await page.locator('#window *').evaluateAll((all) =>
      all.map((one) => ({
        size: parseFloat(getComputedStyle(one).fontSize),
        age: one.closest('.age-main') !== null,
      })),
    );
    const largest = Math.max(...sizes.map(({ size }) => size));
    expect(largest).toBe(32);
    expect(sizes.filter(({ size }) => size === largest).every(({ age }) => age)).toBe(true);
  });

  it('each of the last runs shows and says its size, its outcome and how long it took', async () => {
    const { page } = await open('good');
    const bars = page.locator('.bar-slot');
    await expect.poll(() => bars.count()).toBe(30);
    const seen = await bars.evaluateAll((all) =>
      all.map((one) => ({
        said: one.getAttribute('aria-label') ?? '',
        size: one.querySelector('.bar')?.getBoundingClientRect().height ?? 0,
        time: one.querySelector<HTMLElement>('.bar-time')?.style.insetBlockEnd,
        shape: one.querySelector('.shape')?.getAttribute('data-shape') ?? null,
      })),
    );
    expect(seen.every(({ said }) => / · (Backed up|Failed|Cancelled).* · took \d+ (s|min)$/.test(said))).toBe(
      true,
    );
    expect(seen.at(-1)).toMatchObject({ shape: null, time: expect.stringMatching(/^\d+%$/) as string });
    expect(seen.at(-1)?.said).toMatch(/Backed up · 80 MB changed · took 43 s$/);
    const tallest = Math.max(...seen.map(({ size }) => size));
    // In the sample, what changed most took longest.
    expect(seen.find(({ size }) => size === tallest)?.time).toBe('100%');
    const failures = seen.filter(({ shape }) => shape === 'failed');
    expect(failures.map(({ said }) => said)).toEqual([expect.stringMatching(/ · Failed · took 35 s$/)]);
  });

  it('the last runs are in reach of the keyboard, and lead to the history', async () => {
    const { page } = await open('good');
    const bars = page.locator('.bar-slot');
    await expect.poll(() => bars.count()).toBe(30);
    await bars.last().focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.locator('.details h1').waitFor();
    // The third newest: two bars before the last.
    await expect
      .poll(() => page.locator('[role=option][aria-selected=true]').getAttribute('aria-posinset'))
      .toBe('3');
  });

  it('leads to the files of the backups, to get some back', async () => {
    window = await browser.open(answersFor(STATES.unreachable), { now: NOW });
    await window.page.getByRole('button', { name: 'Get files back' }).click();
    await window.page.getByRole('searchbox', { name: 'Search all backups' }).waitFor();
  });

  it('asks what "That was me" means before it releases a disk here, and the focus is not on it', async () => {
    const { page, double } = await open('alarm-here');
    await page.getByRole('button', { name: 'That was me' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('older backups may be deleted again as your settings say').waitFor();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(double.count('alarm.release')).toBe(0);
    await page.getByRole('button', { name: 'That was me' }).click();
    await dialog.getByRole('button', { name: 'That was me: go on' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(double.count('alarm.release')).toBe(1);
  });

  it('a release that is refused is said in the dialog', async () => {
    const { page, double } = await open('alarm-here');
    double.answers = {
      ...double.answers,
      'alarm.release': () => failure({ code: 'hold-not-released', detail: 'a backup of laptop is running' }),
    };
    await page.getByRole('button', { name: 'That was me' }).click();
    await page.getByRole('button', { name: 'That was me: go on' }).click();
    await page.getByText('The older backups are still held: a backup of laptop is running.').waitFor();
  });

  it('for a host it shows the command for there, and copies it', async () => {
    const { page, double } = await open('alarm');
    await page.getByRole('button', { name: 'That was me' }).click();
    await page.getByText('latchkey-host --release --store DIR --machine NAME').waitFor();
    await page.getByRole('button', { name: 'Copy the command' }).click();
    await page.getByText('Copied').waitFor();
    expect(double.count('alarm.copy')).toBe(1);
    expect(double.count('alarm.release')).toBe(0);
  });

  it('"It was not me" leads calmly to the backup before', async () => {
    const { page } = await open('alarm');
    await page.getByRole('button', { name: 'It was not me: what now?' }).click();
    await page.getByText('Take this laptop off the network').waitFor();
    await page.getByRole('button', { name: 'The previous backup' }).click();
    await page.locator('.details h1').waitFor();
  });

  it('a state that cannot be asked for is said in words, and asked for again', async () => {
    window = await browser.open({
      ...answersFor(STATES.good),
      'state.get': () => ({ ok: false, failure: { code: 'internal', detail: 'no such file' } }),
    });
    const { page, double } = window;
    await page.getByText('Latchkey itself failed: no such file.').waitFor();
    double.answers = answersFor(STATES.good);
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByText('Last good backup').waitFor();
  });
});

it('a store that is another one can be accepted, as well as the one before or instead of it', async () => {
  const run = failed(60_000, FAILURE_SAMPLES['store-not-the-one'], 77);
  const window = await browser.open(answersFor({ ...GOOD, last: run, lastTry: run }), { now: NOW });
  for (const [name, instead] of [
    ['Use this store as well', false],
    ['Use this store instead', true],
  ] as const) {
    await window.page.getByRole('button', { name }).click();
    await expect
      .poll(() => window.double.asked.at(-1))
      .toEqual({ channel: 'store.accept', input: { to: 'backup-host', instead } });
  }
});
