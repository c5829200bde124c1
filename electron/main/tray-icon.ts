/** The tray's icon: made when there is a panel to show it, told anew whenever what it says has changed. */
import { Menu, nativeImage, screen, Tray, type NativeImage } from 'electron';
import { join } from 'node:path';
import type { AppState } from '../../shared/app-state';
import { healthOf } from '../../shared/health';
import { headlineIn, secondLineIn } from '../../shared/words/headline';
import type { Language } from '../../shared/words/language';
import { trayMenu, type TrayAction, type TrayItem } from './tray-menu';

export interface TrayIcon {
  update: (state: AppState) => void;
  close: () => void;
}

/** Pixels of the icon on a screen of usual fineness. */
const SIZE = 22;
const STEPS = 8;

/** @param icons the bundle's directory of tray icons */
export function showTrayIcon(
  icons: string,
  language: () => Language,
  state: AppState,
  act: (action: TrayAction) => void,
): TrayIcon {
  const images = new Map<string, NativeImage>();
  const image = (name: string): NativeImage => {
    const known = images.get(name) ?? loadIcon(icons, name);
    images.set(name, known);
    return known;
  };
  let shown = describe(language(), state);
  const tray = new Tray(image(shown.icon));
  const open = (): void => {
    act({ do: 'show', view: 'home' });
  };
  // Many panels open the menu for each click; where a click arrives, it means "open".
  tray.on('click', open);
  tray.setToolTip(shown.toolTip);
  tray.setContextMenu(menuOf(shown.items, act));
  return {
    update: (next) => {
      const now = describe(language(), next);
      if (now.icon !== shown.icon) tray.setImage(image(now.icon));
      if (now.toolTip !== shown.toolTip) tray.setToolTip(now.toolTip);
      // Setting it anew closes a menu that is open, so only where it says something else.
      if (JSON.stringify(now.items) !== JSON.stringify(shown.items)) {
        tray.setContextMenu(menuOf(now.items, act));
      }
      shown = now;
    },
    close: () => {
      tray.destroy();
    },
  };
}

function describe(language: Language, state: AppState): { icon: string; toolTip: string; items: TrayItem[] } {
  const now = Date.now();
  const lines = [`Latchkey: ${headlineIn(language, state, now)}`, secondLineIn(language, state)];
  return {
    icon: iconName(state),
    toolTip: lines.filter((line) => line !== undefined).join('\n'),
    items: trayMenu(language, state, now),
  };
}

/** The name of the icon's file, without its size. */
function iconName(state: AppState): string {
  const health = healthOf(state);
  if (health !== 'running') return health;
  const percent = state.running?.progress?.percent ?? 0;
  return `running-${Math.floor((Math.min(percent, 100) / 100) * STEPS)}`;
}

/** One size only: of several, Electron gives the panel the largest, which scaled down is less clear than a small one. */
function loadIcon(directory: string, name: string): NativeImage {
  const scale = Math.min(3, Math.max(1, Math.ceil(screen.getPrimaryDisplay().scaleFactor)));
  return nativeImage.createFromPath(join(directory, `${name}@${SIZE * scale}.png`));
}

function menuOf(
  items: readonly TrayItem[],
  act: (action: TrayAction) => void,
): ReturnType<typeof Menu.buildFromTemplate> {
  return Menu.buildFromTemplate(
    items.map((item) => {
      switch (item.kind) {
        case 'line':
          return { type: 'separator' };
        case 'text':
          return { label: escapeMnemonic(item.label), enabled: false };
        case 'action':
          return {
            label: escapeMnemonic(item.label),
            enabled: item.enabled,
            click: () => {
              act(item.action);
            },
          };
      }
    }),
  );
}

/** A single "&" in a menu's label marks the key of the letter behind it. */
function escapeMnemonic(label: string): string {
  return label.replaceAll('&', '&&');
}
