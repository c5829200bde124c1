/** Takes the windows' pictures: see scripts/screenshots.mjs. */
import { writeFileSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { sampleLaptop } from '../helpers/sample-laptop';
import { SAMPLE_DISKS } from '../helpers/sample-disks';
import { growSample } from '../helpers/sample-growth';
import { ODD_LIST, SAMPLE_LIST, SampleSpace } from '../helpers/sample-space';
import { LOCKED, OPENED, PARTIAL, recordOf, RUNNING, SampleFiles, SNAPSHOTS } from '../helpers/sample-files';
import { answersFor, FAILURE_SAMPLES, history, NOW, STATES } from '../helpers/sample-states';
import { LOGIN_REFUSED, SampleSetup } from '../helpers/sample-setup';
import { startWindowBrowser, type Look, type WindowBrowser } from '../helpers/window-browser';

interface Picture extends Look {
  name: string;
  state: keyof typeof STATES;
  list?: string;
  /** How the Files view's other end differs. */
  files?: Partial<Pick<SampleFiles, 'access' | 'none' | 'state' | 'records'>>;
  /** What a person does before it is taken. */
  act?: (page: Page, space: SampleSpace, files: SampleFiles) => Promise<void>;
}

const EXCLUDES: Record<string, Pick<Picture, 'list' | 'act'>> = {
  excludes: {},
  'excludes-odd': {
    list: ODD_LIST,
    act: async (page) => {
      await page.getByRole('searchbox').fill('~/videos/2025 Alps/1.mp4');
      await page.getByRole('button', { name: /^Go to line/ }).click();
    },
  },
  'excludes-save': {
    act: async (page) => {
      await page.getByRole('textbox', { name: 'Exclude list' }).press('Control+End');
      await page.keyboard.type('*.cr3\n# and one more\n');
      await page.keyboard.press('Control+s');
      await page.getByText(/will be backed up\.$/).waitFor();
    },
  },
  'excludes-conflict': {
    act: async (page, space) => {
      await page.getByRole('textbox', { name: 'Exclude list' }).press('Control+Home');
      await page.keyboard.type('# Mine: ');
      writeFileSync(space.excludeFile, SAMPLE_LIST.replace('# What', '# Theirs: what'));
      await page.getByRole('button', { name: 'See both' }).waitFor();
    },
  },
  'excludes-search': {
    act: async (page) => {
      await page.getByRole('textbox', { name: 'Exclude list' }).press('Control+f');
      await page.keyboard.type('home');
    },
  },
};

/** Shows the day before, where the report still was. */
const findReport = async (page: Page): Promise<void> => {
  await page.getByRole('option', { name: /^Sat 21|^Sa\., 21/ }).click();
  await page.locator('.entry', { hasText: 'report.odt' }).click();
  await page.locator('.version .button, .version-time').first().waitFor();
  // What comes back is counted.
  await page.locator('.foot-buttons .button[data-kind=main]:disabled').waitFor({ state: 'detached' });
};

const FILES: Record<string, Pick<Picture, 'act' | 'files' | 'locale'>> = {
  files: { act: findReport },
  'files-german': { act: findReport, locale: 'de-DE' },
  'files-several': {
    act: async (page) => {
      for (const name of ['lease', 'budget.ods', 'notes.txt'])
        await page.locator('.entry', { hasText: name }).locator('.entry-box').click();
      await page.locator('.foot-buttons .button[data-kind=main]:enabled').waitFor();
      await page.getByRole('button', { name: 'Other ways' }).click();
      await page.getByRole('menuitem', { name: 'In their place' }).click();
      await page.getByRole('button', { name: /in place of/ }).waitFor();
    },
  },
  'files-search': {
    act: async (page) => {
      await page.getByRole('searchbox').fill('o');
      await page.getByRole('searchbox').press('Enter');
      await page.locator('.found').first().waitFor();
      await page.locator('.found', { hasText: 'report' }).click();
      await page.locator('.foot-buttons .button[data-kind=main]:enabled').waitFor();
    },
  },
  'files-look': {
    act: async (page) => {
      await page.locator('.entry', { hasText: 'notes.txt' }).dblclick();
      await page.locator('.look-text').waitFor();
    },
  },
  'files-start': {},
  'files-empty': {
    act: async (page) => {
      await page.getByRole('button', { name: 'you', exact: true }).click();
      await page.locator('.entry', { hasText: 'Templates' }).dblclick();
      await page.getByText('This folder was empty then.').waitFor();
    },
  },
  'files-running': { act: findReport, files: { state: RUNNING } },
  'files-done': {
    act: async (page, _space, files) => {
      await findReport(page);
      await files.tell({ is: 'idle', unfinished: null, last: recordOf() });
      await page.locator('.restore-result').waitFor();
    },
  },
  'files-partial': { files: { state: { is: 'idle', unfinished: null, last: PARTIAL } } },
  'files-failed': {
    files: {
      state: {
        ...{ is: 'idle', unfinished: { at: '2026-11-22T10:00:00.000Z', snapshot: SNAPSHOTS[9] ?? '' } },
        last: recordOf({
          ...{ result: 'failed', placed: [], placedCount: 0, undoable: false },
          failure: FAILURE_SAMPLES['restore-fetch-failed'],
        }),
      },
    },
  },
  'files-opened': { files: { access: OPENED } },
  'files-locked': { files: { access: LOCKED } },
  'files-locked-german': { files: { access: LOCKED }, locale: 'de-DE' },
  'files-away': { files: { access: { is: 'away', failure: FAILURE_SAMPLES['store-missing'] } } },
  'files-none': { files: { none: true } },
};

const SPACE: Record<string, NonNullable<Picture['act']>> = {
  'space-disks': async (page) => {
    await page.getByRole('button', { name: 'Disks' }).click();
    await page.locator('.disk').first().waitFor();
  },
  'space-growth': async (page, space) => {
    growSample(space);
    await space.tell();
    await page.getByRole('button', { name: 'View' }).click();
    await page.getByRole('combobox', { name: 'Colours' }).selectOption({ label: 'By growth' });
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Grown' }).click();
    await page.getByLabel('Compare with').waitFor();
  },
  'space-disk': async (page) => {
    await page.getByRole('button', { name: 'Disks' }).click();
    await page.locator('.disk').first().click();
    await page.getByText('Whole disk').first().waitFor();
  },
};

const SIZES = [
  { width: 960, height: 640 },
  { width: 720, height: 520 },
];
const WIDE = { width: 1600, height: 1000 };
const THEMES = ['light', 'dark'] as const;
const README: Picture[] = THEMES.flatMap((theme) => [
  { name: `home-${theme}`, state: 'good', theme },
  { name: `running-${theme}`, state: 'running', theme },
  { name: `failed-${theme}`, state: 'failed', theme },
  { name: `files-${theme}`, state: 'good', view: 'files', theme, ...FILES.files },
  { name: `space-${theme}`, state: 'good', view: 'space', theme },
  { name: `excludes-${theme}`, state: 'good', view: 'excludes', theme, ...EXCLUDES['excludes-odd'] },
  { name: `history-${theme}`, state: 'good', view: 'history', theme },
  { name: `settings-${theme}`, state: 'good', view: 'settings', theme },
]);

function everything(): Picture[] {
  const states = Object.keys(STATES) as (keyof typeof STATES)[];
  const wanted: Omit<Picture, 'theme' | 'width' | 'height'>[] = [
    ...states.map((state) => ({ name: `home-${state}`, state, view: 'home' })),
    ...Object.entries(EXCLUDES).map(([name, how]) => ({
      name,
      state: 'good' as const,
      view: 'excludes',
      ...how,
    })),
    ...Object.entries(FILES).map(([name, how]) => ({ name, state: 'good' as const, view: 'files', ...how })),
    ...Object.entries(SPACE).map(([name, act]) => ({ name, state: 'good' as const, view: 'space', act })),
    ...['space', 'history', 'settings'].map((view) => ({
      name: view,
      state: 'good' as const,
      view,
    })),
  ];
  // A long page, as a whole.
  const whole = { name: 'settings-whole', state: 'good' as const, view: 'settings' };
  return THEMES.flatMap((theme) => [
    ...wanted.flatMap((one) =>
      (one.name.startsWith('files') ? [...SIZES, WIDE] : SIZES).map((size) => ({
        ...one,
        ...size,
        theme,
        name: `${one.name}-${theme}-${size.width}`,
      })),
    ),
    ...[960, 720].map((width) => ({
      ...{ ...whole, theme, width, height: width === 960 ? 1900 : 2500 },
      name: `${whole.name}-${theme}-${width}`,
    })),
    { ...whole, theme, width: 720, height: 2600, locale: 'de-DE', name: `${whole.name}-german-${theme}` },
  ]);
}

async function take(browser: WindowBrowser, directory: string, picture: Picture): Promise<void> {
  const { last } = STATES[picture.state];
  const empty = last === null;
  const runs = empty ? [] : [last, ...history().filter(({ startedAt }) => startedAt < last.startedAt)];
  const space = new SampleSpace(sampleLaptop(NOW.getTime() / 1000), picture.list ?? SAMPLE_LIST);
  space.disks = SAMPLE_DISKS;
  const files = Object.assign(new SampleFiles(), picture.files);
  const { page, double, close, complaints } = await browser.open(
    { ...answersFor(STATES[picture.state], runs), ...files.answers, ...space.answers, ...space.listAnswers },
    { timezone: 'Europe/Berlin', now: NOW, ...picture },
  );
  space.double = double;
  files.double = double;
  // The view's own script, then what it asks for.
  await page.locator('.screen > *').first().waitFor();
  await page
    .getByText(/^Reading the/)
    .first()
    .waitFor({ state: 'detached' });
  if (picture.view === 'history' && !empty) await page.locator('.run-item').nth(4).click();
  // The picture of the disk is told of, and drawn in a frame of its own.
  if (picture.view === 'space') await page.locator('canvas').first().waitFor();
  if (picture.view === 'excludes')
    await page
      .getByText(/would save/)
      .first()
      .waitFor();
  await picture.act?.(page, space, files);
  await page.waitForTimeout(picture.view === 'space' || picture.view === 'excludes' ? 400 : 50);
  await page.screenshot({ path: join(directory, `${picture.name}.png`), animations: 'disabled' });
  for (const complaint of complaints) process.stdout.write(`${picture.name}: ${complaint}\n`);
  await close();
  space.remove();
}

/** The wizard for another machine, page by page: each is reached as a person would. */
const SETUP_PAGES = ['where', 'host', 'what', 'leave-out', 'when'];

async function takeSetup(
  browser: WindowBrowser,
  look: Look,
  fileOf: (what: string) => string,
): Promise<void> {
  const setup = new SampleSetup();
  setup.steps = LOGIN_REFUSED;
  const { page, double, close } = await browser.open(setup.answers, {
    timezone: 'Europe/Berlin',
    now: NOW,
    ...look,
  });
  setup.space.double = double;
  await page.locator('.choice-head', { hasText: 'nas' }).click();
  for (const [index, step] of SETUP_PAGES.entries()) {
    if (index > 0) await page.locator('.wizard-foot [type=submit]').click();
    const shoot = async (what: string): Promise<void> => {
      await page.waitForTimeout(150);
      await page.screenshot({ path: `${fileOf(what)}.png`, animations: 'disabled' });
    };
    await shoot(step);
    if (step !== 'host') continue;
    await page.getByRole('button', { name: 'It is that machine' }).click();
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await page.locator('.check-problem').waitFor();
    await shoot('host-lines');
    await page.locator('.check').scrollIntoViewIfNeeded();
    await shoot('host-check');
  }
  await close();
  setup.remove();
}

/** Those of the README, and beside them every view and state; words name the ones that are wanted. */
const only = process.argv.slice(2);
const isWanted = ({ name }: { name: string }): boolean =>
  only.length === 0 || only.some((word) => name.includes(word));
const directory = join(process.cwd(), 'docs/pictures');
const all = join(directory, 'all');
await mkdir(all, { recursive: true });
const browser = await startWindowBrowser();
try {
  for (const picture of README.filter(isWanted)) await take(browser, directory, picture);
  for (const picture of everything().filter(isWanted)) await take(browser, all, picture);
  if (isWanted({ name: 'setup' })) {
    for (const theme of THEMES) {
      for (const size of SIZES) {
        await takeSetup(browser, { ...size, theme }, (what) =>
          join(all, `setup-${what}-${theme}-${size.width}`),
        );
      }
      const file = join(directory, `setup-where-${theme}.png`);
      await copyFile(join(all, `setup-where-${theme}-960.png`), file);
    }
  }
  process.stdout.write(`The pictures are in ${directory}\n`);
} finally {
  await browser.close();
}
