/** The one window: made when it is asked for, gone when it is closed. Without it no renderer process exists. */
import { join } from 'node:path';
import { app, BrowserWindow, Menu, nativeTheme, screen, type Session } from 'electron';
import type { AskedFile, View } from '../../shared/views';
import type { Language } from '../../shared/words/language';
import { PAGE } from './own-pages';
import type { Preferences, WindowPlace } from './preferences';
import { applyTheme } from './theme';

const DEFAULT = { width: 960, height: 640, maximized: false };

export interface Windows {
  /** Opens the window at this view, or brings the one that is open to the front. `file`: in the Files view. */
  show: (view: View, file?: AskedFile) => void;
  /** The open window, if there is one. */
  current: () => BrowserWindow | undefined;
  /** Remembers where the open window is: for an end that does not close it. */
  keepPlace: () => void;
}

interface Parts {
  /** Made with the first window: it brings a process of Chromium's along, which the tray alone has no use for. */
  session: () => Session;
  /** The bundle's directory, with the preload script and the icons. */
  directory: string;
  preferences: Preferences;
  language: () => Language;
  /** Tells an open window to change to that view. */
  turnTo: (window: BrowserWindow, view: View, file: AskedFile | undefined) => void;
  closed: () => void;
}

const SMALLEST = { minWidth: 720, minHeight: 520 };

export function keepWindows(parts: Parts): Windows {
  let window: BrowserWindow | undefined;
  return {
    current: () => window,
    keepPlace: () => {
      if (window !== undefined) keepPlace(window, parts.preferences);
    },
    show: (view, file) => {
      if (window !== undefined) {
        if (window.isMinimized()) window.restore();
        window.show();
        window.focus();
        parts.turnTo(window, view, file);
        return;
      }
      const opened = openWindow(parts, addressOf(view, file));
      window = opened;
      opened.once('closed', () => {
        window = undefined;
        parts.closed();
      });
    },
  };
}

/** renderer/main.tsx reads it. */
function addressOf(view: View, file: AskedFile | undefined): string {
  const asked = file === undefined ? '' : `&file=${encodeURIComponent(JSON.stringify(file))}`;
  return `${PAGE}?view=${view}${asked}`;
}

function openWindow({ session, directory, preferences, language }: Parts, address: string): BrowserWindow {
  applyTheme(preferences.choices());
  const { maximized, ...bounds } = placeOnScreen(preferences.windowPlace());
  const window = new BrowserWindow({
    ...SMALLEST,
    ...bounds,
    title: 'Latchkey',
    icon: join(directory, 'icons/latchkey-128.png'),
    show: false,
    autoHideMenuBar: true,
    // What is seen until the page paints: as light or dark as the page will be.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1d1f20' : '#fafafa',
    webPreferences: {
      session: session(),
      preload: join(directory, 'preload.cjs'),
      sandbox: true,
      // Without waiting for the scripts to prove that they are used often: they are the same in every window.
      v8CacheOptions: 'bypassHeatCheck',
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      devTools: !app.isPackaged,
    },
  });
  window.setMenu(windowMenu(language()));
  let isShown = false;
  const show = (): void => {
    if (isShown) return;
    isShown = true;
    if (maximized) window.maximize();
    window.show();
  };
  window.once('ready-to-show', show);
  // On Wayland a hidden window may draw no frame, and so never be ready: https://github.com/electron/electron/issues/48859
  window.webContents.once('did-finish-load', show);
  window.on('close', () => {
    keepPlace(window, preferences);
  });
  void window.loadURL(address);
  return window;
}

function keepPlace(window: BrowserWindow, preferences: Preferences): void {
  preferences.keepWindowPlace({ ...window.getNormalBounds(), maximized: window.isMaximized() });
}

/** Shown by Alt; it is there for its keys: larger and smaller letters, the whole screen, closing, quitting. */
function windowMenu({ words }: Language): ReturnType<typeof Menu.buildFromTemplate> {
  const roles = ['zoomIn', 'zoomOut', 'resetZoom', 'togglefullscreen', 'close', 'quit'] as const;
  const labels = words.dialogs.menu;
  return Menu.buildFromTemplate([
    { label: 'Latchkey', submenu: roles.map((role) => ({ role, label: labels[role] })) },
  ]);
}

/** Whatever a page may come to try: no other page, no further window, no embedded one. */
export function denyLeaving(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => {
      event.preventDefault();
    });
    contents.on('will-redirect', (event) => {
      event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => {
      event.preventDefault();
    });
  });
}

/** Where the window opens: where it was, if that is still on a screen. */
function placeOnScreen(
  kept: WindowPlace | undefined,
): Pick<WindowPlace, 'width' | 'height' | 'maximized'> & { x?: number; y?: number } {
  return kept !== undefined && isOnScreen(kept) ? kept : DEFAULT;
}

/** A screen that was there may be gone. */
function isOnScreen({ x, y, width, height }: WindowPlace): boolean {
  return screen.getAllDisplays().some(({ workArea: area }) => {
    const left = Math.max(x, area.x);
    const right = Math.min(x + width, area.x + area.width);
    const top = Math.max(y, area.y);
    const bottom = Math.min(y + height, area.y + area.height);
    return right - left > 100 && bottom - top > 100;
  });
}
