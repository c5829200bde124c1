/**
 * Idling puts no machine to sleep while it backs up or gets files back: logind's inhibitor lock for "idle", with a reason
 * that desktops show (systemd-inhibit(1), org.freedesktop.login1(5)). On mains alone, and never against the lid or a person.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { findProgram } from '../../process/find-program';
import { loadStarter, type RunningProgram } from '../../process/start-program';
import { systemBusAddress } from '../bus/bus-addresses';
import { openBus, type Bus } from '../bus/open-bus';
import { PROPERTIES, UPOWER, UPOWER_PATH } from './services';

/** What is over by then costs no question. A machine idles for minutes before it sleeps. */
const SHORT_MS = 2000;

/** `why`: for the person at the screen. Answers at once with how to give the lock back; never rejects, nor does that. */
export function keepAwake(why: string): () => Promise<void> {
  const over = new AbortController();
  const held = hold(why, over.signal).catch(() => undefined);
  return async () => {
    over.abort();
    await held;
  };
}

async function hold(why: string, over: AbortSignal): Promise<void> {
  await delay(SHORT_MS, undefined, { signal: over, ref: false });
  const inhibit = findProgram('systemd-inhibit');
  const cat = findProgram('cat');
  const address = systemBusAddress(process.env);
  const bus = inhibit === undefined || cat === undefined ? undefined : await openBus(address);
  if (bus === undefined || inhibit === undefined || cat === undefined) return;
  try {
    const start = await loadStarter();
    await whileOnMains(bus, over, () =>
      start({
        file: inhibit,
        // It holds the lock as long as its program lives, and that as long as we hold the other end of its input: a kill of
        // ours ends both.
        args: ['--what=idle', '--mode=block', '--who=Latchkey', `--why=${why}`, '--', cat],
        stdio: ['pipe', 'ignore', 'ignore'],
        env: { DBUS_SYSTEM_BUS_ADDRESS: address },
      }),
    );
  } finally {
    bus.close();
  }
}

/** Settles when it is over, and what was taken is given back. Without UPower there is no battery that is known of, nor mains. */
async function whileOnMains(bus: Bus, over: AbortSignal, take: () => RunningProgram): Promise<void> {
  let lock: RunningProgram | undefined;
  const release = (): Promise<void> | undefined => {
    const released = lock;
    lock = undefined;
    return released?.stop();
  };
  const follow = async (): Promise<void> => {
    const onBattery = await bus.property(UPOWER, UPOWER_PATH, UPOWER, 'OnBattery');
    if (onBattery === false && !over.aborted) lock ??= take();
    else void release();
  };
  const stop = bus.onSignal(
    { path: UPOWER_PATH, interface: PROPERTIES, member: 'PropertiesChanged' },
    () => void follow(),
  );
  await follow();
  if (!over.aborted) {
    await new Promise((resolve) => {
      over.addEventListener('abort', resolve, { once: true });
    });
  }
  stop();
  await release();
}
