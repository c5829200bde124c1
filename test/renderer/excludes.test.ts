import { readFileSync, writeFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { failure } from '../../shared/result';
import { sampleLaptop } from '../helpers/sample-laptop';
import { ODD_LIST, SAMPLE_LIST, SampleSpace } from '../helpers/sample-space';
import { answersFor, FAILURE_SAMPLES, GOOD, NOW } from '../helpers/sample-states';
import type { Look } from '../helpers/window-browser';
import { findAxeViolations, findCutTexts } from '../helpers/window-looks';
import { setUpWindows } from '../helpers/window-stage';

const browser = setUpWindows();
let space: SampleSpace;
let page: Page;

async function open(look: Look = {}, list: string | Buffer = SAMPLE_LIST): Promise<void> {
  space = new SampleSpace(sampleLaptop(NOW.getTime() / 1000), typeof list === 'string' ? list : '');
  writeFileSync(space.excludeFile, list);
  const window = await browser.open(
    { ...answersFor(GOOD), ...space.answers, ...space.listAnswers },
    { view: 'excludes', ...look },
  );
  space.double = window.double;
  ({ page } = window);
  await page.locator('.saves-bytes').first().waitFor();
}

afterEach(() => {
  space.remove();
});

const editor = (): Locator => page.locator('.cm-content');
const rows = async (): Promise<string[]> =>
  (await page.locator('.saves').allInnerTexts()).map((row) => row.replace(/\s+/g, ' '));
const lines = async (): Promise<string[]> => page.locator('.cm-line').allInnerTexts();
const sums = (): Promise<string> => page.locator('.list-sums').innerText();
const said = async (): Promise<string> =>
  (await page.locator('.excludes-foot').innerText()).replace(/\s+/g, ' ');
const typeAtEnd = async (text: string): Promise<void> => {
  await editor().press('Control+End');
  await page.keyboard.type(text);
};
const save = async (): Promise<void> => {
  await page.keyboard.press('Control+s');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
};

describe('The list', () => {
  it('says beside each line what it saves, and below it what the cursor is in', async () => {
    await open();
    expect(await rows()).toEqual([
      '31 GB 2,561 files',
      '500 MB 520 files',
      '191 GB 70 files',
      '92 GB 4 files',
      '2.0 GB 7 files',
    ]);
    expect(await sums()).toBe('412 GB on disk · 96 GB will be backed up');
    await editor().press('Control+Home');
    await page.keyboard.press('ArrowDown');
    await expect.poll(said).toBe('Line 2. Excludes 31 GB in 2,561 files.');
  });

  it('marks what never decides, with the reason, and underlines what is wrong', async () => {
    await open({}, ODD_LIST);
    const shown = (await rows()).join('\n');
    expect(shown).toMatch(/line 2 is first[\s\S]*ends in a space[\s\S]*leads nowhere[\s\S]*no name/);
    expect(await page.locator('.cm-dead').allInnerTexts()).toContain('.cache/thumbnails/');
    expect(await page.locator('.cm-lintRange-error').innerText()).toBe('+ ');
    await page.getByRole('searchbox').fill('~/.cache/thumbnails/x');
    await page.getByRole('button', { name: 'Go to line 2' }).click();
    for (let step = 0; step < 7; step += 1) await page.keyboard.press('ArrowDown');
    await expect
      .poll(said)
      .toContain('It never decides: line 2 comes first and matches everything that it could match.');
  });

  it('what is typed is weighed at once, and undone by undo', async () => {
    await open();
    await typeAtEnd('*.cr3');
    await expect.poll(sums).toBe('412 GB on disk · 65 GB will be backed up');
    expect((await rows()).at(-1)).toBe('31 GB 840 files');
    expect(await said()).toContain('Not saved yet.');
    await page.keyboard.press('Control+z');
    await expect.poll(sums).toContain('96 GB will be backed up');
    expect(await page.getByRole('button', { name: 'Save…' }).isDisabled()).toBe(true);
    expect(space.list).toBe(SAMPLE_LIST);
  });

  it('Tab leaves it, and a question mark in it is a question mark', async () => {
    await open();
    await typeAtEnd('?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect((await lines()).at(-1)).toBe('?');
    await page.keyboard.press('Tab');
    expect(await page.locator('.excludes-editor:focus').count()).toBe(0);
    expect((await lines()).at(-1)).toBe('?');
  });

  it('searches, goes to a line and says what was deleted in the window’s language', async () => {
    /** All that the panels write or name, and what is announced when all is deleted. */
    const saidIn = async (locale: string): Promise<string[]> => {
      await open({ locale });
      const texts: string[] = [];
      for (const [keys, panel] of [
        ['Control+f', '.cm-search'],
        ['Control+Alt+g', '.cm-goto-line'],
      ] as const) {
        await editor().press(keys);
        await page.locator(panel).waitFor();
        texts.push(
          ...(
            await page.locator(`${panel} :is(button, label, input)`).evaluateAll((all) =>
              all.flatMap((one) => {
                const written = [...one.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
                const named = ['aria-label', 'placeholder'].map((name) => one.getAttribute(name));
                return [...written.map(({ nodeValue }) => nodeValue), ...named];
              }),
            )
          ).flatMap((text) => (text !== null && /\p{L}/u.test(text) ? [text.trim()] : [])),
        );
      }
      await editor().press('Control+a');
      await page.keyboard.press('Delete');
      const announced = page.locator('.cm-announced');
      await expect.poll(() => announced.innerText()).not.toBe('');
      return [...texts, await announced.innerText()];
    };
    const inEnglish = await saidIn('en-GB');
    expect(inEnglish).toEqual(
      expect.arrayContaining(['Find', 'match case', 'Go to line:', 'Selection deleted']),
    );
    space.remove();
    const inGerman = await saidIn('de-DE');
    expect(inGerman).toHaveLength(inEnglish.length);
    expect(inGerman.filter((text) => inEnglish.includes(text))).toEqual([]);
  });
});

describe('A path', () => {
  it('is tested against the draft; Enter goes to the line that decides', async () => {
    await open();
    const field = page.getByRole('searchbox', { name: 'Test a path' });
    await field.fill('~/videos/2025 Alps/a.mp4');
    const result = page.locator('.test-result');
    await result
      .getByText('Excluded: /home/you/videos/2025 Alps/a.mp4 is in /home/you/videos, which line 4')
      .waitFor();
    expect(await page.locator('.cm-deciding').innerText()).toBe('/home/you/videos/');
    await field.press('Enter');
    await expect.poll(said).toMatch(/^Line 4\./);
    await page.keyboard.type('#');
    await result.getByText('Backed up: no rule matches').waitFor();
    await field.fill('/srv');
    await result.getByText('Not backed up: /srv is not inside a folder that is backed up.').waitFor();
  });
});

describe('A preset', () => {
  it('says what it would save, and its switch changes the draft', async () => {
    await open();
    const films = page.getByRole('switch', { name: /Films and disc images/ });
    const caches = page.getByRole('switch', { name: /^node_modules/ });
    await caches.waitFor();
    expect(await caches.isChecked()).toBe(true);
    expect(await films.isChecked()).toBe(false);
    await caches.click();
    await expect.poll(lines).not.toContain('node_modules/');
    await expect.poll(() => caches.isChecked()).toBe(false);
    await page.getByText(/^would save 500 MB · 520 files$/).waitFor();
    await films.click();
    await expect.poll(lines).toContain('*.iso');
    await expect.poll(() => films.isChecked()).toBe(true);
    await editor().press('Control+z');
    await expect.poll(() => films.isChecked()).toBe(false);
    expect(space.list).toBe(SAMPLE_LIST);
  });
});

describe('Saving', () => {
  it('shows what changes and what the sum becomes, then writes just that', async () => {
    await open();
    await typeAtEnd('*.cr3\n');
    await page.keyboard.press('Control+s');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('96 GB → 65 GB will be backed up.').waitFor();
    expect(await dialog.locator('.diff-line[data-kind=added]').allInnerTexts()).toEqual([
      expect.stringMatching(/7\s*\+\s*\*\.cr3/),
    ]);
    expect(await findAxeViolations(page)).toEqual([]);
    expect(space.list).toBe(SAMPLE_LIST);
    await page.keyboard.press('Enter');
    await expect.poll(said).toContain('Saved. The next backup uses it.');
    expect(space.list).toBe(`${SAMPLE_LIST}*.cr3\n`);
    expect(await page.getByRole('button', { name: 'Save…' }).isDisabled()).toBe(true);
  });

  it('asks where the list would leave out nearly everything, and Enter does not save it', async () => {
    await open();
    await typeAtEnd('*\n');
    await page.keyboard.press('Control+s');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('These rules exclude nearly everything that is backed up.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Save anyway' }).getAttribute('data-kind')).toBeNull();
    expect(await findAxeViolations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(space.list).toBe(SAMPLE_LIST);
    await page.keyboard.press('Control+s');
    await dialog.getByRole('button', { name: 'Save anyway' }).click();
    await expect.poll(said).toContain('Saved.');
    expect(space.list).toBe(`${SAMPLE_LIST}*\n`);
  });

  it('keeps Windows line ends, a missing last one, and bytes that are no UTF-8', async () => {
    const odd = Buffer.concat([
      Buffer.from('.cache/\r\nbyte '),
      Buffer.from([0xff]),
      Buffer.from('\r\nlast'),
    ]);
    await open({}, odd);
    expect(await page.locator('.cm-specialChar').innerText()).toBe('\\xff');
    await editor().press('Control+Home');
    await page.keyboard.type('new/\n');
    await save();
    await expect.poll(said).toContain('Saved.');
    expect(readFileSync(space.excludeFile)).toEqual(Buffer.concat([Buffer.from('new/\r\n'), odd]));
  });
});

describe('A file that somebody else changes', () => {
  it('is shown anew while nothing was changed here, and the cursor stays with its line', async () => {
    await open();
    await editor().press('Control+Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    writeFileSync(space.excludeFile, `# one more\n${SAMPLE_LIST}`);
    await expect.poll(lines).toContain('# one more');
    await expect.poll(said).toMatch(/^Line 4\. Excludes 500 MB/);
    expect(await page.getByRole('button', { name: 'Save…' }).isDisabled()).toBe(true);
  });

  it('is merged with the draft where both have changed other lines', async () => {
    await open();
    await typeAtEnd('mine/\n');
    writeFileSync(space.excludeFile, SAMPLE_LIST.replace('.cache/', '.cache/theirs/'));
    await expect.poll(said).toContain('Both changes are in your draft.');
    expect(await lines()).toEqual(expect.arrayContaining(['.cache/theirs/', 'mine/']));
    await save();
    await expect.poll(() => space.list).toBe(`${SAMPLE_LIST.replace('.cache/', '.cache/theirs/')}mine/\n`);
  });

  it('is asked about where both have changed the same line: keep mine', async () => {
    await open();
    await editor().press('Control+Home');
    await page.keyboard.type('# Mine');
    const theirs = SAMPLE_LIST.replace('# What', '# Theirs: what');
    writeFileSync(space.excludeFile, theirs);
    const asked = page.getByRole('alert');
    await asked.getByRole('button', { name: 'See both' }).click();
    await page.getByRole('dialog').locator('.diff-line[data-kind=removed]').getByText('Theirs').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('button', { name: 'Save…' }).isDisabled()).toBe(true);
    expect(space.list).toBe(theirs);
    await asked.getByRole('button', { name: 'Keep my draft' }).click();
    await save();
    await expect.poll(() => space.list).toBe(SAMPLE_LIST.replace('# What', '# Mine# What'));
  });

  it('is asked about: take the file’s, which undo takes back', async () => {
    await open();
    await editor().press('Control+Home');
    await page.keyboard.type('# Mine');
    writeFileSync(space.excludeFile, SAMPLE_LIST.replace('# What', '# Theirs: what'));
    await page.getByRole('button', { name: 'Use the file’s' }).click();
    await expect.poll(async () => (await lines())[0]).toBe('# Theirs: what Latchkey leaves out');
    await editor().press('Control+z');
    await expect.poll(async () => (await lines())[0]).toBe('# Mine# What Latchkey leaves out');
  });
});

describe('A draft', () => {
  it('outlives another view with what can be undone, and the window', async () => {
    await open();
    await typeAtEnd('mine/');
    await page.keyboard.press('Control+1');
    await page.locator('.age').waitFor();
    await page.keyboard.press('Control+4');
    await expect.poll(lines).toContain('mine/');
    await editor().press('Control+z');
    await expect.poll(lines).not.toContain('mine/');
    await editor().press('Control+y');
    await expect.poll(lines).toContain('mine/');
    writeFileSync(space.excludeFile, `# theirs\n${SAMPLE_LIST}`);
    await expect.poll(lines).toContain('# theirs');
    await page.reload();
    await expect.poll(lines).toEqual(expect.arrayContaining(['# theirs', 'mine/']));
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await expect.poll(lines).not.toContain('mine/');
    expect(space.list).toBe(`# theirs\n${SAMPLE_LIST}`);
  });
});

describe('Ways in', () => {
  it('Space shows the rule in its place', async () => {
    await open({ view: 'excludes' });
    await page.keyboard.press('Control+3');
    await page.getByRole('tree').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('x');
    await page.getByRole('menuitem', { name: 'Show the rule (line 4)' }).click();
    await expect.poll(said).toMatch(/^Line 4\. Excludes 191 GB/);
  });

  it('a list that cannot be read is said to be, with a way on', async () => {
    space = new SampleSpace(sampleLaptop(NOW.getTime() / 1000), '');
    const window = await browser.open(
      { ...answersFor(GOOD), 'excludes.open': () => failure(FAILURE_SAMPLES['exclude-list-unreadable']) },
      { view: 'excludes' },
    );
    await window.page.getByText('permission denied').waitFor();
    await window.page.getByRole('button', { name: 'Open in your own editor' }).click();
    await expect
      .poll(() => window.double.asked.at(-1))
      .toEqual({ channel: 'desktop.open', input: 'exclude-file' });
  });
});

describe('Looks', () => {
  it.each(['light', 'dark'] as const)('axe-core has nothing to say: %s', async (theme) => {
    await open({ theme }, ODD_LIST);
    await page.getByRole('switch').first().waitFor();
    await page.getByRole('searchbox').fill('~/.cache/x');
    await page.getByRole('button', { name: /^Go to/ }).waitFor();
    expect(await findAxeViolations(page)).toEqual([]);
    await editor().press('Control+f');
    expect(await findAxeViolations(page)).toEqual([]);
  });

  it.each([
    { width: 720, height: 520, locale: 'en-GB' },
    { width: 720, height: 520, locale: 'de-DE' },
    { width: 1600, height: 1000, locale: 'de-DE' },
  ])('nothing is cut: $width, $locale', async (look) => {
    await open(look, ODD_LIST);
    await page.getByRole('switch').first().waitFor();
    expect(await findCutTexts(page)).toEqual([]);
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    expect(await findCutTexts(page)).toEqual([]);
  });
});

describe('A line from another program', () => {
  const FOREIGN = `${SAMPLE_LIST}~/photos/raw/\n*.{iso,img}\n!b.iso\n`;
  const mend = (): Locator => page.getByRole('button', { name: /^Write instead/ });

  it('says so beside it; a button writes what was meant, and undo takes that back', async () => {
    await open({}, FOREIGN);
    await expect
      .poll(async () => (await rows()).slice(-3))
      .toEqual(['~ is a name', 'alternatives', '! for +']);
    await editor().press('Control+End');
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowUp');
    await expect.poll(said).toContain('"~" is a name like any other for rsync');
    await mend().click();
    await expect.poll(lines).toContain('/home/you/photos/raw/');
    expect(await lines()).not.toContain('~/photos/raw/');
    await editor().press('Control+z');
    await expect.poll(lines).toContain('~/photos/raw/');
    expect(space.list).toBe(FOREIGN);
  });

  it('a key does the same: several lines for one, and an exception before its rule', async () => {
    await open({}, FOREIGN);
    await editor().press('Control+End');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await mend().getByText('Write instead: *.iso and 1 more line').waitFor();
    await page.keyboard.press('Control+.');
    await expect.poll(async () => (await lines()).slice(-4, -1)).toEqual(['*.iso', '*.img', '!b.iso']);
    await editor().press('Control+End');
    await page.keyboard.press('ArrowUp');
    await mend().getByText('Write instead: + b.iso').waitFor();
    await page.keyboard.press('Control+.');
    await expect.poll(async () => (await lines()).slice(-4, -1)).toEqual(['+ b.iso', '*.iso', '*.img']);
    expect(await mend().count()).toBe(0);
    await page.keyboard.press('Control+.');
    expect((await lines()).slice(-4, -1)).toEqual(['+ b.iso', '*.iso', '*.img']);
  });
});
