/** Is there a panel that shows tray icons: somebody who owns the name of the StatusNotifierItem specification. */
import { TRAY_WATCHER, type Bus } from '../bus/open-bus';

/** Panels may start after what is started with the desktop. */
const PATIENCE_MS = 10_000;

/**
 * Calls back with each change, the first time once it is known. Without a session bus there is no place.
 *
 * @returns how to stop looking; closes the bus
 */
export async function watchTrayPlace(
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
