import { beforeEach, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { failure, success } from '../../shared/result';
import {
  LARGE,
  LOCKED,
  OPENED,
  PARTIAL,
  recordOf,
  RUNNING,
  SampleFiles,
  SNAPSHOTS,
} from '../helpers/sample-files';
import { answersFor, completed, FAILURE_SAMPLES, GOOD, NOW } from '../helpers/sample-states';
import type { Look, OpenWindow } from '../helpers/window-browser';
import { findAxeViolations, findCutTexts, findOverlaps } from '../helpers/window-looks';
import { setUpWindows } from '../helpers/window-stage';

const browser = setUpWindows();
let files: SampleFiles;
let window: OpenWindow;

beforeEach(() => {
  files = new SampleFiles();
});

async function open(look: Look = {}): Promise<Page> {
  window = await browser.open(
    { ...answersFor(GOOD), ...files.answers },
    { now: NOW, timezone: 'UTC', view: 'files', ...look },
  );
  files.double = window.double;
  return window.page;
}

const entry = (page: Page, name: string) => page.locator('.entry', { hasText: name });
const day = (page: Page, name: string) => page.getByRole('option', { name: new RegExp(`^${name}`) });
const names = (page: Page): Promise<string[]> => page.locator('.entry-name').allInnerTexts();
const mainButton = (page: Page) => page.locator('.foot-buttons [data-kind=main]:enabled');
const putBack = (page: Page, words: RegExp) => mainButton(page).filter({ hasText: words });
const lastAsked = (channel: string): unknown =>
  window.double.asked.findLast((one) => one.channel === channel)?.input;

describe('looking into backups', () => {
  it('shows a folder as it was then and what became of it, and where the chosen file changed', async () => {
    const page = await open();
    await entry(page, 'budget.ods').waitFor();
    expect(await names(page)).not.toContain('report.odt');
    await day(page, 'Sat 21').click();
    await entry(page, 'report.odt').click();
    expect(await entry(page, 'report.odt').innerText()).toContain('gone now');
    expect(await entry(page, 'notes.txt').innerText()).toContain('the same');
    await expect.poll(() => page.locator('[data-mark=changed]').count()).toBe(3);
    expect(await page.locator('.versions').innerText()).toMatch(/Today\s+not there[\s\S]*41 kB · 2 backups/);
    await page.getByRole('button', { name: /^Mon 16 Nov/ }).click();
    await expect.poll(() => page.locator('.timeline-day[aria-selected=true]').innerText()).toMatch(/^Thu 19/);
    expect(await entry(page, 'report.odt').getAttribute('aria-selected')).toBe('true');
    expect(await page.getByRole('option', { name: 'pinned: before the move' }).innerText()).toMatch(/^Mon 2/);
    expect(await day(page, 'Wed 18').innerText()).toContain('looks wrong');
  });

  it('says where a file that is gone lies now, and leads there', async () => {
    files.moved = {
      path: '/home/you/Documents/Thesis/report.odt',
      name: 'report.odt',
      folder: '/home/you/Documents/Thesis',
    };
    const page = await open();
    await day(page, 'Sat 21').click();
    await entry(page, 'report.odt').click();
    const moved = page.getByRole('button', { name: 'moved to Thesis', exact: true });
    await moved.waitFor();
    expect(await page.locator('.versions').innerText()).not.toContain('not there');
    expect(await findAxeViolations(page)).toEqual([]);
    await moved.click();
    await expect
      .poll(() => lastAsked('files.folder'))
      .toMatchObject({ path: '/home/you/Documents/Thesis', snapshot: SNAPSHOTS.at(-1) });
  });

  it('a folder that was not there then leads to the last day that has it', async () => {
    const page = await open();
    await day(page, 'Sat 21').click();
    await entry(page, 'Letters').dblclick();
    await entry(page, 'landlord.odt').waitFor();
    await day(page, 'Sun 22').first().click();
    await page.getByText('Letters is not in this backup').waitFor();
    await page.getByRole('button', { name: 'Show it on 21 November' }).click();
    await entry(page, 'landlord.odt').waitFor();
  });

  it('asks for the parts of a folder of 100,000 that are looked at, and no others', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'you', exact: true }).click();
    await entry(page, 'Pictures').dblclick();
    await entry(page, 'Archive').dblclick();
    await entry(page, 'IMG_000000.jpg').waitFor();
    const list = page.getByRole('listbox', { name: 'Folder as it was then' });
    await list.focus();
    await list.press('End');
    await entry(page, 'IMG_099999.jpg').waitFor();
    expect(await page.locator('.entry').count()).toBeLessThan(80);
    const asked = window.double.asked.filter(
      ({ channel, input }) => channel === 'files.folder' && (input as { path: string }).path === LARGE,
    );
    expect(asked.length).toBeLessThan(6);
    await list.press('Control+a');
    await page.getByText('More than 1,000 entries: go up and choose the folder itself.').waitFor();
    await list.press('Shift+ArrowUp');
    await page.getByText('2 chosen').waitFor();
  });

  it('one folder at a time is asked for, however fast the days are walked through', async () => {
    const page = await open();
    await entry(page, 'budget.ods').waitFor();
    let release: (() => void) | undefined;
    const answer = files.answers['files.folder'];
    let waiting = 0;
    window.double.answers['files.folder'] = async (request) => {
      waiting += 1;
      expect(waiting).toBe(1);
      await new Promise<void>((resolve) => (release = resolve));
      waiting -= 1;
      return answer?.(request) ?? failure(FAILURE_SAMPLES.internal);
    };
    await day(page, 'Sun 22').first().click();
    const days = page.getByRole('listbox', { name: 'Backups, newest first' });
    for (let step = 0; step < 6; step += 1) await days.press('ArrowDown');
    const before = window.double.count('files.folder');
    release?.();
    await expect.poll(() => window.double.count('files.folder')).toBe(before + 1);
    release?.();
    expect(lastAsked('files.folder')).toMatchObject({ snapshot: SNAPSHOTS[5] });
  });

  it('finds a name in all backups, only what is gone where that is wanted, and shows it in its folder', async () => {
    const page = await open();
    await entry(page, 'budget.ods').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('rep');
    await page.getByText('1 found').waitFor();
    await page.getByLabel('Only what is gone now').check();
    expect(lastAsked('files.find')).toEqual({ text: 'rep', onlyGone: false });
    await expect.poll(() => lastAsked('files.find')).toEqual({ text: 'rep', onlyGone: true });
    await page.getByRole('searchbox').press('ArrowDown');
    await putBack(page, /^Put report.odt \(41 kB\) from 21 November back in Documents$/).waitFor();
    await page.locator('.found').dblclick();
    await entry(page, 'report.odt').waitFor();
    expect(await entry(page, 'report.odt').getAttribute('aria-selected')).toBe('true');
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
    await page.getByRole('searchbox').fill('no such thing');
    await page.getByText('Nothing that is gone has a name like that.').waitFor();
  });

  it('shows text and pictures, and opens the rest as a copy', async () => {
    const page = await open();
    await entry(page, 'notes.txt').dblclick();
    const dialog = page.getByRole('dialog');
    expect(await dialog.locator('pre').innerText()).toContain('Milk');
    expect(await findAxeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await entry(page, 'lease').click();
    await page.getByRole('button', { name: /^Look at lease/ }).click();
    await dialog.getByText('This kind of file cannot be shown here.').waitFor();
    await dialog.getByRole('button', { name: 'Open a copy' }).click();
    await dialog.getByText('A copy is opened.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'you', exact: true }).click();
    await entry(page, 'Pictures').dblclick();
    await entry(page, 'lake.jpg').dblclick();
    const drawn = (): Promise<number> =>
      dialog.getByRole('img', { name: 'lake.jpg' }).evaluate((one) => (one as HTMLImageElement).naturalWidth);
    await expect.poll(drawn).toBe(8);
  });
});

describe('by keys alone', () => {
  it('goes up and into folders, chooses several, and brings them back', async () => {
    const page = await open();
    const list = page.getByRole('listbox', { name: 'Folder as it was then' });
    await list.focus();
    await list.press('Backspace');
    await entry(page, 'Music').waitFor();
    await expect.poll(() => page.locator('.entry[aria-selected=true]').innerText()).toContain('Documents');
    await page.getByText('you, 22 November, 15:30: 4 entries').waitFor({ state: 'attached' });
    await list.press('Enter');
    await entry(page, 'budget.ods').waitFor();
    await list.press('ArrowDown');
    await list.press('ArrowDown');
    await list.press(' ');
    await list.press('ArrowDown');
    await list.press('ArrowDown');
    await list.press(' ');
    await page.getByText('2 chosen').waitFor();
    await list.press('Escape');
    await putBack(page, /^Put lease 2024.pdf/).waitFor();
    await list.press('Shift+ArrowDown');
    await list.press('Shift+ArrowDown');
    await putBack(page, /^Put 3 files \(937 kB\) from 22 November, 15:30 beside the present ones/).waitFor();
    await page.keyboard.press('Tab');
    while (!(await mainButton(page).evaluate((one) => one === document.activeElement)))
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('fetching · 1.2 MB of 2.1 MB').waitFor();
    expect(lastAsked('files.restore')).toMatchObject({
      how: 'beside',
      folder: null,
      snapshot: SNAPSHOTS[11],
    });
    expect((lastAsked('files.restore') as { paths: string[] }).paths).toHaveLength(3);
  });
});

describe('bringing back', () => {
  it('says before it is pressed what comes where, in each of the ways', async () => {
    const page = await open();
    await entry(page, 'budget.ods').click();
    await putBack(
      page,
      /^Put budget.ods \(12 kB\) from 22 November, 15:30 beside the present one in Documents$/,
    ).waitFor();
    await page.getByText('It comes as “budget (from 21 Nov 15.30).ods”. The present one stays').waitFor();
    const choose = async (way: string): Promise<void> => {
      await page.getByRole('button', { name: 'Other ways' }).click();
      await page.getByRole('menuitem', { name: way }).click();
    };
    await choose('In their place; the present ones are kept');
    await putBack(page, /in place of the present one in Documents$/).waitFor();
    await page.getByText('The present one stays, called “… (before restore)”.').waitFor();
    await choose('Only what is missing');
    await page.getByText('One is there already and stays as it is.').waitFor();
    expect(await page.getByRole('button', { name: 'Nothing to put back' }).isDisabled()).toBe(true);
    await choose('Into another folder…');
    await putBack(page, /from 22 November, 15:30 into Rescue$/).click();
    expect(lastAsked('files.restore')).toMatchObject({ how: 'folder', folder: 't1' });
  });

  it('says before it is pressed which links are followed, and which mounts stay', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'you', exact: true }).click();
    await entry(page, 'Music').click();
    await page.getByText('A folder is a link here, and is followed').click();
    await page.getByText('/home/you/Music: leads to /data/music').waitFor();
    expect(await page.getByText(/Another disk is mounted/).count()).toBe(0);
    await page.getByRole('button', { name: 'Other ways' }).click();
    await page.getByRole('menuitem', { name: 'In their place; the present ones are kept' }).click();
    await page.getByText(/Another disk is mounted in a folder: the folder stays/).click();
    await page.getByText('/home/you/Pictures/Camera').waitFor();
    expect(await findAxeViolations(page)).toEqual([]);
  });

  it('tells how far it is, ends it when asked to, and says what came of it', async () => {
    const page = await open();
    await entry(page, 'budget.ods').waitFor();
    await files.tell(RUNNING);
    await page.getByText('about 2 minutes left').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => window.double.count('files.cancel')).toBe(1);
    await files.tell({ ...RUNNING, cancelling: true } as typeof RUNNING);
    expect(await page.getByRole('button', { name: 'Cancelling' }).isDisabled()).toBe(true);
    await files.tell({ is: 'idle', unfinished: null, last: PARTIAL });
    const result = page.locator('.restore-result');
    await result.getByText('Back, but not all of it').waitFor();
    const said = await result.innerText();
    expect(said).toContain('the present one is now “budget (before restore).ods”');
    expect(said).toMatch(
      /A folder is a link here, and was followed\s+\/home\/you\/Music · leads to \/data\/music/,
    );
    expect(said).toMatch(/Another disk is mounted in a folder[^\n]*\s+\/home\/you\/Pictures\/Camera/);
    expect(said).toMatch(/1 could not be put back\s+.*sda · only root can create a device/);
    expect(said).toMatch(/1 came back damaged[\s\S]*lake.jpg[\s\S]*1 came back with some details missing/);
    await result.getByRole('button', { name: 'Show in the file manager' }).click();
    expect(lastAsked('files.show')).toEqual({ id: 'r1' });
    await result.getByRole('button', { name: 'Undo' }).click();
    await result.getByText('Everything is as it was before.').waitFor();
    await result.getByRole('button', { name: 'Done' }).click();
    await result.waitFor({ state: 'detached' });
  });

  it('looks anew at what is there once something has come back', async () => {
    const page = await open();
    await entry(page, 'budget.ods').click();
    await mainButton(page).waitFor();
    const before = window.double.count('files.folder');
    await files.tell({ is: 'idle', unfinished: null, last: recordOf({ id: 'r2' }) });
    await page.getByText('It is back').waitFor();
    await expect.poll(() => window.double.count('files.folder')).toBe(before + 1);
    await entry(page, 'notes.txt').click();
    await page.getByText('It is back').waitFor({ state: 'detached' });
  });

  it('one that runs elsewhere, and one that was cut short, are said with what to press', async () => {
    files.state = {
      ...{ is: 'idle', last: null },
      unfinished: { at: '2026-11-22T10:30:00.000Z', snapshot: SNAPSHOTS[9] ?? '' },
    };
    const page = await open();
    await page.getByText('begun 8 hours ago, to bring back files from 21 November').waitFor();
    window.double.answers['files.resume'] = () => failure(FAILURE_SAMPLES['restore-busy']);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Wait until it is done, or cancel it where it was started.').waitFor();
    window.double.answers['files.resume'] = () => success(null);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Wait until it is done').waitFor({ state: 'detached' });
  });

  it('stands in the history, under the backups', async () => {
    files.records = [PARTIAL, recordOf({ id: 'r0', undoable: false, undone: true })];
    const page = await open({ view: 'history' });
    await page.getByRole('region', { name: 'Files put back' }).getByRole('button').first().click();
    await page.locator('.details').getByText('1 could not be put back').waitFor();
    expect(await findAxeViolations(page)).toEqual([]);
    expect(await page.locator('.restore').nth(1).innerText()).toContain('Undone');
  });

  it('the history leads into the files of one backup', async () => {
    const run = completed(3 * 86_400_000);
    if (run.result !== 'completed' || run.acknowledged === undefined) throw new Error('no such sample');
    const of = { ...run, acknowledged: { ...run.acknowledged, snapshot: SNAPSHOTS[4] ?? '' } };
    window = await browser.open(
      { ...answersFor(GOOD, [of]), ...files.answers },
      { now: NOW, timezone: 'UTC', view: 'history' },
    );
    await window.page.getByRole('button', { name: 'Find files of this backup' }).click();
    await expect
      .poll(() => window.page.locator('.timeline-day[aria-selected=true]').innerText())
      .toMatch(/^Sat 14/);
  });
});

describe('a host', () => {
  it('is opened with a code: what to type there, a wrong one, the right one, and its end', async () => {
    files.access = LOCKED;
    const page = await open();
    await page.getByRole('heading', { name: 'On backup-host, run this command' }).waitFor();
    await page.getByRole('button', { name: 'Copy command 1' }).click();
    await expect.poll(() => lastAsked('files.copy-command')).toEqual({ index: 0 });
    await page.getByText('As another user there').click();
    await page.getByText('sudo -u bak latchkey-host --grant-restore').waitFor();
    window.double.answers['files.unlock'] = () => failure(FAILURE_SAMPLES['host-unreachable']);
    const code = page.getByLabel('Type the code that it shows');
    await code.fill(' 7f3k-92qa ');
    await code.press('Enter');
    await page.getByText('The backup host cannot be reached').waitFor();
    expect(lastAsked('files.unlock')).toEqual({ code: '7f3k-92qa' });
    expect(await code.inputValue()).toBe(' 7f3k-92qa ');
    window.double.answers = { ...answersFor(GOOD), ...files.answers };
    await page.getByRole('button', { name: 'Open the backups' }).click();
    await page.getByText('From backup-host, open until 18:44').waitFor();
    await page.getByRole('button', { name: 'Close it now' }).click();
    await page.getByRole('heading', { name: 'On backup-host, run this command' }).waitFor();
  });

  it('whose time is over is asked for a new code, and says so', async () => {
    files.access = { ...OPENED, until: new Date(NOW.getTime() + 3000).toISOString() } as typeof OPENED;
    const page = await open();
    await entry(page, 'budget.ods').waitFor();
    files.access = { ...LOCKED, ended: FAILURE_SAMPLES['transfer-interrupted'] } as typeof LOCKED;
    await page.getByText('The connection was lost').waitFor();
    await page.getByLabel('Type the code that it shows').waitFor();
  });
});

/** Each in words, with what to press next. */
const STATES: [name: string, prepare: (sample: SampleFiles) => void, words: string, button: string][] = [
  [
    'locked',
    (one) => (one.access = LOCKED),
    'It opens them for this laptop with a code.',
    'Open the backups',
  ],
  ['opened', (one) => (one.access = OPENED), 'From backup-host, open until', 'Close it now'],
  [
    'away',
    (one) => (one.access = { is: 'away', failure: FAILURE_SAMPLES['store-missing'] }),
    'is not there',
    'Look again',
  ],
  [
    'not set up',
    (one) => (one.access = { is: 'away', failure: FAILURE_SAMPLES['settings-missing'] }),
    'settings',
    'Set up backups',
  ],
  ['none yet', (one) => (one.none = true), 'No backups yet', 'Back up now'],
  ['running', (one) => (one.state = RUNNING), 'Putting back from 21 November', 'Cancel'],
  ['done', (one) => (one.state = { is: 'idle', unfinished: null, last: recordOf() }), 'It is back', 'Undo'],
  [
    'in part',
    (one) => (one.state = { is: 'idle', unfinished: null, last: PARTIAL }),
    'Back, but not all of it',
    'Show in the file manager',
  ],
  [
    'failed',
    (one) =>
      (one.state = {
        ...{ is: 'idle', unfinished: { at: NOW.toISOString(), snapshot: SNAPSHOTS[9] ?? '' } },
        last: recordOf({
          result: 'failed',
          placed: [],
          placedCount: 0,
          failure: FAILURE_SAMPLES['restore-fetch-failed'],
        }),
      }),
    'Your files are as they were.',
    'Continue',
  ],
];

describe.each(STATES)('in the state "%s"', (_name, prepare, words, button) => {
  it('it says so, with a next step; nothing is cut, and axe-core has nothing to say', async () => {
    prepare(files);
    const page = await open();
    await page.getByText(words).first().waitFor();
    await page.getByRole('button', { name: button }).first().waitFor();
    expect(await findAxeViolations(page)).toEqual([]);
    for (const size of [
      { width: 720, height: 520 },
      { width: 1600, height: 1000 },
    ]) {
      await page.setViewportSize(size);
      expect(await findCutTexts(page), String(size.width)).toEqual([]);
      expect(await findOverlaps(page), String(size.width)).toEqual([]);
    }
  });
});

it('axe-core has nothing to say of a chosen file, several of them, what is found, and the dark', async () => {
  const page = await open({ theme: 'dark' });
  await day(page, 'Sat 21').click();
  await entry(page, 'report.odt').click();
  await page.locator('.version .button').first().waitFor();
  await mainButton(page).waitFor();
  expect(await findAxeViolations(page)).toEqual([]);
  await entry(page, 'notes.txt').click({ modifiers: ['Control'] });
  await page.getByText('2 chosen').waitFor();
  await page.getByRole('searchbox').fill('o');
  await page.locator('.found').first().waitFor();
  expect(await findAxeViolations(page)).toEqual([]);
  await page.emulateMedia({ forcedColors: 'active' });
  await page.locator('.found').first().click();
  const outline = await page
    .locator('.found[aria-selected=true]')
    .evaluate((one) => getComputedStyle(one).outlineStyle);
  expect(outline).toBe('solid');
});

it('an empty folder, and names from right to left, do no harm', async () => {
  const page = await open();
  const name = entry(page, 'סיכום').locator('bdi');
  expect(await name.evaluate((one) => getComputedStyle(one).unicodeBidi)).toBe('isolate');
  await entry(page, 'סיכום').click();
  await putBack(page, /^Put \u2068סיכום פגישה.docx\u2069 \(64 kB\)/).waitFor();
  await page.getByRole('button', { name: 'you', exact: true }).click();
  await entry(page, 'Templates').dblclick();
  await page.getByText('This folder was empty then.').waitFor();
  expect(await findAxeViolations(page)).toEqual([]);
});

describe('several destinations', () => {
  beforeEach(() => {
    files.destinations = [
      { name: 'backup', is: 'open' },
      { name: 'nas', is: 'locked' },
      { name: 'attic', is: 'open' },
      { name: 'old stick', is: 'away' },
    ];
  });

  it('the one that is looked at is chosen, whatever it takes to open it', async () => {
    const page = await open();
    const select = page.getByLabel('Backups at');
    await entry(page, 'budget.ods').waitFor();
    expect(await select.locator('option').allInnerTexts()).toEqual([
      'backup',
      'nas (locked)',
      'attic',
      'old stick (not plugged in)',
    ]);
    await select.selectOption('nas (locked)');
    await page.getByText('latchkey-host --grant-restore').first().waitFor();
    expect(lastAsked('files.turn-to')).toBe('nas');
    await select.selectOption('attic');
    await entry(page, 'budget.ods').waitFor();
    expect(await select.inputValue()).toBe('attic');
  });

  it('what another one has is found as well, and Enter turns there', async () => {
    const path = '/home/you/Documents/report.odt';
    files.elsewhere = [
      {
        ...{ path: `${path}.old`, name: 'report.odt.old', folder: '/home/you/Documents', directory: false },
        ...{ first: SNAPSHOTS[1] ?? '', last: SNAPSHOTS[4] ?? '', gone: true, elsewhere: 'attic' },
      },
    ];
    const page = await open();
    await page.getByRole('searchbox').fill('report');
    const there = page.locator('.found', { hasText: 'report.odt.old' });
    await there.waitFor();
    expect(await there.innerText()).toContain('at attic');
    await there.click();
    await page.getByText('This one is at attic: press Enter or double-click to turn there.').waitFor();
    // Nothing can be put back from here that is not here.
    expect(await mainButton(page).count()).toBe(0);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByLabel('Backups at').inputValue()).toBe('attic');
    await expect
      .poll(() => lastAsked('files.folder'))
      .toMatchObject({ snapshot: SNAPSHOTS[4], path: '/home/you/Documents', at: `${path}.old` });
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
  });

  it.each(['de-DE', 'en-GB'])('%s: nothing is cut, and axe-core has nothing to say', async (locale) => {
    const page = await open({ locale, width: 720, height: 520 });
    await page.locator('.entry-name').first().waitFor();
    expect(await findCutTexts(page)).toEqual([]);
    expect(await findAxeViolations(page)).toEqual([]);
  });
});
