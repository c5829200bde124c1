/** The parts of the Settings view that are kept in the settings file. */
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { THINNED_OUT } from '../../shared/keep-defaults';
import { failure } from '../../shared/result';
import { SAMPLE_SETTINGS, SettingsKeeper } from '../helpers/sample-settings';
import { answersFor, GOOD, NOW } from '../helpers/sample-states';
import type { Look, OpenWindow } from '../helpers/window-browser';
import { findAxeViolations, findCutTexts } from '../helpers/window-looks';
import { setUpWindows } from '../helpers/window-stage';

const browser = setUpWindows();

async function open(
  keeper = new SettingsKeeper(),
  look: Look = {},
): Promise<OpenWindow & { keeper: SettingsKeeper; part: (name: string) => Locator }> {
  const window = await browser.open(
    { ...answersFor(GOOD), ...keeper.answers },
    { now: NOW, view: 'settings', ...look },
  );
  return { ...window, keeper, part: (name) => window.page.getByRole('region', { name, exact: true }) };
}

const save = (part: Locator): Locator => part.getByRole('button', { name: 'Save' });
const discard = (part: Locator): Locator => part.getByRole('button', { name: 'Discard' });

/** As main does when another program has written the file. */
async function tellOfChange({ double, keeper }: Awaited<ReturnType<typeof open>>): Promise<void> {
  await double.tell('settings.changed', keeper.version);
}

describe('each part', () => {
  it('where: the reach is explained, advanced holds the rest, and only this part is sent', async () => {
    const { part, keeper } = await open();
    const where = part('Where');
    await where.getByLabel('Directly').waitFor();
    await where
      .getByText('The host connects to this laptop, which has to be reachable from there.')
      .waitFor();
    expect(await save(where).count()).toBe(0);
    await where.getByLabel('Through the call').check();
    await where.getByText('Advanced').click();
    await where.getByText('-o IPQoS=none').waitFor();
    // What only matters where the host comes back directly is out of the way.
    expect(await where.getByLabel('Who may come in').count()).toBe(0);
    await where.getByLabel('Port of ssh on the host').fill('22');
    await save(where).click();
    await expect
      .poll(() => keeper.settings.host)
      .toEqual({
        kind: 'ssh',
        destination: 'backup@backup-host',
        sshArgs: ['-p', '22', '-o', 'IPQoS=none'],
        reach: 'tunnel',
        callbackPort: 0,
      });
    await expect.poll(() => save(where).count()).toBe(0);
    expect(await where.getByLabel('Through the call').isChecked()).toBe(true);
  });

  it('where: an explanation stands under what it explains, however much room there is', async () => {
    const { page } = await browser.open(answersFor(GOOD), {
      now: NOW,
      view: 'settings',
      width: 1600,
      height: 1000,
    });
    for (const name of ['Directly', 'Through the call']) {
      const label = page.locator('.settings-choice-row', { hasText: name });
      const [words, explained] = await Promise.all([
        label.locator('.switch').boundingBox(),
        label.locator('.settings-choice-explain').boundingBox(),
      ]);
      expect(explained?.x, name).toBe(words?.x);
      expect(explained?.y, name).toBeGreaterThan(words?.y ?? Infinity);
    }
  });

  it('where: a disk of this laptop, by the dialog', async () => {
    const { part, keeper } = await open();
    const where = part('Where');
    await where.getByLabel('To a disk of this laptop').check();
    await where.getByText('Choose the folder that the backups go to.').waitFor();
    expect(await save(where).isDisabled()).toBe(true);
    keeper.folder = '/media/you/disk';
    await where.getByRole('button', { name: 'Choose a folder' }).click();
    await where.getByText('/media/you/disk').waitFor();
    // Nothing written is lost while the other kind is looked at.
    await where.getByLabel('To another machine, over ssh').check();
    expect(await where.getByLabel('Backup host').inputValue()).toBe('backup@backup-host');
    await where.getByLabel('To a disk of this laptop').check();
    await save(where).click();
    await expect.poll(() => keeper.settings.host).toEqual({ kind: 'local', directory: '/media/you/disk' });
    await expect.poll(() => save(where).count()).toBe(0);
  });

  it('where: how many backups a disk keeps; a policy of one’s own is shown and kept', async () => {
    const disk = { kind: 'local', directory: '/media/you/disk' } as const;
    const { part, keeper } = await open(
      new SettingsKeeper({ ...SAMPLE_SETTINGS, host: { ...disk, keep: { daily: 30, yearly: 2 } } }),
    );
    const where = part('Where');
    const keep = where.getByLabel('Old backups');
    const chosen = (): Promise<string> => keep.locator('option:checked').innerText();
    expect(await chosen()).toBe('As in the settings file');
    await where.getByText('daily=30, yearly=2').waitFor();
    await where
      .getByText(
        'With these numbers 7 of 31 snapshots would be deleted after the next backup; the newest 10 and those of the last 48 hours always stay.',
      )
      .waitFor();
    keeper.folder = '/media/you/other';
    await where.getByRole('button', { name: 'Choose a folder' }).click();
    await save(where).click();
    await expect
      .poll(() => keeper.settings.host)
      .toEqual({ kind: 'local', directory: '/media/you/other', keep: { daily: 30, yearly: 2 } });

    await keep.selectOption('Thin out as they age');
    await where
      .getByText(/^One stays for each of the last 24 hours, 14 days, 8 weeks, 12 months and 3 years/)
      .waitFor();
    await save(where).click();
    await expect.poll(() => keeper.settings.host).toMatchObject({ keep: THINNED_OUT });
    // Nobody needs it any more.
    await expect
      .poll(() => keep.locator('option').allInnerTexts())
      .toEqual(['Thin out as they age', 'Keep all']);

    await keep.selectOption('Keep all');
    await where.getByText('Until the disk is full.').waitFor();
    await save(where).click();
    await expect.poll(() => keeper.settings.host).toEqual({ kind: 'local', directory: '/media/you/other' });
  });

  it('where: an older set-up keeps all, and a host decides for itself', async () => {
    const disk = { kind: 'local', directory: '/media/you/disk' } as const;
    const window = await open(new SettingsKeeper({ ...SAMPLE_SETTINGS, host: disk }));
    const where = window.part('Where');
    expect(await where.getByLabel('Old backups').inputValue()).toBe('all');
    window.keeper.write({ host: SAMPLE_SETTINGS.host });
    await tellOfChange(window);
    await where.getByText('--keep and --floor, in this laptop’s line of its authorized_keys').waitFor();
    expect(await where.getByLabel('Old backups').count()).toBe(0);
  });

  it('what: folders come by the dialog and go by a press, and the last one cannot', async () => {
    const { part, keeper } = await open();
    const what = part('What');
    keeper.folder = '/srv';
    await what.getByRole('button', { name: 'Add a folder' }).click();
    await what.getByText('/srv').waitFor();
    await what.getByRole('button', { name: 'Remove /etc' }).click();
    await save(what).click();
    await expect.poll(() => keeper.settings.roots).toEqual(['/home/you', '/srv']);
    await expect.poll(() => save(what).count()).toBe(0);

    for (const path of ['/home/you', '/srv']) {
      await what.getByRole('button', { name: `Remove ${path}`, exact: true }).click();
    }
    await what.getByText('Add at least one folder.').waitFor();
    expect(await save(what).isDisabled()).toBe(true);
    await discard(what).click();
    await what.getByText('/srv').waitFor();
  });

  it('when not: what waits, and the network where the laptop is now', async () => {
    const { part, keeper } = await open();
    const conditions = part('When to wait');
    await conditions.getByLabel('Wait on battery, below').fill('15');
    await conditions.getByLabel('Wait while the power saver is on').uncheck();
    // "Home" is among the names already.
    expect(await conditions.getByRole('button', { name: /where you are now/ }).allTextContents()).toEqual([
      'Add Office, where you are now',
    ]);
    await conditions.getByRole('button', { name: 'Add Office, where you are now' }).click();
    await save(conditions).click();
    await expect
      .poll(() => keeper.settings.conditions)
      .toEqual({
        leastBattery: 15,
        onMetered: false,
        onPowerSaver: true,
        networks: ['Home', 'Office'],
      });
    await conditions.getByLabel('On any network').check();
    await save(conditions).click();
    await expect.poll(() => keeper.settings.conditions.networks).toBe(undefined);
  });

  it('speed: in MB a second, with the comma of the language', async () => {
    const { part, keeper, page } = await open(new SettingsKeeper(), { locale: 'de-DE' });
    const speed = part('Tempo');
    const field = speed.getByLabel('So viel wird gelesen');
    expect(await field.inputValue()).toBe('2,5');
    await field.fill('0,75');
    await speed.getByText('Bis zu 2,7 GB in der Stunde.').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => keeper.settings.bandwidthLimit).toBe(750);
    await speed.getByLabel('So schnell es geht').check();
    await speed.getByRole('button', { name: 'Speichern' }).click();
    await expect.poll(() => keeper.settings.bandwidthLimit).toBe(undefined);
  });

  it('telling: notifications, how long is too long, and a monitor', async () => {
    const { part, keeper } = await open();
    const telling = part('Notifications');
    await telling.getByLabel('Show notifications').uncheck();
    await save(telling).click();
    await expect.poll(() => save(telling).count()).toBe(0);
    await telling.getByLabel('Address of a monitor').fill('https://hc-ping.example/abc');
    await telling.getByLabel('Overdue without a good backup for').fill('14');
    await save(telling).click();
    await expect
      .poll(() => keeper.settings)
      .toMatchObject({
        notifications: false,
        overdueDays: 14,
        ping: 'https://hc-ping.example/abc',
      });
    await telling.getByLabel('Address of a monitor').fill('');
    await save(telling).click();
    await expect.poll(() => keeper.settings.ping).toBe(undefined);
  });

  it('before and after: shown as they are, set in the file', async () => {
    const { part, double } = await open();
    const commands = part('Before and after');
    await commands.getByText("/usr/bin/pg_dumpall -f '/home/you/all my data.sql'").waitFor();
    await commands.getByText('Ended after 10 min.').waitFor();
    expect(await commands.getByRole('textbox').count()).toBe(0);
    await commands.getByRole('button', { name: 'Set them in the file' }).click();
    await expect.poll(() => double.asked.at(-1)).toEqual({ channel: 'desktop.open', input: 'settings-file' });
  });
});

describe('a wrong entry', () => {
  it.each([
    ['Where', 'Backup host', '-oProxyCommand=id', 'Such as you@nas or ssh://you@nas:2222'],
    ['Where', 'Port of ssh on the host', '70000', 'A whole number from 1 to 65535'],
    ['Where', 'Address of this laptop', "a'b", 'A host name or an address, without spaces or quotes'],
    ['Where', 'Who may come in', 'my-nas', 'Addresses or networks such as 192.0.2.0/24'],
    ['When to wait', 'Wait on battery, below', '101', 'A whole number from 0 to 100'],
    ['When to wait', 'Names of the networks', ' ', 'The name of at least one network'],
    ['Speed', 'Reading limit', '2.5.1', 'A number above 0, such as 2.5'],
    ['Speed', 'Reading limit', '0', 'A number above 0, such as 2.5'],
    ['Notifications', 'Overdue without a good backup for', 'x', 'A whole number from 1 to 365'],
    [
      'Notifications',
      'Address of a monitor',
      'example.org',
      'An address that begins with https:// or http://',
    ],
  ])('%s, %s: "%s" is kept, and its error stands beside it', async (name, label, entry, error) => {
    const { page, part, keeper } = await open();
    if (name === 'Where') await part(name).getByText('Advanced').click();
    const field = part(name).getByLabel(label);
    await field.fill(entry);
    await part(name).getByText(error).waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    const described = (await field.getAttribute('aria-describedby'))?.split(' ') ?? [];
    const texts = await Promise.all(described.map((id) => page.locator(`[id="${id}"]`).textContent()));
    expect(texts).toContain(error);
    expect(await save(part(name)).isDisabled()).toBe(true);
    await field.press('Enter');
    expect(await field.inputValue()).toContain(entry);
    expect(keeper.changes).toEqual([]);
    await discard(part(name)).click();
    expect(await field.getAttribute('aria-invalid')).toBe('false');
  });

  it('that is out of sight comes into sight', async () => {
    const { part } = await open();
    const where = part('Where');
    await where.getByText('Advanced').click();
    await where.getByLabel('Port on this laptop').fill('x');
    await where.getByLabel('Through the call').check();
    expect(await where.getByLabel('Port on this laptop').isVisible()).toBe(true);
  });
});

describe('what is written and not saved', () => {
  it('is there again after another view, right or wrong, and follows the file as before', async () => {
    const window = await open();
    const { page, part, keeper } = window;
    await part('Where').getByText('Advanced').click();
    await part('Where').getByLabel('Port on this laptop').fill('70000');
    await part('Notifications').getByLabel('Overdue without a good backup for').fill('8');
    await part('When').getByLabel('Every week', { exact: true }).check();
    await page.keyboard.press('Control+1');
    await page.getByRole('button', { name: 'Back up now' }).waitFor();
    expect(await page.locator('.settings-part').count()).toBe(0);
    keeper.write({ overdueDays: 20, bandwidthLimit: 9000 });
    await page.keyboard.press('Control+6');
    await expect.poll(() => part('Where').getByLabel('Port on this laptop').inputValue()).toBe('70000');
    expect(await part('Where').getByLabel('Port on this laptop').isVisible()).toBe(true);
    expect(await save(part('Where')).isDisabled()).toBe(true);
    await expect.poll(() => part('When').getByLabel('Every week', { exact: true }).isChecked()).toBe(true);
    // What was only looked at is the file's.
    expect(await part('Speed').getByLabel('Reading limit').inputValue()).toBe('9');
    await part('Notifications').getByText('The file changed while you were editing.').waitFor();
    await save(part('Notifications')).click();
    await expect.poll(() => keeper.settings.overdueDays).toBe(8);
    await discard(part('Where')).click();
    await page.keyboard.press('Control+1');
    await page.keyboard.press('Control+6');
    await discard(part('When')).waitFor();
    expect(await discard(part('Where')).count()).toBe(0);
    expect(await discard(part('Notifications')).count()).toBe(0);
  });
});

describe('when the file changes outside', () => {
  it('fields that nobody has written in follow it; a draft stays, and the person is told', async () => {
    const window = await open();
    const { part, keeper } = window;
    await part('When to wait').getByLabel('Wait on battery, below').fill('55');
    await part('Notifications').getByLabel('Overdue without a good backup for').fill('8');
    keeper.write({ overdueDays: 20, bandwidthLimit: 9000 });
    await tellOfChange(window);
    await expect.poll(() => part('Speed').getByLabel('Reading limit').inputValue()).toBe('9');
    // This one has changed on both sides.
    await part('Notifications').getByText('The file changed while you were editing.').waitFor();
    expect(await part('Notifications').getByLabel('Overdue without a good backup for').inputValue()).toBe(
      '8',
    );
    // That one only here: nothing to tell.
    expect(await part('When to wait').getByText('The file changed while').count()).toBe(0);
    await save(part('When to wait')).click();
    await expect
      .poll(() => keeper.settings)
      .toMatchObject({
        overdueDays: 20,
        bandwidthLimit: 9000,
        conditions: { leastBattery: 55 },
      });
    await discard(part('Notifications')).click();
    expect(await part('Notifications').getByLabel('Overdue without a good backup for').inputValue()).toBe(
      '20',
    );
  });

  it('and nobody has said so, saving does not overwrite it, and says what happened', async () => {
    const { part, keeper } = await open();
    await part('Notifications').getByLabel('Overdue without a good backup for').fill('8');
    keeper.write({ overdueDays: 20 });
    await save(part('Notifications')).click();
    await part('Notifications')
      .getByText(/were changed by another program meanwhile/)
      .waitFor();
    expect(keeper.settings.overdueDays).toBe(20);
    await part('Notifications').getByText('The file changed while you were editing.').waitFor();
    // Told of it, the person may mean it.
    await save(part('Notifications')).click();
    await expect.poll(() => keeper.settings.overdueDays).toBe(8);
    await expect.poll(() => part('Notifications').getByRole('alert').count()).toBe(0);
  });
});

describe('without settings', () => {
  const refused = (code: 'settings-missing' | 'settings-newer' | 'settings-broken'): SettingsKeeper => {
    const keeper = new SettingsKeeper();
    const path = '/home/you/.config/latchkey/settings.json';
    keeper.answers['settings.get'] = () =>
      failure(
        {
          'settings-missing': { code: 'settings-missing', path } as const,
          'settings-newer': { code: 'settings-newer', path, version: 9 } as const,
          'settings-broken': { code: 'settings-broken', path, detail: 'no roots' } as const,
        }[code],
      );
    return keeper;
  };

  it('they lead to the set-up, and what needs none stays', async () => {
    const { page } = await open(refused('settings-missing'));
    await page.getByRole('heading', { name: 'Not set up yet' }).waitFor();
    expect(await page.getByRole('region', { name: 'Appearance' }).count()).toBe(1);
    expect(await page.getByRole('region', { name: 'When', exact: true }).count()).toBe(0);
    expect(await findAxeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Set up backups' }).click();
    await page.locator('.home').waitFor();
  });

  it.each(['settings-newer', 'settings-broken'] as const)('%s: said, opened, asked again', async (code) => {
    const window = await open(refused(code));
    const { page, double, keeper, part } = window;
    await page.getByRole('heading', { name: 'The settings cannot be used' }).waitFor();
    await page.getByRole('button', { name: 'Open the settings file' }).first().click();
    await expect.poll(() => double.asked.at(-1)?.channel).toBe('desktop.open');
    Object.assign(double.answers, new SettingsKeeper().answers);
    await page.getByRole('button', { name: 'Look again' }).click();
    await part('Where').waitFor();
    expect(keeper.changes).toEqual([]);
  });
});

describe('the page', () => {
  const fillWrongly = async (page: Page): Promise<void> => {
    await page.locator('summary').click();
    for (const field of await page.locator('.field input:not([type=time]), .field textarea').all()) {
      await field.fill(' ');
    }
    await page.locator('.field-wrong').nth(3).waitFor();
  };

  it('has an index that leads to each part by keyboard', async () => {
    const { page, part } = await open();
    await page
      .getByRole('navigation', { name: 'Parts of the settings' })
      .getByText('Before and after')
      .focus();
    await page.keyboard.press('Enter');
    await expect
      .poll(() => part('Before and after').evaluate((one) => one === document.activeElement))
      .toBe(true);
    const [index, head] = await Promise.all([
      page.locator('.settings-index').boundingBox(),
      part('Before and after').locator('h2').boundingBox(),
    ]);
    expect(head?.y ?? 0).toBeGreaterThanOrEqual((index?.y ?? 0) + (index?.height ?? 0));
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Set them in the file');
  });

  it.each(['light', 'dark'] as const)(
    'axe-core has nothing to say about it in %s, with errors too',
    async (theme) => {
      const { page, part } = await open(new SettingsKeeper(), { theme });
      await part('Where').waitFor();
      await fillWrongly(page);
      expect(await findAxeViolations(page)).toEqual([]);
    },
  );

  it.each([
    ['en-GB', 720],
    ['de-DE', 720],
    ['en-GB', 1600],
    ['de-DE', 1600],
  ])('%s at %i: nothing is cut, from right to left neither', async (locale, width) => {
    const { page } = await open(new SettingsKeeper(), { locale, width, height: 520 });
    await page.locator('summary').waitFor();
    await fillWrongly(page);
    expect(await findCutTexts(page)).toEqual([]);
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    expect(await findCutTexts(page)).toEqual([]);
  });

  it.each(['light', 'dark'] as const)(
    'is whole for a disk with a policy of its own, in %s',
    async (theme) => {
      const keep = { daily: 99_999, weekly: 99_999, monthly: 99_999, yearly: 99_999 };
      const host = { kind: 'local', directory: '/media/you/disk', keep } as const;
      const keeper = new SettingsKeeper({ ...SAMPLE_SETTINGS, host });
      const { page } = await open(keeper, { locale: 'de-DE', width: 720, height: 520, theme });
      await page.getByText('daily=99999').waitFor();
      expect(await findCutTexts(page)).toEqual([]);
      expect(await findAxeViolations(page)).toEqual([]);
    },
  );
});
