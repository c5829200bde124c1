import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGapsHandlers } from '../../electron/main/gaps-handlers';
import type { Outcome } from '../../shared/outcome';
import { failure, success } from '../../shared/result';
import { answersFor, history, NOW, STATES } from '../helpers/sample-states';
import type { Answers } from '../helpers/window-double';
import { findAxeViolations, findCutTexts } from '../helpers/window-looks';
import { setUpWindows } from '../helpers/window-stage';

const browser = setUpWindows();
const gapsOf = (paths: string[]): Outcome => {
  const run = STATES.attention.lastTry;
  if (run.result !== 'partial' || run.acknowledged === undefined) throw new Error('not the sample with gaps');
  const unreadable = { count: paths.length, paths: paths.slice(0, 1000) };
  return { ...run, acknowledged: { ...run.acknowledged, unreadable } };
};
const THREE = ['/home/you/vm/a.img', '/home/you/vm/b.img', '/home/you/\\#303\\#204rger/keys'];

let directory: string;
let excludeFile: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lk-gaps-'));
  excludeFile = join(directory, 'exclude');
  const host = { kind: 'local', directory: '/mnt/disk' };
  writeFileSync(
    join(directory, 'settings.json'),
    JSON.stringify({ schemaVersion: 2, host, roots: ['/home/you'] }),
  );
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

/** The main process' own handlers, on files of this test. */
function answersWith(run: Outcome): Answers {
  const historyFile = join(directory, 'history.jsonl');
  writeFileSync(historyFile, `${JSON.stringify(run)}\n`);
  const state = { ...STATES.attention, last: run, lastTry: run, lastGood: run };
  return {
    ...answersFor(state, [run, ...history()]),
    ...createGapsHandlers({ historyFile, settingsFile: join(directory, 'settings.json'), excludeFile }),
  };
}

describe('what a run could not read', () => {
  it('is left out from Home with one press, said to be, and taken back', async () => {
    const { page } = await browser.open(answersWith(gapsOf(THREE)), { now: NOW });
    await page.getByRole('button', { name: 'Exclude these 3 files' }).click();
    await page.getByText('New in the exclude list: 3 rules').waitFor();
    expect(readFileSync(excludeFile, 'utf8')).toBe(
      '/home/you/vm/a.img\n/home/you/vm/b.img\n/home/you/Ärger/keys\n',
    );
    await page.getByText('The next backup has no gaps here.').waitFor();
    expect(await page.getByRole('button', { name: /^Exclude / }).count()).toBe(0);
    expect(await findAxeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Undo 3 rules' }).click();
    await page.getByText('The exclude list is as it was before.').waitFor();
    await page.getByRole('button', { name: 'Exclude these 3 files' }).waitFor();
  });

  it('is grouped in the history, with the files or all of the folder to leave out', async () => {
    const { page } = await browser.open(answersWith(gapsOf(THREE)), { now: NOW, view: 'history' });
    const groups = page.locator('.gap-folder');
    await groups.first().waitFor();
    expect(await groups.evaluateAll((all) => all.map((one) => one.querySelector('p')?.textContent))).toEqual([
      '/home/you/vm 2 paths',
      '/home/you/Ärger 1 path',
    ]);
    await groups.first().getByRole('button', { name: 'Exclude all of vm' }).click();
    await groups.first().getByText('excluded by line 1: /home/you/vm').first().waitFor();
    await groups.nth(1).getByRole('button', { name: 'Exclude this file' }).click();
    await page.getByRole('button', { name: 'Undo “/home/you/Ärger/keys”' }).waitFor();
    expect(await findAxeViolations(page)).toEqual([]);
    expect(await findCutTexts(page)).toEqual([]);
  });

  it('is looked at again when the window comes to the front: the list may have changed elsewhere', async () => {
    const { page } = await browser.open(answersWith(gapsOf(THREE)), { now: NOW });
    await page.getByRole('button', { name: 'Exclude these 3 files' }).waitFor();
    writeFileSync(excludeFile, 'vm/\n');
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await page.getByRole('button', { name: 'Exclude this file' }).waitFor();
  });

  it('is refused by name where no rule can hold the name', async () => {
    const run = gapsOf(['/home/you/two\\#012lines', '/home/you/plain']);
    const { page } = await browser.open(answersWith(run), { now: NOW });
    await page.getByRole('button', { name: 'Exclude these 2 files' }).click();
    await page.getByText('/home/you/two\\nlines cannot be excluded by its name').waitFor();
    await page.getByText('New in the exclude list: /home/you/plain').waitFor();
  });

  it('in ten thousand folders is listed with few of them in the page, and too much for one press', async () => {
    const run = gapsOf(Array.from({ length: 10_000 }, (_, index) => `/home/you/d${index}/file`));
    const { page } = await browser.open(answersWith(run), { now: NOW, view: 'history' });
    await page.getByText('The first 1,000 are listed.').waitFor();
    expect(await page.locator('.gap-folder').count()).toBeLessThan(60);
    await page.keyboard.press('Control+1');
    await page.getByRole('button', { name: 'See which' }).waitFor();
    expect(await page.getByRole('button', { name: /^Exclude / }).count()).toBe(0);
  });

  it('says why it could not be left out, and leaves the button', async () => {
    const answers = answersWith(gapsOf(THREE));
    answers['gaps.leave-out'] = () =>
      failure({ code: 'exclude-list-unwritable', path: excludeFile, detail: 'read-only file system' });
    const { page } = await browser.open(answers, { now: NOW });
    await page.getByRole('button', { name: 'Exclude these 3 files' }).click();
    await page.getByRole('alert').getByText('could not be written, and is as it was').waitFor();
    expect(await page.getByRole('button', { name: 'Exclude these 3 files' }).isEnabled()).toBe(true);
  });
});

describe('the history as a file', () => {
  it('is written for all runs or for one, and the window says where', async () => {
    const { page, double } = await browser.open(
      {
        ...answersFor(STATES.good),
        'history.export': ({ what }) => success({ file: `${what}.json`, runs: what === 'all' ? 36 : 1 }),
      },
      { now: NOW, view: 'history' },
    );
    await page.getByRole('button', { name: 'Export as JSON' }).click();
    await page.getByText('36 runs are in all.json.').waitFor();
    await page.getByRole('button', { name: 'Export this run as JSON' }).click();
    await page.getByText('1 run is in run.json.').waitFor();
    const id = history()[0]?.id;
    expect(double.asked.at(-1)).toEqual({ channel: 'history.export', input: { what: 'run', id } });
  });

  it('that cannot be written says so', async () => {
    const detail = 'EROFS: read-only file system';
    const { page } = await browser.open(
      {
        ...answersFor(STATES.good),
        'history.export': () => failure({ code: 'export-unwritable', path: '/mnt/stick/x.json', detail }),
      },
      { now: NOW, view: 'history' },
    );
    await page.getByRole('button', { name: 'Export as JSON' }).click();
    await page.getByRole('alert').getByText('Choose another place').waitFor();
    await page.getByRole('button', { name: 'Close this message' }).click();
  });
});
