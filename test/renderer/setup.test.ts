/** The first-run wizard, each of its steps, and the connection check. */
import type { Locator, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { THINNED_OUT } from '../../shared/keep-defaults';
import { failure, success } from '../../shared/result';
import { recordOf } from '../helpers/sample-files';
import { CHANGED_KEY, LOGIN_REFUSED, PASSED, SampleSetup } from '../helpers/sample-setup';
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

async function open(prepare: (setup: SampleSetup) => void = () => undefined, look: Look = {}): Promise<Page> {
  setup = new SampleSetup();
  prepare(setup);
  window = await browser.open(setup.answers, { now: NOW, timezone: 'UTC', ...look });
  setup.space.double = window.double;
  await window.page.locator('.wizard').waitFor();
  return window.page;
}

const onlyHosts = (one: SampleSetup): void => {
  one.disks = [];
};
const next = (page: Page): Promise<void> => page.locator('.wizard-foot [type=submit]').click();
const question = (page: Page): Promise<string> => page.locator('.wizard h2').first().innerText();

/** From the first step to the one that introduces the host "nas". */
async function openHost(
  prepare: (setup: SampleSetup) => void = () => undefined,
  look: Look = {},
): Promise<Page> {
  const page = await open((one) => {
    onlyHosts(one);
    prepare(one);
  }, look);
  await page.locator('.choice-head', { hasText: 'nas' }).click();
  await next(page);
  return page;
}

describe('whoever presses Next', () => {
  it('whose disk has backups already keeps them all, unless told otherwise; another disk thins out', async () => {
    const page = await open((one) => {
      const [disk] = one.disks;
      if (disk === undefined) throw new Error('the sample has a disk');
      one.disks = [
        { ...disk, hasBackups: true },
        { ...disk, token: 'disk-3', name: 'new' },
      ];
    });
    const keep = page.getByLabel('Old backups');
    await page.getByText('There are backups already.').waitFor();
    expect(await keep.inputValue()).toBe('all');
    await page.getByLabel('Disk “new”').check();
    expect(await keep.inputValue()).toBe('thinned');
    expect(await page.getByText('There are backups already.').count()).toBe(0);
  });

  it('can go on as the laptop whose backups are on the disk', async () => {
    const page = await open((one) => {
      one.disks = one.disks.map((disk) => ({ ...disk, hasBackups: disk.problem === null }));
    });
    await page.getByText('34 backups, the latest from').waitFor();
    await page.getByRole('button', { name: 'Go on as thinkpad' }).click();
    await page.getByText('This laptop goes on as thinkpad').waitFor();
    await page.getByText(/^This laptop has made none yet. The latest of thinkpad was made/).waitFor();
    expect(setup.adopted).toBe('thinkpad');
    await page.getByText('What was /home/anna is your home folder now').waitFor();
    await page.getByText('Not here yet, though backed up: /data').waitFor();
    expect(await page.locator('.wizard').count()).toBe(0);
    expect(await findAxeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Close this message' }).click();
    await expect.poll(() => page.getByText('This laptop goes on as').count()).toBe(0);
  });

  it('can take a lost laptop’s place on a host, by keyboard: the command, the code, what is there', async () => {
    const page = await open((one) => {
      onlyHosts(one);
      one.identity = { kind: 'known', type: 'ED25519', fingerprint: 'SHA256:abc' };
      one.refusals = [
        failure({ code: 'restore-code-wrong', host: 'nas', left: 2 }),
        failure({ code: 'restore-grant-expired', host: 'nas' }),
        failure({ code: 'host-unreachable', detail: 'no route to host' }),
      ];
    });
    await page.locator('.choice-head', { hasText: 'nas' }).click();
    await page.getByLabel('It has the backups of a laptop that I no longer have').focus();
    await page.keyboard.press('Space');
    await next(page);
    const name = page.getByLabel(/What the lost laptop is called there/);
    await name.fill('no name');
    expect(await page.locator('.command-line', { hasText: '--adopt-machine' }).count()).toBe(0);
    await name.fill('thinkpad');
    await page
      .locator('.command-line', { hasText: /^latchkey-host --adopt-machine thinkpad --key 'ssh-ed25519 / })
      .waitFor();
    await page.getByText('If nobody logs in as that user').focus();
    await page.keyboard.press('Enter');
    await page.locator('.command-line', { hasText: 'sudo -u bak latchkey-host --adopt-machine' }).waitFor();
    const code = page.getByLabel(/The code that the host shows/);
    for (const words of ['That is not the code', 'The code on nas has expired', 'no route to host']) {
      await code.fill('ABCDE-FGHJK');
      await page.keyboard.press('Enter');
      await page.getByText(words).waitFor();
    }
    expect(await findAxeViolations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText('34 backups, the latest from').waitFor();
    expect(setup.codes).toHaveLength(4);
    expect(await findAxeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Go on as thinkpad' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('This laptop goes on as thinkpad').waitFor();
    expect(setup.adopted).toBe('thinkpad');
    await page.getByRole('button', { name: 'Save “How to get everything back”' }).click();
    await expect.poll(() => setup.sheets).toBe(1);
  });

  it('whose laptop is lost gets the home back there: begun, seen, refused with a way on, and back', async () => {
    const page = await open((one) => {
      one.disks = one.disks.map((disk) => ({ ...disk, hasBackups: disk.problem === null }));
      one.homeRefusals = [failure({ code: 'restore-needs-host', host: 'nas' })];
    });
    await page.getByRole('button', { name: 'Go on as thinkpad' }).click();
    await page.getByText('120,400 files, 81 GB').waitFor();
    const missing = page.getByRole('button', { name: 'Put back everything that is missing' });
    await missing.focus();
    await page.keyboard.press('Enter');
    await page.getByText('The snapshots are on nas').waitFor();
    expect(await findAxeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Put everything back, beside what is here' }).click();
    await page.getByText('about 2 minutes left').waitFor();
    expect(setup.broughtBack).toEqual(['only-missing', 'beside']);
    expect(await missing.count()).toBe(0);
    expect(await findAxeViolations(page)).toEqual([]);
    expect(await findCutTexts(page)).toEqual([]);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => window.double.count('files.cancel')).toBe(1);
    await window.double.tell('files.restoring', {
      ...{ is: 'idle', unfinished: null },
      last: recordOf({ how: 'only-missing', placedCount: 31, left: 4 }),
    });
    await page.getByText('4 are there already and stay as they are').waitFor();
    expect(await findAxeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Done' }).click();
    await missing.waitFor();
    // Whoever comes back to it later finds it again, until it is put aside.
    await page.keyboard.press('Control+5');
    await missing.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+1');
    await missing.waitFor();
    await page.getByRole('button', { name: 'Close this message' }).click();
    await expect.poll(() => page.getByText('This laptop goes on as').count()).toBe(0);
    expect(setup.taken).toBeNull();
  });

  it('gets a sensible backup: the disk that is there, the home folder, without caches, every day', async () => {
    const page = await open();
    await next(page);
    await expect.poll(() => question(page)).toBe('What should be backed up?');
    await page.getByText('412 GB').first().waitFor();
    await next(page);
    const sum = await page.getByText(/\d+ GB of 412 GB will be backed up/).innerText();
    await next(page);
    expect(await page.getByLabel('Every day').isChecked()).toBe(true);
    expect(await page.locator('.summary').innerText()).toContain('/media/you/backup');
    await page.getByRole('button', { name: 'Back up now' }).click();
    await page.getByText('Backups are set up').waitFor();
    const size = sum.slice(0, sum.indexOf(' of '));
    await page.getByText(`The first backup, of ${size}, takes longest`).waitFor();
    await page.getByText('there is no cron').waitFor();
    await page.getByText('Getting ready').first().waitFor();
    expect(setup.finished).toEqual({
      where: { kind: 'folder', token: 'disk-1', keep: THINNED_OUT },
      what: { kind: 'home' },
      presets: null,
      schedule: { kind: 'daily', at: '22:00' },
      autostart: true,
    });
    await window.double.tell('state.changed', STATES.good);
    await expect.poll(() => page.getByText('takes longest').count()).toBe(0);
    await page.getByRole('button', { name: 'See what takes up space' }).click();
    await expect.poll(() => page.locator('.rail [aria-current=page]').innerText()).toBe('Space');
  });

  it('does so by keyboard alone', async () => {
    const page = await open();
    const press = async (name: string): Promise<void> => {
      const button = page.getByRole('button', { name, exact: true });
      for (let step = 0; step < 40; step += 1) {
        await page.keyboard.press('Tab');
        if (await button.evaluate((one) => one === document.activeElement)) break;
      }
      expect(await button.evaluate((one) => one.matches(':focus-visible'))).toBe(true);
      await page.keyboard.press('Enter');
    };
    for (const title of ['What should be backed up?', 'What may be excluded?', 'When should backups run?']) {
      await press('Next');
      await expect.poll(() => question(page)).toBe(title);
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(title);
    }
    await press('Back up now');
    await expect.poll(() => setup.finished?.what.kind).toBe('home');
  });
});

describe('where', () => {
  it('a disk that cannot hold backups says why, and cannot be chosen', async () => {
    const page = await open();
    await page.getByText('which keeps neither owners nor hard links').waitFor();
    expect(await page.locator('.choice-head', { hasText: 'STICK' }).locator('input').isDisabled()).toBe(true);
  });

  it('a locked disk is named, with what to do', async () => {
    const page = await open((one) => {
      one.lockedDisks = ['Backup Disk'];
    });
    await page.getByText('Disk “Backup Disk” is locked. Unlock it in the file manager').waitFor();
  });

  it('a wrong address is told beside its field, which gets the focus; nothing typed is lost', async () => {
    const page = await open(onlyHosts);
    const address = page.getByLabel('Address');
    await next(page);
    await page.getByText('Such as you@nas').waitFor();
    expect(await address.evaluate((one) => one === document.activeElement)).toBe(true);
    for (const wrong of ['-oProxyCommand=id', 'you@', '@nas', 'you@nas:ssh']) {
      await address.fill(wrong);
      expect(await address.getAttribute('aria-invalid'), wrong).toBe('true');
    }
    await address.fill('you@nas:2222');
    expect(await address.getAttribute('aria-invalid')).not.toBe('true');
    await address.fill('you@nas');
    expect(await address.getAttribute('aria-invalid')).toBe('false');
    await page.locator('.choice-head', { hasText: 'A folder on this machine' }).click();
    await page.keyboard.press('Control+6');
    await page.keyboard.press('Control+1');
    await page.locator('.choice-head', { hasText: 'over ssh' }).click();
    expect(await page.getByLabel('Address').inputValue()).toBe('you@nas');
    await page.keyboard.press('Enter');
    await expect.poll(() => question(page)).toBe('Introduce the two machines');
    await page.getByRole('button', { name: 'Back' }).click();
    expect(await page.getByLabel('Address').inputValue()).toBe('you@nas');
  });

  it('a folder on the same disk is allowed, and warned about; none is asked for', async () => {
    const page = await open();
    await page.locator('.choice-head', { hasText: 'A folder on this machine' }).click();
    await next(page);
    await page.getByText('Choose the folder first').waitFor();
    await page.getByRole('button', { name: 'Choose a folder' }).click();
    await page.getByText('not against a broken or stolen laptop').waitFor();
    await page.getByLabel('Old backups').selectOption('Keep all');
    await next(page);
    await expect.poll(() => question(page)).toBe('What should be backed up?');
    for (let step = 0; step < 3; step += 1) await next(page);
    await expect.poll(() => setup.finished?.where).toEqual({ kind: 'folder', token: 'folder-1' });
  });
});

describe('another machine', () => {
  it('is compared, introduced and tried, step by step', async () => {
    const page = await openHost();
    await page.getByText('ED25519 SHA256:').waitFor();
    await page.getByText('ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub').waitFor();
    expect(await page.locator('.wizard-foot [type=submit]').isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'It is that machine' }).click();
    await page.getByText('Your ssh knows nas').waitFor();
    await page.getByRole('button', { name: 'Copy the install command' }).click();
    await expect.poll(() => window.double.asked.at(-1)).toEqual({ channel: 'setup.copy', input: 'install' });
    await page.getByText('Copied').waitFor();
    await page.getByText('Or put the key there by hand').click();
    await page.getByText('This line belongs in ~/.ssh/authorized_keys').waitFor();
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await page.getByText('Everything is ready for a backup.').waitFor();
    await expect.poll(() => page.locator('.check-step[data-stage=ok]').count()).toBe(PASSED.length);
    expect(await page.locator('.wizard-foot [type=submit]').innerText()).toBe('Next');
    await next(page);
    await next(page);
    await next(page);
    await next(page);
    await expect
      .poll(() => setup.finished?.where)
      .toEqual({
        kind: 'host',
        destination: 'nas',
        reach: 'tunnel',
        store: 'latchkey',
        machine: 'laptop',
        keep: THINNED_OUT,
      });
  });

  it('gets a line that says which old backups to keep, by the choice beside it', async () => {
    const page = await openHost((one) => {
      one.identity = { kind: 'known', type: 'ED25519', fingerprint: 'SHA256:x' };
    });
    await page.getByText('Or put the key there by hand').click();
    const lines = page.locator('.copied-line .command-line');
    const saying = (text: string): Promise<number> => lines.filter({ hasText: text }).count();
    await expect.poll(() => saying('--keep hourly=24,daily=14,weekly=8,monthly=12,yearly=3')).toBe(2);
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await page.getByText('Everything is ready for a backup.').waitFor();
    await page.getByLabel('Old backups').selectOption('Keep all');
    await expect.poll(() => saying('--machine laptop --allow-tunnel",restrict')).toBe(2);
    expect(await saying('--keep')).toBe(0);
    // The host has another line than this one now.
    expect(await page.getByText('Everything is ready for a backup.').count()).toBe(0);
    for (let step = 0; step < 3; step += 1) await next(page);
    expect(await page.locator('.summary').innerText()).toMatch(/Old backups\s+Keep all/);
  });

  it('names the step that fails, its cause and its cure, and goes on when it is cured', async () => {
    const page = await openHost((one) => {
      one.identity = { kind: 'known', type: 'ED25519', fingerprint: 'SHA256:x' };
      one.steps = LOGIN_REFUSED;
    });
    await page.getByRole('button', { name: 'Test the connection' }).click();
    const failed = page.locator('.check-step[data-stage=failed]');
    expect(await failed.innerText()).toContain('The host answers');
    expect(await failed.innerText()).toContain('Permission denied (publickey)');
    expect(await failed.innerText()).toContain('run the command above in a terminal, then test again');
    expect(await page.locator('.check-step[data-stage=to-come]').count()).toBe(3);
    setup.steps = PASSED;
    await page.getByRole('button', { name: 'Test again' }).click();
    await page.getByText('Everything is ready for a backup.').waitFor();
    // Another way has another result.
    await page.getByText('Folder, name and way back').click();
    await page.getByLabel('Directly').check();
    await expect.poll(() => page.getByText('Everything is ready for a backup.').count()).toBe(0);
    await page.getByLabel('Folder on the host').fill('~/x');
    await page.getByRole('button', { name: 'Next without the test' }).click();
    await page.getByText('A path such as latchkey').waitFor();
  });

  it('with another key than the known one is refused loudly, and there is a way back', async () => {
    const page = await openHost((one) => {
      one.identity = CHANGED_KEY;
    });
    await page.getByRole('alert').getByText('This is not the nas that you know').waitFor();
    expect(await page.getByRole('button', { name: 'It is that machine' }).count()).toBe(0);
    expect(await page.locator('.wizard-foot [type=submit]').isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Back' }).click();
    await expect.poll(() => question(page)).toBe('Where should backups go?');
  });

  it('that does not answer is said so, and asked again', async () => {
    const page = await openHost();
    window.double.answers['setup.identify-host'] = () =>
      failure({ code: 'host-unreachable', detail: 'No route to host' });
    await page.getByRole('button', { name: 'Back' }).click();
    await next(page);
    await page.getByText('The backup host cannot be reached: No route to host.').waitFor();
    window.double.answers['setup.identify-host'] = () =>
      success({ kind: 'known', type: 'ED25519', fingerprint: 'SHA256:x' });
    await page.getByRole('button', { name: 'Ask again' }).click();
    await page.getByText('Your ssh knows nas').waitFor();
  });
});

describe('what, and what not', () => {
  it('folders are chosen, and missed where there are none', async () => {
    const page = await open();
    await next(page);
    await page.locator('.choice-head', { hasText: 'Folders that I choose' }).click();
    await next(page);
    await page.getByText('Add at least one folder').waitFor();
    await page.getByRole('button', { name: 'Add a folder' }).click();
    await page.getByText('/home/you/copies').waitFor();
    await expect
      .poll(() => window.double.asked.filter(({ channel }) => channel === 'setup.scan').at(-1)?.input)
      .toEqual({ kind: 'folders', tokens: ['folder-1'] });
    await page.getByRole('button', { name: 'Remove /home/you/copies' }).click();
    await page.getByText('Add at least one folder').waitFor();
  });

  it('the sum moves with each tick, and the largest caches are named', async () => {
    const page = await open();
    await next(page);
    await next(page);
    const sum = page.locator('.first-sum');
    await sum.waitFor();
    const before = await sum.innerText();
    const caches = page.locator('.caches li');
    expect(await caches.count()).toBe(3);
    expect(await caches.first().innerText()).toContain('/home/you/.cache/yay');
    expect(await caches.first().innerText()).toContain('excluded');
    await page.getByRole('checkbox', { name: /^Caches/ }).uncheck();
    await expect.poll(() => sum.innerText()).not.toBe(before);
    await expect.poll(() => caches.first().innerText()).toContain('backed up');
    await next(page);
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    expect(await page.getByRole('checkbox', { name: /^Caches/ }).isChecked()).toBe(false);
    await page.getByRole('checkbox', { name: /^Caches/ }).check();
    await expect.poll(() => sum.innerText()).toBe(before);
  });

  it('a list that is there already is kept, and that is said', async () => {
    const page = await open((one) => {
      one.keepsExcludeList = true;
    });
    await next(page);
    await next(page);
    await page.getByText('It stays as it is, and it counts.').waitFor();
  });
});

it('what cannot be saved is said, and nothing is lost', async () => {
  const page = await open();
  window.double.answers['setup.finish'] = () =>
    failure({ code: 'store-unusable', detail: 'permission denied' });
  for (let step = 0; step < 4; step += 1) await next(page);
  await page.getByText('The backup store cannot be used: permission denied.').waitFor();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await expect.poll(() => question(page)).toBe('What may be excluded?');
});

describe.each(['light', 'dark'] as const)('%s, in two languages and two sizes', (theme) => {
  it.each([
    ['en-GB', 720, 520],
    ['de-DE', 720, 520],
    ['de-DE', 1600, 1000],
  ])('%s at %i: every step is whole, and axe-core has nothing to say', async (locale, width, height) => {
    const look = async (page: Page): Promise<void> => {
      expect(await findCutTexts(page)).toEqual([]);
      expect(await findAxeViolations(page)).toEqual([]);
      const foot = await page.locator('.wizard-foot [type=submit]').boundingBox();
      expect((foot?.y ?? height) + (foot?.height ?? 0)).toBeLessThanOrEqual(height);
    };
    const page = await openHost(
      (one) => {
        one.steps = LOGIN_REFUSED;
      },
      { theme, locale, width, height },
    );
    await page.locator('.copied-line').waitFor();
    await look(page);
    await page.locator('.host-part .button[data-kind=main]').click();
    await page.locator('.check .button').click();
    await page.locator('.check-problem').waitFor();
    await look(page);
    await page.locator('.wizard-foot .button').first().click();
    await look(page);
    await next(page);
    for (const selector of ['.choice-figure', '.first-sum', '.summary']) {
      await next(page);
      await page.locator(selector).first().waitFor();
      await look(page);
    }
  });
});

describe('Home after a failure of the way', () => {
  it('tests the connection where it is told, step by step', async () => {
    setup = new SampleSetup();
    setup.steps = LOGIN_REFUSED;
    window = await browser.open(
      {
        ...answersFor(STATES.unreachable),
        'check.run': setup.answers['check.run'] ?? (() => success({ ok: true })),
      },
      { now: NOW },
    );
    setup.space.double = window.double;
    const { page } = window;
    const notice = page.locator('.notice');
    const test = notice.getByRole('button', { name: 'Test the connection' });
    const top = async (one: Locator): Promise<number | undefined> => (await one.boundingBox())?.y;
    const log = notice.getByRole('button', { name: 'Open the log' });
    expect(await top(log)).toBe(await top(test));
    await test.click();
    // Its own run shows above; the steps stay.
    await window.double.tell('state.changed', { ...STATES.unreachable, running: STATES.checking.running });
    const failed = page.locator('.check-step[data-stage=failed]');
    await failed.waitFor();
    expect(await top(failed)).toBeGreaterThan((await top(log)) ?? Infinity);
    expect(window.double.asked.find(({ channel }) => channel === 'check.run')?.input).toEqual({
      of: 'saved',
      to: 'backup-host',
    });
    expect(await findAxeViolations(page)).toEqual([]);
  });
});
