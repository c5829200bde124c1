/**
 * The harness of the end-to-end tests, shown on an application of a few lines: what it says of Latchkey's own tray,
 * notifications and windows is worth what it says here.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { electronProgram, startDrivenApp, startElectronApp, type ElectronApp } from '../helpers/electron-app';
import { startNotificationServer, type NotificationServer } from '../helpers/notification-server';
import { startPrivateDesktop, type PrivateDesktop } from '../helpers/private-desktop';
import { Sandbox } from '../helpers/sandbox';
import { startTrayHost, type TrayHost } from '../helpers/tray-host';
import { until } from '../helpers/until';

const APPLICATION = `
import { app, BrowserWindow, Menu, nativeImage, Tray } from 'electron';
import { execFile, spawn } from 'node:child_process';

let done = 0;
let tray;
function show() {
  tray.setToolTip('done ' + done);
  tray.setContextMenu(Menu.buildFromTemplate([
    { label: 'Back up &now (' + done + ')', click: () => { done += 1; show(); tell(); } },
    { type: 'separator' },
    { label: 'Never', enabled: false },
    { label: 'Paused', type: 'checkbox', checked: true },
    { label: 'More', submenu: [{ label: 'Quit', click: () => app.quit() }] },
  ]));
}
function tell() {
  execFile('notify-send', ['--app-name=Fixture', '--hint=string:desktop-entry:fixture', '--action=again=Again', 'Done', 'It is done'],
    (error, stdout) => console.log(error ? 'notify-send failed: ' + error.message : 'pressed ' + stdout.trim()));
}
app.on('window-all-closed', () => undefined);
// Not awaited at the top: Electron is ready only after its main module was loaded.
void app.whenReady().then(async () => {
  tray = new Tray(nativeImage.createFromBitmap(Buffer.alloc(16 * 16 * 4, 0xff), { width: 16, height: 16 }));
  show();
  if (process.argv.includes('--tell')) tell();
  if (process.argv.includes('--leave-something')) {
    const { pid } = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
    console.log('left ' + pid);
  }
  if (!process.argv.includes('--window')) return;
  const window = new BrowserWindow({ title: 'Fixture', webPreferences: { sandbox: true } });
  await window.loadURL('data:text/html,<title>Fixture</title><button onclick="this.textContent=1+1">Add</button>');
});
`;

const directory = mkdtempSync(join(tmpdir(), 'lk-fixture-'));
writeFileSync(join(directory, 'package.json'), JSON.stringify({ name: 'fixture', main: 'main.mjs' }));
writeFileSync(join(directory, 'main.mjs'), APPLICATION);
const command: [string, ...string[]] = [electronProgram(), directory];

let sandbox: Sandbox;
let desktop: PrivateDesktop;
let started: (TrayHost | NotificationServer | ElectronApp)[];

beforeEach(async () => {
  sandbox = new Sandbox();
  started = [];
  desktop = await startPrivateDesktop(sandbox);
});

afterEach(async () => {
  for (const one of started.reverse()) await one.stop();
  await desktop.close();
  sandbox.remove();
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function namesOn(address: string): string[] {
  const answer = execFileSync(
    'dbus-send',
    [
      `--bus=${address}`,
      '--print-reply=literal',
      '--dest=org.freedesktop.DBus',
      '/org/freedesktop/DBus',
      'org.freedesktop.DBus.ListNames',
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  );
  return answer.match(/[:\w][\w.-]*\.[\w.-]+/g) ?? [];
}

function owned<T extends (typeof started)[number]>(one: T): T {
  started.push(one);
  return one;
}

test('an icon, its tooltip and menu are read, a click arrives, and the changed menu is read back', async () => {
  const tray = owned(await startTrayHost(desktop.session));
  owned(startElectronApp(desktop, sandbox, { command }));
  const icon = await tray.icon();

  const properties = await icon.waitFor(({ ToolTip }) => ToolTip.title !== '');
  expect(properties.ToolTip.title).toBe('done 0');
  expect(properties.Status).toBe('Active');
  expect(properties.IconPixmap.map(({ width, height }) => [width, height])).toContainEqual([16, 16]);

  const [now, separator, never, paused, more] = await icon.waitForMenu((entries) => entries.length === 5);
  expect(now).toMatchObject({ label: 'Back up now (0)', enabled: true, visible: true, type: 'standard' });
  expect(separator?.type).toBe('separator');
  expect(never).toMatchObject({ label: 'Never', enabled: false });
  expect(paused).toMatchObject({ toggle: 'checkmark', checked: true });
  expect(more?.children.map(({ label }) => label)).toEqual(['Quit']);
  await expect(icon.click('Never')).rejects.toThrow('cannot be clicked');

  await icon.click('Back up now (0)');
  await icon.waitForMenu((entries) => entries[0]?.label === 'Back up now (1)');
  await icon.waitFor(({ ToolTip }) => ToolTip.title === 'done 1');
  expect(icon.signals()).toContain('NewToolTip');
  expect(icon.signals()).toContain('LayoutUpdated');
});

test('a notification of the real notify-send arrives, and the press of its button goes back', async () => {
  const notifications = owned(await startNotificationServer(desktop.session));
  const tray = owned(await startTrayHost(desktop.session));
  const app = owned(startElectronApp(desktop, sandbox, { command }));
  const icon = await tray.icon();
  await icon.waitForMenu((entries) => entries.length === 5);
  await icon.click('Back up now (0)');

  const shown = await notifications.waitFor(({ summary }) => summary === 'Done');
  expect(shown).toMatchObject({ appName: 'Fixture', body: 'It is done', replacesId: 0 });
  expect(shown.hints).toMatchObject({ 'desktop-entry': 'fixture' });
  expect(shown.actions).toEqual([{ key: 'again', label: 'Again' }]);
  await notifications.invoke(shown.id, 'again');
  await until(() => app.stdout().includes('pressed again'), app.stdout);
});

test('a window is driven by Playwright with Chromium’s sandbox on', async () => {
  const app = owned(await startDrivenApp(desktop, sandbox, { command, args: ['--window'] }));
  const window = await app.driver.firstWindow();
  await window.getByRole('button', { name: 'Add' }).click();
  await window.getByRole('button', { name: '2' }).waitFor();

  const confinements = app.confinements();
  expect(confinements).not.toEqual([]);
  for (const { seccomp, namespace } of confinements)
    expect({ seccomp, namespace }).toEqual({ seccomp: true, namespace: true });
});

test('a desktop has nothing that the test did not start: no tray, no notifications, no machine of the developer’s', async () => {
  const app = owned(startElectronApp(desktop, sandbox, { command, args: ['--tell'] }));
  await until(() => app.stdout().includes('notify-send failed'), app.stdout);
  expect(namesOn(desktop.session.address).filter((name) => !name.startsWith(':'))).toEqual([
    'org.freedesktop.DBus',
  ]);
  expect(() => namesOn(desktop.environment.DBUS_SYSTEM_BUS_ADDRESS ?? '')).toThrow('No such file');
});

test('a system bus is another one than the session’s', async () => {
  const second = new Sandbox();
  const other = await startPrivateDesktop(second, { systemBus: true });
  try {
    const { session, system, environment } = other;
    expect(environment.DBUS_SYSTEM_BUS_ADDRESS).toBe(system?.address);
    const tray = await startTrayHost(session);
    expect(namesOn(session.address)).toContain('org.kde.StatusNotifierWatcher');
    expect(namesOn(system?.address ?? '')).not.toContain('org.kde.StatusNotifierWatcher');
    await tray.stop();
  } finally {
    await other.close();
    second.remove();
  }
});

test('what an application leaves behind is found, and named', async () => {
  const app = startElectronApp(desktop, sandbox, { command, args: ['--leave-something'] });
  await until(() => app.stdout().includes('left '), app.stdout);
  const pid = Number(/left (\d+)/.exec(app.stdout())?.[1]);
  try {
    // What is left stays: there is nothing to wait for.
    await expect(app.stop(2000)).rejects.toThrow(`process ${pid}: sleep 600`);
  } finally {
    process.kill(pid, 'SIGKILL');
  }
});

test('an icon whose application ended is gone from the tray', async () => {
  const tray = owned(await startTrayHost(desktop.session));
  owned(startElectronApp(desktop, sandbox, { command }));
  const icon = await tray.icon();
  await icon.waitForMenu((entries) => entries.length === 5);
  await icon.click('Quit');
  await until(
    () => tray.icons().length === 0,
    () => JSON.stringify(tray.icons().map(({ name }) => name)),
  );
});
