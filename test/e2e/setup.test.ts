/** The first run in the real application: four steps to the first backup, on a disk and on a host over real ssh. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { THINNED_OUT } from '../../shared/keep-defaults';
import { setUpStage } from '../helpers/app-stage';
import { electronProgram, type DrivenApp } from '../helpers/electron-app';
import { startLoopbackHost, type LoopbackHost } from '../helpers/loopback-host';
import { historyOf, lastOutcome, writtenSettings } from '../helpers/records';
import { PROJECT } from '../helpers/sandbox';
import { completeSnapshots, copyOf, machineIn } from '../helpers/store';

const OWN_SSH = fileURLToPath(new URL('../helpers/own-ssh.sh', import.meta.url));
const stage = setUpStage();
let host: LoopbackHost | undefined;

afterEach(async () => {
  await host?.stop();
  host = undefined;
});

/** Something of one's own, and caches of which the largest are to be left out. */
function fillHome(): void {
  const { sandbox } = stage;
  writeFileSync(join(sandbox.path, 'letter.txt'), 'dear reader\n');
  for (const [name, size] of [
    ['browser', 900_000],
    ['thumbnails', 700_000],
    ['pip', 500_000],
  ] as const) {
    const directory = sandbox.directory(`.cache/${name}`);
    writeFileSync(join(directory, 'data'), Buffer.alloc(size, 'x'));
  }
}

async function firstWindow(app: DrivenApp): Promise<Page> {
  const page = await app.window();
  await page.locator('.wizard').waitFor();
  return page;
}

const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).click();

/** The desktop's dialog cannot be driven from a page: it is answered with this folder. */
async function answerDialogs(app: DrivenApp, path: string): Promise<void> {
  await app.driver.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] });
  }, path);
}

/** By hand: what installs a timer would do so for the user who runs the tests. */
async function finishByHand(page: Page): Promise<void> {
  await press(page, 'Next');
  await page.getByText(/will be backed up/).waitFor();
  await page.locator('.caches li').nth(2).waitFor();
  expect(await page.locator('.caches').innerText()).toContain('.cache/browser');
  await press(page, 'Next');
  await page.getByLabel('Only by hand').check();
  await page.getByLabel('Start Latchkey when you log in').uncheck();
  await press(page, 'Back up now');
  await page.getByText('Backups are set up').waitFor();
  await expect.poll(() => historyOf(stage.sandbox).length).toBe(1);
  expect(lastOutcome(stage.sandbox)).toMatchObject({ result: 'completed' });
  await page.getByText('Up to date').waitFor();
}

test('Next, a folder and a press lead to the first backup on a disk, without its caches', async () => {
  fillHome();
  const { sandbox } = stage;
  await stage.withTray();
  // Without a file manager of the machine's own, which would outlive the test.
  const bin = sandbox.directory('bin');
  writeFileSync(join(bin, 'xdg-open'), '#!/bin/sh\nexit 3\n', { mode: 0o755 });
  const app = await stage.drive({ environment: { PATH: `${bin}:${process.env.PATH ?? ''}` } });
  const page = await firstWindow(app);
  const disk = sandbox.directory('disk');
  await answerDialogs(app, disk);
  await page.getByText('A folder on this machine').click();
  await press(page, 'Choose a folder');
  await page.getByText('not against a broken or stolen laptop').waitFor();
  await press(page, 'Next');
  await page.getByText('Measured:').waitFor();
  await finishByHand(page);

  const store = join(disk, 'latchkey');
  expect(completeSnapshots(store)).toHaveLength(1);
  const copy = copyOf(store, sandbox.path);
  expect(readFileSync(join(copy, 'letter.txt'), 'utf8')).toBe('dear reader\n');
  expect(existsSync(join(copy, '.cache'))).toBe(false);
  expect(existsSync(join(copy, 'disk/latchkey'))).toBe(false);
  const settings = join(sandbox.config, 'settings.json');
  expect(statSync(settings).mode & 0o777).toBe(0o600);
  expect(writtenSettings(sandbox)).toEqual({
    ...{ schemaVersion: 4, name: 'disk' },
    host: { kind: 'local', directory: store, keep: THINNED_OUT },
    machine: basename(machineIn(store)),
    roots: [sandbox.path],
  });

  // What it was all for: the letter of then, as a copy that may be written to, never the snapshot itself.
  const place = sandbox.directory('copies');
  await answerDialogs(app, place);
  writeFileSync(join(sandbox.path, 'letter.txt'), 'spoilt\n');
  await page.keyboard.press('Control+5');
  await press(page, 'Copy files to…');
  await page.getByText(`The files are in ${place}`).waitFor();
  const [made = '', ...others] = readdirSync(place);
  expect(others).toEqual([]);
  writeFileSync(join(place, made, 'written'), 'x');
  expect(readFileSync(join(place, made, 'letter.txt'), 'utf8')).toBe('dear reader\n');
  expect(existsSync(join(copy, 'written'))).toBe(false);
});

test('another machine is compared, introduced with the shown command, tried, and has the first backup', async () => {
  const { sandbox } = stage;
  host = await startLoopbackHost(sandbox, { anyCommand: true });
  const sshDirectory = sandbox.directory('dot-ssh');
  const { username, homedir } = userInfo();
  writeFileSync(
    join(sshDirectory, 'config'),
    `Host nas\n  HostName 127.0.0.1\n  Port ${host.port}\n  User ${username}\n  IdentityFile ${join(host.directory, 'laptop-key')}\n  IdentitiesOnly yes\n`,
    { mode: 0o600 },
  );
  const documents = sandbox.directory('documents');
  writeFileSync(join(documents, 'letter.txt'), 'dear reader\n');
  mkdirSync(join(documents, 'node_modules/big'), { recursive: true });
  writeFileSync(join(documents, 'node_modules/big/index.js'), Buffer.alloc(300_000, 'x'));
  // Playwright starts one program: this one is Electron where ~/.ssh is the test's own.
  const launcher = join(sandbox.directory('launcher-of-ssh'), 'electron');
  writeFileSync(launcher, `#!/bin/sh\nexec sh '${OWN_SSH}' '${sshDirectory}' '${electronProgram()}' "$@"\n`, {
    mode: 0o700,
  });
  await stage.withTray();
  const app = await stage.drive({ command: [launcher, PROJECT] });
  const page = await firstWindow(app);
  await answerDialogs(app, documents);
  await page.locator('.choice-head', { hasText: 'nas' }).click();
  await press(page, 'Next');
  await page.getByText('ED25519 SHA256:').waitFor();
  await press(page, 'It is that machine');
  await page.getByText('Your ssh knows nas').waitFor();
  expect(readFileSync(join(sshDirectory, 'known_hosts'), 'utf8')).toContain(`[127.0.0.1]:${host.port}`);

  // Before the command was run, the check says which step fails, and what to do.
  await press(page, 'Test the connection');
  const failed = page.locator('.check-step[data-stage=failed]');
  await failed.waitFor();
  expect(await failed.innerText()).toMatch(/The host answers[^]*run the command above/i);

  await press(page, 'Copy the install command');
  await page.getByText('Copied').waitFor();
  const command = await app.driver.evaluate(({ clipboard }) => clipboard.readText());
  expect(command).toBe(
    await page.locator('.command-line', { hasText: 'cat > latchkey-host.mjs' }).innerText(),
  );
  const ran = spawnSync('sh', [OWN_SSH, sshDirectory, '/bin/bash', '-c', command], {
    env: sandbox.environment,
    encoding: 'utf8',
  });
  expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status: 0, stderr: '' });
  await press(page, 'Test again');
  await page.getByText('Everything is ready for a backup.').waitFor();
  expect(historyOf(sandbox)).toEqual([]);
  expect(existsSync(join(sandbox.config, 'settings.json'))).toBe(false);

  await press(page, 'Next');
  await page.getByText('Folders that I choose').click();
  await press(page, 'Add a folder');
  await page.getByText('Measured:').waitFor();
  await press(page, 'Next');
  await page.getByText(/will be backed up/).waitFor();
  await press(page, 'Next');
  await page.getByLabel('Only by hand').check();
  await page.getByLabel('Start Latchkey when you log in').uncheck();
  await press(page, 'Back up now');
  await expect.poll(() => historyOf(sandbox).length).toBe(1);
  expect(lastOutcome(sandbox)).toMatchObject({ result: 'completed', host: 'nas' });
  const copy = copyOf(join(host.home, 'latchkey'), documents);
  expect(readFileSync(join(copy, 'letter.txt'), 'utf8')).toBe('dear reader\n');
  expect(existsSync(join(copy, 'node_modules'))).toBe(false);
  expect(writtenSettings(sandbox)).toMatchObject({
    host: {
      destination: 'nas',
      reach: 'tunnel',
      sshArgs: ['-i', join(homedir, '.ssh/latchkey'), '-o', 'IdentitiesOnly=yes'],
    },
    roots: [documents],
  });
});
