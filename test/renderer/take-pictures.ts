/** Takes the windows' pictures: see scripts/screenshots.mjs. */
import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { sampleLaptop } from '../helpers/sample-laptop';
import { ODD_LIST, SAMPLE_LIST, SampleSpace } from '../helpers/sample-space';
import { answersFor, history, NOW, STATES } from '../helpers/sample-states';
import { startWindowBrowser, type Look, type WindowBrowser } from '../helpers/window-browser';

interface Picture extends Look {
  name: string;
  state: keyof typeof STATES;
  list?: string;
  /** What a person does before it is taken. */
  act?: (page: Page, space: SampleSpace) => Promise<void>;
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

const SIZES = [
  { width: 960, height: 640 },
  { width: 720, height: 520 },
];
const THEMES = ['light', 'dark'] as const;
const README: Picture[] = THEMES.flatMap((theme) => [
  { name: `home-${theme}`, state: 'good', theme },
  { name: `running-${theme}`, state: 'running', theme },
  { name: `failed-${theme}`, state: 'failed', theme },
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
    ...['space', 'history', 'settings'].map((view) => ({
      name: view,
      state: 'good' as const,
      view,
    })),
  ];
  return wanted.flatMap((one) =>
    THEMES.flatMap((theme) =>
      SIZES.map((size) => ({ ...one, ...size, theme, name: `${one.name}-${theme}-${size.width}` })),
    ),
  );
}

async function take(browser: WindowBrowser, directory: string, picture: Picture): Promise<void> {
  const { last } = STATES[picture.state];
  const empty = last === null;
  const runs = empty ? [] : [last, ...history().filter(({ startedAt }) => startedAt < last.startedAt)];
  const space = new SampleSpace(sampleLaptop(NOW.getTime() / 1000), picture.list ?? SAMPLE_LIST);
  const { page, double, close, complaints } = await browser.open(
    { ...answersFor(STATES[picture.state], runs), ...space.answers, ...space.listAnswers },
    { timezone: 'Europe/Berlin', now: NOW, ...picture },
  );
  space.double = double;
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
  await picture.act?.(page, space);
  await page.waitForTimeout(picture.view === 'space' || picture.view === 'excludes' ? 400 : 50);
  await page.screenshot({ path: join(directory, `${picture.name}.png`), animations: 'disabled' });
  for (const complaint of complaints) process.stdout.write(`${picture.name}: ${complaint}\n`);
  await close();
  space.remove();
}

const all = process.argv.includes('all');
const only = process.argv.slice(2).filter((word) => word !== 'all');
const directory = join(process.cwd(), all ? 'out/pictures' : 'docs/pictures');
await mkdir(directory, { recursive: true });
const browser = await startWindowBrowser();
try {
  const pictures = (all ? everything() : README).filter(
    ({ name }) => only.length === 0 || only.some((word) => name.includes(word)),
  );
  for (const picture of pictures) await take(browser, directory, picture);
  process.stdout.write(`${pictures.length} pictures in ${directory}\n`);
} finally {
  await browser.close();
}
