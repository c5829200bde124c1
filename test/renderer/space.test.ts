import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { sampleLaptop } from '../helpers/sample-laptop';
import { SampleSpace, SAMPLE_LIST } from '../helpers/sample-space';
import { answersFor, NOW, STATES } from '../helpers/sample-states';
import { MOST_LIST_PART } from '../../shared/usage-kinds';
import {
  startWindowBrowser,
  type Look,
  type OpenWindow,
  type WindowBrowser,
} from '../helpers/window-browser';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: WindowBrowser;
let space: SampleSpace;
let window: OpenWindow;
let page: Page;

beforeAll(async () => {
  browser = await startWindowBrowser();
});
afterAll(() => browser.close());
beforeEach(() => open());
afterEach(async () => {
  const { complaints } = window;
  await window.close();
  space.remove();
  expect(complaints).toEqual([]);
});

async function open(look: Look = {}, list = SAMPLE_LIST): Promise<void> {
  space = new SampleSpace(sampleLaptop(NOW.getTime() / 1000), list);
  window = await browser.open(
    { ...answersFor(STATES.good), ...space.answers },
    { view: 'space', now: NOW, ...look },
  );
  space.double = window.double;
  ({ page } = window);
  await page.getByRole('tree').waitFor();
}

async function reopen(look: Look, list?: string): Promise<void> {
  await window.close();
  space.remove();
  await open(look, list);
}

/** What is focused, as a screen reader hears it. */
const focused = async (): Promise<string> => (await page.locator('[role=treeitem]').textContent()) ?? '';
const sums = (): Promise<string> => page.locator('.sums').innerText();
const crumb = (): Promise<string> => page.locator('.breadcrumb [aria-current]').innerText();
const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};
const focusPicture = (): Promise<void> => page.getByRole('tree').focus();

test('the sum is in sight, and keys walk from box to box and say where they are', async () => {
  expect(await sums()).toBe('412 GB on disk · 96 GB will be backed up');
  await focusPicture();
  expect(await focused()).toMatch(/^\/home\/you, 412 GB, 100% of all, 7,\d{3} entries/);
  await press('ArrowRight');
  expect(await focused()).toMatch(
    /^\/home\/you\/videos, 191 GB, 46% of all, .*excluded by line 4: \/home\/you\/videos\/$/,
  );
  await press('ArrowDown', 'ArrowDown');
  expect(await focused()).toMatch(/^\/home\/you\/Pictures, 40 GB/);
  await press('ArrowRight', 'ArrowUp');
  expect(await focused()).toMatch(/^\/home\/you\/vm/);
  await press('ArrowLeft', 'ArrowLeft');
  expect(await focused()).toMatch(/^\/home\/you,/);
  // The line below the picture says the same to the eye.
  expect(await page.locator('.path-line').innerText()).toContain('/home/you');
});

test('Enter zooms in, Backspace goes back to the same box, the breadcrumb leads anywhere', async () => {
  await focusPicture();
  await press('ArrowRight', 'ArrowDown', 'ArrowDown', 'Enter');
  await expect.poll(crumb).toBe('Pictures');
  expect(await focused()).toMatch(/^\/home\/you\/Pictures, 40 GB, 9\.7% of all/);
  await press('ArrowRight', 'Enter');
  await expect.poll(crumb).toBe('2024');
  await press('Backspace');
  await expect.poll(crumb).toBe('Pictures');
  await expect.poll(focused).toMatch(/^\/home\/you\/Pictures\/2024/);
  await page.locator('.breadcrumb').getByRole('button', { name: '/home/you' }).click();
  await expect.poll(crumb).toBe('/home/you');
});

test('a click on a box zooms, one on the first box goes back', async () => {
  const area = await page.getByRole('tree').boundingBox();
  if (area === null) throw new Error('no picture');
  await page.mouse.click(area.x + area.width * 0.3, area.y + 40);
  await expect.poll(crumb).toBe('videos');
  await page.mouse.click(area.x + 20, area.y + 40);
  await expect.poll(crumb).toBe('/home/you');
});

test('pointing at a box fills the line with its path, size and rule', async () => {
  const area = await page.getByRole('tree').boundingBox();
  if (area === null) throw new Error('no picture');
  await page.mouse.move(area.x + area.width * 0.5, area.y + 10);
  await expect
    .poll(() => page.locator('.path-line').innerText())
    .toMatch(/\/home\/you\/videos\/2024 Lofoten\s+74 GB\s+18% of all · 32 entries · .*line 4/s);
});

test('x leaves a folder out: the list gets one line, the sum moves, the box is said to be left out; and back', async () => {
  await focusPicture();
  await press('ArrowRight', 'ArrowDown', 'ArrowDown', 'x');
  await page.getByRole('menuitem', { name: 'Exclude this folder' }).waitFor();
  await press('Enter');
  await expect.poll(sums).toBe('412 GB on disk · 56 GB will be backed up');
  expect(space.list).toBe(`${SAMPLE_LIST}/home/you/Pictures/\n`);
  await expect
    .poll(() => page.locator('.space-said').getByRole('status').innerText())
    .toBe('Now excluded: /home/you/Pictures/ (40 GB less to back up).');
  expect(await focused()).toContain('excluded by line 7: /home/you/Pictures/');
  // The focus is back where it was.
  await press('ArrowDown');
  expect(await focused()).toMatch(/^\/home\/you\/\.cache/);
  await page.getByRole('button', { name: 'Undo “/home/you/Pictures/”' }).waitFor();
  await press('Control+z');
  await expect.poll(sums).toBe('412 GB on disk · 96 GB will be backed up');
  expect(space.list).toBe(SAMPLE_LIST);
  expect(await page.getByRole('button', { name: /^Undo/ }).count()).toBe(0);
});

test('files like this, and presets; what is left out already shows its rule instead', async () => {
  await reopen({}, '');
  await page.getByRole('tab', { name: 'Files' }).click();
  await page
    .getByRole('button', { name: /win11\.qcow2$/ })
    .first()
    .click();
  await press('x');
  await page.getByRole('menuitem', { name: 'Exclude all *.qcow2' }).click();
  await expect.poll(() => space.list).toBe('*.qcow2\n');
  await page.getByRole('tab', { name: 'Here' }).click();
  await page.getByRole('button', { name: '.cache', exact: true }).click();
  await expect.poll(crumb).toBe('.cache');
  await focusPicture();
  await press('x');
  await page.getByRole('menuitem', { name: 'Exclude everything under “Caches”' }).click();
  await expect.poll(() => space.list).toContain('# Caches\n.cache/\n');
  await expect.poll(focused).toContain('excluded by line 3: .cache/');
  await press('x');
  await page.getByRole('menuitem', { name: 'Show the rule (line 3)' }).waitFor();
  expect(await page.getByRole('menuitem', { name: /^Exclude / }).count()).toBe(0);
  await press('Escape');
});

test('a list that was changed by somebody else is not put back, and the window says why', async () => {
  await page.getByRole('button', { name: 'Exclude Music' }).click();
  await expect.poll(() => space.list).toContain('/home/you/Music/');
  writeFileSync(space.excludeFile, 'theirs\n');
  await page.getByRole('button', { name: /^Undo/ }).click();
  await page.getByRole('alert').getByText('was changed by another program').waitFor();
  expect(space.list).toBe('theirs\n');
});

test('the table holds what the picture shows: the same names, sizes and fates', async () => {
  await page.locator('.list-table tbody tr').first().waitFor();
  const rows = await page
    .locator('.list-table tbody tr')
    .evaluateAll((found) =>
      found.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText)),
    );
  await focusPicture();
  await press('ArrowRight');
  const heard: string[] = [];
  for (let box = ''; box !== (await focused()) && heard.length < 40;) {
    box = await focused();
    heard.push(box);
    await press('ArrowDown');
  }
  // In the picture the smallest are one box; in the table each has its row.
  const boxes = heard.filter((box) => !box.includes('smaller'));
  expect(boxes.length).toBeGreaterThan(8);
  for (const [index, box] of boxes.entries()) {
    const [name = '', size = '', , , backup] = rows[index] ?? [];
    expect(box).toContain(`/home/you/${name}`);
    expect(box).toContain(`, ${size}, `);
    expect(box.includes('excluded')).toBe(backup === 'no');
  }
});

test('of a folder that is left out in part it is said how much is backed up', async () => {
  const row = page.locator('.list-table tbody tr', { has: page.getByText('.local', { exact: true }) });
  expect(await row.locator('td').nth(3).innerText()).toBe('only 4.0 GB');
  // Of work so little is left out that the words for it would be the same.
  const work = page.locator('.list-table tbody tr', { has: page.getByText('work', { exact: true }) });
  expect(await work.locator('td').nth(3).innerText()).toBe('yes');
  await focusPicture();
  await press('ArrowRight');
  const isIt = async (): Promise<boolean> => (await focused()).startsWith('/home/you/.local/');
  for (let step = 0; step < 40 && !(await isIt()); step += 1) await press('ArrowDown');
  expect(await focused()).toContain(', 6.0 GB, ');
  expect(await focused()).toContain(', 4.0 GB of it backed up');
});

test('the table is complete with keys alone', async () => {
  await page.getByRole('tab', { name: 'Here' }).focus();
  await press('ArrowRight');
  await expect
    .poll(() => page.getByRole('tab', { name: 'Folders' }).getAttribute('aria-selected'))
    .toBe('true');
  await press('ArrowRight', 'ArrowRight');
  await page.getByText('*.qcow2').waitFor();
  await page.getByRole('button', { name: 'Exclude *.flac' }).focus();
  await press('Enter');
  await expect.poll(() => space.list).toContain('*.flac\n');
});

test('/ searches, what is found is listed and marked, Escape ends it', async () => {
  await focusPicture();
  await press('/');
  await page.keyboard.type('QCOW');
  await page.getByRole('tab', { name: 'Found', selected: true }).waitFor();
  await expect.poll(() => page.locator('.list-table tbody tr').count()).toBe(1);
  await press('Escape');
  expect(await page.getByRole('tab', { name: 'Found' }).count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('tree');
});

test('what is left out can be hidden, sizes can be of contents, and the choices are kept', async () => {
  await page.getByRole('button', { name: 'View' }).click();
  await page.getByLabel('Hide what is excluded').check();
  await page.getByLabel('Sizes').selectOption('Size of contents');
  await page.getByLabel('Columns').selectOption('4');
  await press('Escape');
  await expect.poll(sums).toMatch(/of contents/);
  await focusPicture();
  await press('ArrowRight');
  await expect.poll(focused).toMatch(/Pictures/);
  // The table follows the picture.
  await expect.poll(() => page.locator('.list-table tbody th').first().innerText()).toBe('Pictures');
  await page.reload();
  await page.getByRole('tree').waitFor();
  await expect.poll(sums).toMatch(/of contents/);
});

test('while it is scanned the picture grows and can be stopped', async () => {
  await space.tell({ phase: 'scanning', entries: 1234, seconds: 3 });
  await page.getByText('Scanning: 1,234 entries in 3 s').waitFor();
  expect(await sums()).toContain('412 GB seen so far');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect.poll(() => window.double.count('space.cancel')).toBe(1);
});

test('a list of du that is pasted opens read-only, with its own banner, and leads back', async () => {
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', '40\t/srv/a\n12\t/srv/b\n52\t/srv\n');
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  });
  await page.getByText('Pasted list: a list made elsewhere').waitFor();
  await expect.poll(sums).toBe('53 kB on disk');
  await focusPicture();
  await press('ArrowRight', 'x');
  await page.getByRole('menuitem', { name: 'Copy the path' }).waitFor();
  expect(await page.getByRole('menuitem').count()).toBe(1);
  await press('Escape');
  await page.getByRole('button', { name: 'Back to this laptop' }).click();
  await expect.poll(sums).toMatch(/^412 GB/);
});

test('what was passed over of a list is told, and a list may begin with a prompt', async () => {
  await page.evaluate(() => {
    const data = new DataTransfer();
    const complaint = "du: cannot read directory '/srv/x': Permission denied";
    data.setData('text/plain', `you@host:~$ du -ak /srv\n${complaint}\n${complaint}\n52      /srv\n`);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  });
  await expect.poll(sums).toBe('53 kB on disk');
  const notes = page.locator('.banner-notes li');
  expect(await notes.allInnerTexts()).toEqual([
    'Passed over: 1 prompt or command, line 1: you@host:~$ du -ak /srv',
    "Passed over: 2 complaints from du, from line 2 on: du: cannot read directory '/srv/x': Permission denied",
  ]);
});

test('a large file is handed over part by part', async () => {
  const line = (index: number): string => `4\t/srv/some-longer-name-${index}\n`;
  const text = Array.from({ length: 150_000 }, (_, index) => line(index)).join('');
  expect(text.length).toBeGreaterThan(MOST_LIST_PART);
  const file = { name: 'large.txt', mimeType: 'text/plain', buffer: Buffer.from(text) };
  await page.locator('input[type=file]').setInputFiles(file);
  await expect.poll(sums).toBe('614 MB on disk');
  expect(window.double.count('space.open-list')).toBe(Math.ceil(text.length / MOST_LIST_PART));
});

test('a file that is no such list is refused in words', async () => {
  const file = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello\n') };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('alert').getByText('This is not a list that du or ncdu wrote').waitFor();
  await page.getByRole('button', { name: 'Close this message' }).click();
});

test('the picture is drawn again in the other theme, with labels that can be read', async () => {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.waitForTimeout(100);
    const worst = await page.getByRole('tree').evaluate((canvas: HTMLCanvasElement) => {
      const area = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', {
        willReadFrequently: true,
      });
      if (area === null) return 0;
      area.drawImage(canvas, 0, 0);
      const luminance = ([r = 0, g = 0, b = 0]: Iterable<number> & number[]): number =>
        [r, g, b].reduce((sum, value, index) => {
          const part = value / 255;
          const linear = part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
          return sum + linear * ([0.2126, 0.7152, 0.0722][index] ?? 0);
        }, 0);
      const ink = luminance(getComputedStyle(canvas).color.match(/\d+/g)?.map(Number) ?? []);
      const seen = new Map<string, number>();
      const { data } = area.getImageData(0, 0, canvas.width, canvas.height);
      for (let at = 0; at < data.length; at += 4) {
        const colour = data.slice(at, at + 3).join(' ');
        seen.set(colour, (seen.get(colour) ?? 0) + 1);
      }
      let least = Infinity;
      for (const [colour, count] of seen) {
        // What text stands on covers an area; what text is drawn with does not.
        if (count < data.length / 4 / 500) continue;
        const paper = luminance(colour.split(' ').map(Number));
        least = Math.min(least, (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05));
      }
      return least;
    });
    expect(worst).toBeGreaterThanOrEqual(4.5);
  }
});

test.each(['light', 'dark'] as const)('axe finds nothing, %s', async (theme) => {
  for (const size of [
    { width: 960, height: 640 },
    { width: 1600, height: 900 },
  ]) {
    await reopen({ theme, ...size });
    await focusPicture();
    await press('ArrowRight', 'x');
    await page.getByRole('menu', { name: '/home/you/videos' }).waitFor();
    const violations = await page.evaluate(`${AXE};axe.run().then(({ violations }) => violations.map(
      ({ id, nodes }) => id + ': ' + nodes.map(({ html, failureSummary }) => html + ' ' + failureSummary).join(' | ')))`);
    expect(violations).toEqual([]);
  }
});

test('German says all of it, and German numbers', async () => {
  await reopen({ locale: 'de-DE' });
  await expect.poll(sums).toBe('412 GB auf der Platte · 96 GB werden gesichert');
  await focusPicture();
  expect(await focused()).toContain('Einträge');
});

test('with motion, a zoom ends at the very picture that no motion gives', async () => {
  const picture = (): Promise<string> =>
    page.getByRole('tree').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  await focusPicture();
  await press('ArrowRight', 'ArrowDown', 'ArrowDown', 'Enter');
  await expect.poll(crumb).toBe('Pictures');
  const still = await picture();
  await press('Backspace');
  await expect.poll(crumb).toBe('/home/you');
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await press('Enter');
  await expect.poll(crumb).toBe('Pictures');
  // The page's clock stands still until it is told to go on.
  await page.clock.runFor(500);
  await expect.poll(picture).toBe(still);
});

test('when the service has gone the window says so and leads on', async () => {
  await space.tell({ tree: null, phase: 'none', sums: null });
  await page.getByRole('alert').getByText('disk scanner stopped').waitFor();
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect.poll(() => window.double.count('space.scan')).toBe(1);
});

test('what cannot be read is never said to be in the backup', async () => {
  await page.getByRole('button', { name: '1 place could not be read' }).click();
  const row = page.locator('.list-table tbody tr');
  await expect.poll(() => row.innerText()).toMatch(/\/home\/you\/work\/private.*could not be read/s);
});

test('a folder is looked at again by its menu, by a key and from the list', async () => {
  const nodeOf = (name: string): number =>
    (
      space.answers['space.list']?.({
        ...{
          tree: 1,
          node: 0,
          by: 'here',
          measure: 'used',
          hideExcluded: false,
          since: null,
          text: '',
          most: 50,
        },
      }) as { value: { rows: { name: string; node: number }[] } }
    ).value.rows.find((row) => row.name === name)?.node ?? -1;
  await focusPicture();
  await press('ArrowRight', 'r');
  await expect.poll(() => space.lookedAgain).toEqual([nodeOf('videos')]);
  await press('ArrowDown', 'ArrowDown', 'x');
  await page.getByRole('menuitem', { name: 'Look at this folder again' }).click();
  await expect.poll(() => space.lookedAgain.at(-1)).toBe(nodeOf('Pictures'));
  // From the list: by its button, by the right button and by keys; the focus comes back to where it was.
  await page.getByRole('button', { name: 'What can be done with Music' }).click();
  await page.getByRole('menuitem', { name: 'Look at this folder again' }).click();
  await expect.poll(() => space.lookedAgain.at(-1)).toBe(nodeOf('Music'));
  await page.getByRole('button', { name: 'Downloads', exact: true }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Look at this folder again' }).click();
  await expect.poll(() => space.lookedAgain.at(-1)).toBe(nodeOf('Downloads'));
  await page.getByRole('button', { name: 'Documents', exact: true }).focus();
  await press('r');
  await expect.poll(() => space.lookedAgain.at(-1)).toBe(nodeOf('Documents'));
  await press('x');
  await page.getByRole('menu', { name: '/home/you/Documents' }).waitFor();
  await press('Escape');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Documents');
});

test('while a part is looked at again the picture stays, and it can be stopped', async () => {
  await space.tell({ again: { path: '/home/you/videos', entries: 1234, seconds: 3 } });
  await page.getByText('Scanning /home/you/videos again: 1,234 entries').waitFor();
  expect(await sums()).toMatch(/^412 GB on disk/);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect.poll(() => window.double.count('space.cancel')).toBe(1);
});

test('how old the figures are is said, and old ones are looked at anew when one comes back to them', async () => {
  const seconds = NOW.getTime() / 1000;
  await space.tell({ lookedAt: seconds - 1200 });
  await page.getByText('Scanned 20 minutes ago').waitFor();
  expect(await page.getByRole('button', { name: 'Look again' }).count()).toBe(0);
  expect(space.lookedAgain).toEqual([]);
  await space.tell({ lookedAt: seconds - 3 * 3600 });
  await page.getByText('Scanned 3 hours ago').waitFor();
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect.poll(() => space.lookedAgain).toEqual([0]);
  await press('Control+1');
  await press('Control+3');
  await page.getByRole('tree').waitFor();
  await expect.poll(() => space.lookedAgain).toEqual([0, 0]);
});

test('how many there are can be what is measured: in the sums, the boxes and the order of the list', async () => {
  await page.getByRole('button', { name: 'View' }).click();
  await page.getByLabel('Sizes').selectOption('Number of files and folders');
  await press('Escape');
  await expect.poll(sums).toMatch(/^7,\d{3} entries · \d,\d{3} entries will be backed up$/);
  await focusPicture();
  await expect.poll(focused).toMatch(/^\/home\/you, 7,\d{3} entries, 100% of all, changed/);
  await press('ArrowRight');
  expect(await focused()).toMatch(/^\/home\/you\/\.cache, 2,\d{3} entries, /);
  const row = page.locator('.list-table tbody tr').first();
  expect(await row.locator('th').innerText()).toBe('.cache');
  // Sizes stay sizes there: entries have a column of their own.
  expect(await row.locator('td').nth(0).innerText()).toBe('31 GB');
});

test('l folds the list away and gives its room to the picture; the focus does not get lost', async () => {
  const heightOf = async (): Promise<number> => (await page.getByRole('tree').boundingBox())?.height ?? 0;
  const before = await heightOf();
  await page.getByRole('button', { name: 'Music', exact: true }).focus();
  await press('l');
  await expect.poll(() => page.locator('.list').count()).toBe(0);
  await expect.poll(heightOf).toBeGreaterThan(before + 100);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('tree');
  await press('l');
  await page.locator('.list').waitFor();
  // In a search it is a letter.
  await press('/', 'l');
  expect(await page.getByRole('searchbox').inputValue()).toBe('l');
  await reopen({ width: 1600, height: 900 });
  const width = async (): Promise<number> => (await page.getByRole('tree').boundingBox())?.width ?? 0;
  const beside = await width();
  await press('l');
  await expect.poll(width).toBeGreaterThan(beside + 300);
});

test('the names of thin strips stand beside the one that has the focus or is pointed at', async () => {
  /** Pixels that are drawn upon: an outline has few, a list of names many. */
  const FEW = 6000;
  const drawn = (): Promise<number> =>
    page.locator('.picture-marks').evaluate((canvas: HTMLCanvasElement) => {
      const area = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', {
        willReadFrequently: true,
      });
      area?.drawImage(canvas, 0, 0);
      const { data } = area?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
      return data.filter((value, index) => index % 4 === 3 && value > 0).length;
    });
  await focusPicture();
  await press('ArrowRight');
  await expect.poll(drawn).toBeLessThan(FEW);
  // The last of the column is too low for letters.
  for (let step = 0; step < 15; step += 1) await press('ArrowDown');
  await expect.poll(drawn).toBeGreaterThan(FEW);
  await press('ArrowLeft');
  await expect.poll(drawn).toBeLessThan(FEW);
});

test('Delete moves to the trash what is focused, in the picture or in the list, and Ctrl+Z puts it back', async () => {
  await focusPicture();
  await press('ArrowRight', 'ArrowDown', 'ArrowDown', 'Delete');
  await page.getByText('In the trash: Pictures (40 GB).').waitFor();
  expect(space.trashed).toEqual(['Pictures']);
  await page.getByRole('button', { name: 'Put back “Pictures”' }).waitFor();
  await press('Control+z');
  await page.getByText('Pictures is back in its place.').waitFor();
  expect(space.trashed).toEqual([]);
  await page.getByRole('button', { name: 'Music', exact: true }).focus();
  await press('Delete');
  await expect.poll(() => space.trashed).toEqual(['Music']);
  // What was done last is undone first.
  await page.getByRole('button', { name: 'Exclude Downloads' }).click();
  await page.getByRole('button', { name: 'Undo “/home/you/Downloads/”' }).waitFor();
  await press('Control+z');
  await expect.poll(() => space.list).toBe(SAMPLE_LIST);
  await page.getByRole('button', { name: 'What can be done with vm' }).click();
  await page.getByRole('menuitem', { name: 'Move to the trash…' }).click();
  await expect.poll(() => space.trashed).toEqual(['Music', 'vm']);
});
