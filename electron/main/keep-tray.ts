/** The icon comes and goes with the panel; without one, the window is the way to the application. */
import { TRAY_WATCHER, type Bus } from '../bus/open-bus';
import type { AppStateKeeper } from './app-state';
import type { KeptLanguage } from './keep-language';
import type { TrayAction } from './tray-menu';
import { showTrayIcon, type TrayIcon } from './tray-icon';

/** Panels may start after what is started with the desktop. */
const PATIENCE_MS = 10_000;

interface Parts {
  /** The bundle's directory of tray icons. */
  icons: string;
  sessionBus: Promise<Bus | undefined>;
  language: KeptLanguage;
  state: AppStateKeeper;
  act: (action: TrayAction) => void;
  /** There is no panel that shows it. */
  noPlace: () => void;
}

/**
 * @returns looks after the icon no more. It goes with the process: where Electron 33 exits just after a tray was
 *   destroyed, it often ends with a segmentation fault.
 */
export function keepTray({ icons, sessionBus, language, state, act, noPlace }: Parts): () => void {
  let icon: TrayIcon | undefined;
  const remove = (): void => {
    icon?.close();
    icon = undefined;
  };
  const unsubscribe = state.subscribe((next) => icon?.update(next));
  language.subscribe(() => icon?.update(state.get()));
  // What the first line says grows old by itself.
  const tick = setInterval(() => icon?.update(state.get()), 60_000);
  const unwatch = watchTrayPlace(sessionBus, (place) => {
    // A panel that was started again knows nothing of an icon that the one before has shown.
    remove();
    if (place === 'there') icon = showTrayIcon(icons, language.current, state.get(), act);
    state.setTray(place === 'there' ? 'shown' : 'no-place');
    if (place === 'not-there') noPlace();
  });
  return () => {
    clearInterval(tick);
    unsubscribe();
    void unwatch.then((stop) => {
      stop();
    });
  };
}

/**
 * Is there a panel that shows tray icons: somebody who owns the name of the StatusNotifierItem specification.
 * Calls back with each change, the first time once it is known. Without a session bus there is no place.
 *
 * @returns how to stop looking; closes the bus
 */
async function watchTrayPlace(
  sessionBus: Promise<Bus | undefined>,
  changed: (place: 'there' | 'not-there') => void,
): Promise<() => void> {
  const bus = await sessionBus;
  if (bus === undefined) {
    changed('not-there');
    return () => undefined;
  }
  let patient = true;
  const patience = setTimeout(() => {
    patient = false;
    changed('not-there');
  }, PATIENCE_MS);
  const unwatch = bus.watchName(TRAY_WATCHER, (owner) => {
    if (owner === undefined && patient) return;
    patient = false;
    clearTimeout(patience);
    changed(owner === undefined ? 'not-there' : 'there');
  });
  return () => {
    clearTimeout(patience);
    unwatch();
    bus.close();
  };
}
