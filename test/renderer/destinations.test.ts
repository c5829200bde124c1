/** Settings where there are several destinations: which one is set up, and what becomes of what is written for another. */
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { SettingsKeeper, severalAt } from '../helpers/sample-settings';
import { answersFor, NOW, STATES } from '../helpers/sample-states';
import type { OpenWindow } from '../helpers/window-browser';
import { setUpWindows } from '../helpers/window-stage';

const browser = setUpWindows();
const SEVERAL = STATES['several-overdue'];

async function open(
  file = severalAt(SEVERAL.destinations),
): Promise<OpenWindow & { keeper: SettingsKeeper; part: (name: string) => Locator }> {
  const keeper = new SettingsKeeper(file);
  const answers = { ...answersFor(SEVERAL), ...keeper.answers };
  const window = await browser.open(answers, { now: NOW, view: 'settings' });
  await window.page.getByRole('region', { name: 'Where', exact: true }).waitFor();
  return { ...window, keeper, part: (name) => window.page.getByRole('region', { name, exact: true }) };
}

const save = (part: Locator): Locator => part.getByRole('button', { name: 'Save' });

describe('several destinations in the settings', () => {
  it('one of them is chosen, with how it stands; its parts are saved for it alone', async () => {
    const { page, keeper, part } = await open();
    const nas = page.getByRole('radio', { name: /^nas/ });
    const disk = page.getByRole('radio', { name: /^attic disk/ });
    expect(await nas.isChecked()).toBe(true);
    await part('Destinations').getByText('plug it in').waitFor();
    await page.getByRole('heading', { name: 'Only for “nas”' }).waitFor();
    expect(await part('Where').getByLabel('Backup host').inputValue()).toBe('you@nas');
    // By keyboard: one stop, and the arrows choose.
    await nas.focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('heading', { name: 'Only for “attic disk”' }).waitFor();
    expect(await disk.isChecked()).toBe(true);
    await part('Where').getByText('/media/you/attic/latchkey').waitFor();
    await part('When').getByLabel('Every week').check();
    await save(part('When')).click();
    await part('Overdue and monitoring').getByLabel('Overdue without a good backup for').fill('30');
    await save(part('Overdue and monitoring')).click();
    await expect.poll(() => keeper.of('attic disk').overdueDays).toBe(30);
    expect(keeper.of('attic disk').schedule.kind).toBe('weekly');
    expect(keeper.of('nas')).toMatchObject({ overdueDays: 3, schedule: { kind: 'daily' } });
  });

  it('what is written for one stays with it while another one is looked at, and is marked', async () => {
    const { page, keeper, part } = await open();
    const limit = (): Locator =>
      part('Overdue and monitoring').getByLabel('Overdue without a good backup for');
    await limit().fill('12');
    await part('Destinations').getByText('Changes not saved').waitFor();
    await page.getByRole('radio', { name: /^attic disk/ }).check();
    await expect.poll(() => limit().inputValue()).toBe('3');
    expect(await save(part('Overdue and monitoring')).count()).toBe(0);
    await part('Destinations').getByText('Changes not saved').waitFor();
    // Also by way of another view.
    await page.keyboard.press('Control+1');
    await page.keyboard.press('Control+6');
    await page.getByRole('radio', { name: /^nas/ }).check();
    await expect.poll(() => limit().inputValue()).toBe('12');
    await save(part('Overdue and monitoring')).click();
    await expect.poll(() => keeper.of('nas').overdueDays).toBe(12);
    expect(keeper.of('attic disk').overdueDays).toBe(3);
    await expect.poll(() => page.getByText('Changes not saved').count()).toBe(0);
  });

  it('what all share is apart, and its draft is the same whichever is chosen', async () => {
    const { page, keeper, part } = await open();
    const shown = part('Notifications').getByLabel('Show notifications');
    await shown.uncheck();
    await page.getByRole('radio', { name: /^attic disk/ }).check();
    await page.getByRole('heading', { name: 'Only for “attic disk”' }).waitFor();
    expect(await shown.isChecked()).toBe(false);
    expect(await page.getByText('Changes not saved').count()).toBe(0);
    await save(part('Notifications')).click();
    await expect.poll(() => keeper.file.notifications).toBe(false);
  });

  it('another name: not one that is taken, and what is written goes along', async () => {
    const { page, keeper, part } = await open();
    await part('Overdue and monitoring').getByLabel('Overdue without a good backup for').fill('12');
    await page.getByRole('button', { name: 'Rename “nas”' }).click();
    const dialog = page.getByRole('dialog');
    const name = dialog.getByLabel('Name');
    await name.fill('attic disk');
    await dialog.getByText('“attic disk” is the name of another destination').waitFor();
    expect(await dialog.getByRole('button', { name: 'Rename', exact: true }).isDisabled()).toBe(true);
    await name.fill('cellar');
    await name.press('Enter');
    await page.getByRole('heading', { name: 'Only for “cellar”' }).waitFor();
    await dialog.waitFor({ state: 'detached' });
    expect(keeper.file.destinations.map((each) => each.name)).toEqual(['cellar', 'attic disk']);
    expect(
      await part('Overdue and monitoring').getByLabel('Overdue without a good backup for').inputValue(),
    ).toBe('12');
    await save(part('Overdue and monitoring')).click();
    await expect.poll(() => keeper.of('cellar').overdueDays).toBe(12);
  });

  it('one is removed once that is answered; the last one has no such button', async () => {
    const { page, keeper, part } = await open();
    await page.getByRole('radio', { name: /^attic disk/ }).check();
    await page.getByRole('button', { name: 'Remove “attic disk”' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('The backups at /media/you/attic/latchkey stay as they are.').waitFor();
    await page.keyboard.press('Escape');
    expect(keeper.file.destinations).toHaveLength(2);
    await page.getByRole('button', { name: 'Remove “attic disk”' }).click();
    await dialog.getByRole('button', { name: 'Remove “attic disk”' }).click();
    await part('Destinations').waitFor({ state: 'detached' });
    expect(keeper.file.destinations.map((each) => each.name)).toEqual(['nas']);
    expect(await part('Where').getByLabel('Backup host').inputValue()).toBe('you@nas');
    expect(await page.getByRole('button', { name: /^Remove “/ }).count()).toBe(0);
    await page.getByRole('button', { name: 'Add a destination' }).waitFor();
  });
});
