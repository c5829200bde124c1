/** A further destination, by the wizard's way. */
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { failure } from '../../shared/result';
import { LOGIN_REFUSED, PASSED, SampleSetup } from '../helpers/sample-setup';
import { answersFor, NOW, STATES } from '../helpers/sample-states';
import type { Look, OpenWindow } from '../helpers/window-browser';
import { findAxeViolations, findCutTexts } from '../helpers/window-looks';
import { setUpWindows } from '../helpers/window-stage';

const browser = setUpWindows();
let setup: SampleSetup;
let window: OpenWindow;

afterEach(() => {
  setup.remove();
});

/** At the wizard's first step, from the settings. */
async function open(prepare: (setup: SampleSetup) => void = () => undefined, look: Look = {}): Promise<Page> {
  setup = new SampleSetup();
  prepare(setup);
  const answers = { ...setup.answers, ...answersFor(STATES.good), ...ofSetup(setup) };
  window = await browser.open(answers, { now: NOW, timezone: 'UTC', view: 'settings', ...look });
  setup.space.double = window.double;
  await window.page.getByRole('button', { name: /^(Add a destination|Ziel hinzufügen)$/ }).click();
  await window.page.locator('.wizard').waitFor();
  return window.page;
}

function ofSetup({ answers }: SampleSetup): SampleSetup['answers'] {
  return Object.fromEntries(
    Object.entries(answers).filter(([channel]) => channel.startsWith('setup.') || channel === 'check.run'),
  );
}

const next = (page: Page): Promise<void> => page.locator('.wizard-foot [type=submit]').click();

describe('a further destination', () => {
  it('a disk: where, when and its name; then Home shows the backup to it', async () => {
    const page = await open((one) => {
      const [disk] = one.disks;
      if (disk === undefined) throw new Error('the sample has a disk');
      one.disks = [
        { ...disk, token: 'disk-0', name: 'known', problem: 'taken' },
        { ...disk, hasBackups: true },
      ];
    });
    await page.getByText('Where should they go as well?').waitFor();
    // What is a destination already cannot be one again, and nobody else's backups are taken over here.
    await page.getByText('Backups go here already.').waitFor();
    expect(await page.getByLabel('Disk “known”').isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: /^Go on as/ }).count()).toBe(0);
    expect(await page.getByRole('listitem').allInnerTexts()).toEqual(
      expect.arrayContaining(['Where to', 'When']),
    );
    expect(await page.locator('.wizard-steps > li').count()).toBe(2);
    await next(page);
    const name = page.getByLabel('Name');
    await expect.poll(() => name.inputValue()).toBe('backup');
    await page.getByLabel('Every week').check();
    await name.fill(' -x');
    await next(page);
    await page.getByText('Up to 40 characters, not beginning with a dash').waitFor();
    setup.addRefusals.push(failure({ code: 'destination-taken', what: 'name', name: 'nas' }));
    await name.fill('nas');
    await next(page);
    await page.getByRole('alert').waitFor();
    await name.fill('attic');
    await next(page);
    await page.getByText('“attic” is a destination now').waitFor();
    expect(await page.locator('.wizard').count()).toBe(0);
    await page.getByRole('heading', { name: 'Backing up to nas' }).waitFor();
    expect(setup.added).toEqual([
      {
        where: { kind: 'folder', token: 'disk-1' },
        name: 'attic',
        schedule: { kind: 'weekly', on: 'sunday', at: '22:00' },
      },
    ]);
    // Settings are the settings again.
    await page.keyboard.press('Control+6');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
  });

  it('a host: its lines, and a check with the folders of the settings', async () => {
    const page = await open((one) => {
      one.disks = [];
      one.steps = LOGIN_REFUSED;
    });
    await page.locator('.choice-head', { hasText: 'nas' }).click();
    expect(await page.getByText('It has the backups of a laptop').count()).toBe(0);
    await next(page);
    await page.getByRole('button', { name: 'It is that machine' }).click();
    await page.getByText('latchkey-host.mjs').first().waitFor();
    setup.steps = PASSED;
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    const checked = window.double.asked.find(({ channel }) => channel === 'check.run');
    expect(checked?.input).toMatchObject({ of: 'draft', what: null });
    await expect.poll(() => page.getByLabel('Name').inputValue()).toBe('nas 2');
    await next(page);
    await expect.poll(() => setup.added.length).toBe(1);
    expect(setup.added[0]).toMatchObject({ where: { kind: 'host', destination: 'nas' }, name: null });
  });

  it('is given up, or gone on with after a look elsewhere; what was written in the settings is still there', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Cancel' }).click();
    const battery = page.getByLabel('Wait on battery, below');
    await battery.fill('55');
    await page.getByRole('button', { name: 'Add a destination' }).click();
    await next(page);
    await page.getByLabel('Name').fill('attic');
    await page.keyboard.press('Control+1');
    await page.getByText('Last good backup').waitFor();
    await page.keyboard.press('Control+6');
    await expect.poll(() => page.getByLabel('Name').inputValue()).toBe('attic');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => battery.inputValue()).toBe('55');
    expect(setup.added).toEqual([]);
  });

  it.each(['light', 'dark'] as const)(
    '%s: nothing is cut, and axe-core has nothing to say',
    async (theme) => {
      const page = await open(undefined, { theme, width: 720, height: 520, locale: 'de-DE' });
      for (const step of ['where', 'when']) {
        expect(await findCutTexts(page), step).toEqual([]);
        expect(await findAxeViolations(page), step).toEqual([]);
        if (step === 'where') await next(page);
      }
    },
  );
});
