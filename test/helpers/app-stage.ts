/** The application as a person has it: a home, a desktop with a tray and notifications, a store; and all of it gone after. */
import { afterEach, beforeEach } from 'vitest';
import {
  startDrivenApp,
  startElectronApp,
  type AppOptions,
  type DrivenApp,
  type ElectronApp,
} from './electron-app';
import { startOwnedProgram } from './owned-program';
import { startNotificationServer, type NotificationServer } from './notification-server';
import { startPrivateDesktop, type PrivateDesktop } from './private-desktop';
import { Sandbox } from './sandbox';
import { findEntry, startTrayHost, type MenuEntry, type TrayHost, type TrayIcon } from './tray-host';

export interface AppStage {
  sandbox: Sandbox;
  desktop: PrivateDesktop;
  /** A panel with a tray; without it the desktop is one like GNOME. */
  withTray: () => Promise<TrayHost>;
  /** Without one, as by default, nothing can be maximised. */
  withWindowManager: () => void;
  withNotifications: (capabilities?: string[]) => Promise<NotificationServer>;
  /** To be stopped with the rest, before what was put on it earlier. */
  own: <T extends { stop: () => Promise<unknown> }>(one: T) => T;
  start: (options?: AppOptions) => ElectronApp;
  /** With Playwright at its windows. */
  drive: (options?: AppOptions) => Promise<DrivenApp>;
}

/** Fills the stage before each test of the file, and takes down what the test has put on it. */
export function setUpStage(options: { systemBus?: boolean } = {}): AppStage {
  const owned: { stop: () => Promise<unknown> }[] = [];
  const own = <T extends { stop: () => Promise<unknown> }>(one: T): T => {
    owned.push(one);
    return one;
  };
  const stage: Partial<AppStage> = {};
  beforeEach(async () => {
    const sandbox = new Sandbox();
    const desktop = await startPrivateDesktop(sandbox, options);
    Object.assign(stage, {
      sandbox,
      desktop,
      own,
      withTray: async () => own(await startTrayHost(desktop.session)),
      withWindowManager: () => {
        own(startOwnedProgram('openbox', ['--sm-disable'], { environment: desktop.ownEnvironment }));
      },
      withNotifications: async (capabilities?: string[]) =>
        own(await startNotificationServer(desktop.session, capabilities && { capabilities })),
      start: (appOptions?: AppOptions) => own(startElectronApp(desktop, sandbox, appOptions)),
      drive: async (appOptions?: AppOptions) => own(await startDrivenApp(desktop, sandbox, appOptions)),
    } satisfies AppStage);
  });
  afterEach(async () => {
    for (const one of owned.splice(0).reverse()) await one.stop();
    await stage.desktop?.close();
    stage.sandbox?.remove();
  });
  // Filled before each test.
  return stage as AppStage;
}

/** The first line of the tray's menu. */
export const firstLine = (entries: readonly MenuEntry[]): string => entries[0]?.label ?? '';

/** Waits until the tray's first line says this. */
export async function says(icon: TrayIcon, words: RegExp, withinMs?: number): Promise<void> {
  await icon.waitForMenu((entries) => words.test(firstLine(entries)), withinMs);
}

/** Presses it as soon as the menu has it: while a run is under way it has not. */
export async function pressBackUpNow(icon: TrayIcon): Promise<void> {
  await icon.waitForMenu((entries) => findEntry(entries, 'Back up now')?.enabled === true);
  await icon.click('Back up now');
}

/** The first line while the host reads: a percentage as soon as one is known. */
export const READING = /^Backing up: [\d.]+ (%|bytes|[kMGT]B)/;
