import { describe, expect, it } from 'vitest';
import { failure, success } from '../../shared/result';
import type { Schedule } from '../../shared/settings';
import type { Starter } from '../../shared/starter';
import { SAMPLE_SETTINGS, SettingsKeeper } from '../helpers/sample-settings';
import { answersFor, GOOD, NOW } from '../helpers/sample-states';
import type { OpenWindow } from '../helpers/window-browser';
import { setUpWindows } from '../helpers/window-stage';
import type { Answers } from '../helpers/window-double';

const browser = setUpWindows();
let window: OpenWindow;

const look = { now: NOW, view: 'settings' };

/** Keeps a schedule, as the settings file does. */
function keeper(schedule: Schedule): { answers: Answers; settings: SettingsKeeper } {
  const settings = new SettingsKeeper({ ...SAMPLE_SETTINGS, schedule });
  return { answers: { ...answersFor(GOOD), ...settings.answers }, settings };
}

describe('Settings', () => {
  it('a schedule is chosen, checked beside its field, and saved', async () => {
    const { answers, settings } = keeper({ kind: 'off' });
    const schedule = (): Schedule => settings.settings.schedule;
    window = await browser.open(answers, look);
    const { page } = window;
    await page.getByLabel('Every few hours').check();
    const hours = page.getByLabel('Hours between backups');
    await hours.fill('0');
    await page.getByText('A whole number from 1 to 168').waitFor();
    expect(await hours.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await hours.fill('6');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Started by a systemd timer of yours.').waitFor();
    expect(schedule()).toEqual({ kind: 'hours', every: 6 });
    expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);

    await page.getByLabel('Every week').check();
    await page.getByLabel('Day', { exact: true }).selectOption('Friday');
    await page.getByLabel('Time').fill('07:30');
    // Nothing typed is lost while another kind is looked at.
    await page.getByLabel('Every few hours').check();
    expect(await page.getByLabel('Hours between backups').inputValue()).toBe('6');
    await page.getByLabel('Every week').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(schedule).toEqual({ kind: 'weekly', on: 'friday', at: '07:30' });
  });

  it('what was written can be discarded; what is refused stays, with the reason', async () => {
    window = await browser.open(
      {
        ...answersFor(GOOD),
        'settings.change': () => failure({ code: 'schedule-not-installed', detail: 'there is no cron' }),
      },
      look,
    );
    const { page } = window;
    await page.getByLabel('Only by hand').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByText('there is no cron').waitFor();
    expect(await page.getByLabel('Only by hand').isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Discard' }).click();
    expect(await page.getByLabel('Every day').isChecked()).toBe(true);
    expect(await page.getByLabel('Time').inputValue()).toBe('22:00');
  });

  it.each<[installed: Starter[], said: string]>([
    [[], 'Nothing on this laptop starts it while Latchkey is closed.'],
    [[{ by: 'systemd', problem: { kind: 'not-running' } }], 'But systemd does not run it.'],
    [
      [{ by: 'cron', problem: { kind: 'changed' } }],
      'But it was changed by hand, and starts something else.',
    ],
    [
      [{ by: 'cron', problem: { kind: 'launcher-gone', launcher: '/opt/gone' } }],
      'But /opt/gone, which it starts, is not there any more.',
    ],
  ])('says so where nothing starts the schedule, and sets it up again: %j', async (installed, said) => {
    let now = installed;
    const schedule = { kind: 'hours', every: 3 } as const;
    window = await browser.open(
      {
        ...keeper(schedule).answers,
        'schedule.installed': () => success(now),
        'settings.change': () => {
          now = [{ by: 'cron', problem: null }];
          return success(null);
        },
      },
      look,
    );
    const { page, double } = window;
    await page.getByText(said).waitFor();
    await page.getByRole('button', { name: 'Set it up again' }).click();
    await page.getByText('Started by a line in your crontab.', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Set it up again' }).count()).toBe(0);
    expect(double.asked).toContainEqual({
      channel: 'settings.change',
      input: {
        ...{ version: 'edition 1', destination: 'backup-host' },
        change: { part: 'schedule', value: schedule },
      },
    });
  });

  it('the switch shows what is so, not what was pressed', async () => {
    let on = false;
    window = await browser.open(
      {
        ...answersFor(GOOD),
        'autostart.get': () => success(on),
        'autostart.set': () => failure({ code: 'internal', detail: 'the disk is full' }),
      },
      look,
    );
    const { page, double } = window;
    const autostart = page.getByLabel('Start Latchkey when you log in');
    await autostart.click();
    await page.getByText('Latchkey itself failed: the disk is full.').waitFor();
    expect(await autostart.isChecked()).toBe(false);
    double.answers['autostart.set'] = (wanted) => {
      on = wanted;
      return success(null);
    };
    await autostart.click();
    await expect.poll(() => autostart.isChecked()).toBe(true);
  });

  it('colours and language change at once, and are kept', async () => {
    window = await browser.open(answersFor(GOOD), look);
    const { page } = window;
    const background = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(await background()).toBe('rgb(250, 250, 250)');
    await page.getByLabel('Colours').selectOption('Dark');
    expect(await background()).toBe('rgb(29, 31, 32)');
    await page.getByLabel('Language').selectOption('Deutsch');
    await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de-DE');
    await page.reload();
    await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
    expect(await background()).toBe('rgb(29, 31, 32)');
  });

  it('opens the files, and says why one does not open', async () => {
    window = await browser.open(
      {
        ...answersFor(GOOD),
        'desktop.open': (what) =>
          what === 'settings-file' ? success(null) : failure({ code: 'not-opened', detail: 'no program' }),
      },
      look,
    );
    const { page, double } = window;
    await page.getByRole('button', { name: 'Open the settings file' }).click();
    await expect.poll(() => double.asked).toContainEqual({ channel: 'desktop.open', input: 'settings-file' });
    await page.getByRole('button', { name: 'Open the exclude list' }).click();
    await page.getByText('It could not be opened: no program.').waitFor();
    await page.getByText('Choose a program for such files').waitFor();
  });
});
