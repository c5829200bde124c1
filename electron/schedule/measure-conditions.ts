/** Asks the machine's services what a scheduled backup wants to know. One that is not there leaves its answer open. */
import * as z from 'zod';
import type { Bus } from '../bus/open-bus';
import type { Measured } from './conditions';
import * as services from './services';

const objectPath = z.string().regex(/^\//);
const NONE = '/';
/** NMMetered: 1 yes, 3 guessed from what the network looks like, such as a phone's. */
const METERED: readonly number[] = [1, 3];

/** Never rejects; with no bus at all nothing is known. */
export async function measureConditions(bus: Bus | undefined): Promise<Measured> {
  if (bus === undefined) return {};
  const [power, powerSaver, network] = await Promise.all([
    measurePower(bus),
    measurePowerSaver(bus),
    measureNetwork(bus),
  ]);
  return { ...power, ...(powerSaver !== undefined && { powerSaver }), ...network };
}

async function measurePower(bus: Bus): Promise<Measured> {
  const { UPOWER, UPOWER_PATH, DISPLAY_DEVICE } = services;
  const [onBattery, percent] = await Promise.all([
    bus.property(UPOWER, UPOWER_PATH, UPOWER, 'OnBattery'),
    bus.property(UPOWER, DISPLAY_DEVICE, `${UPOWER}.Device`, 'Percentage'),
  ]);
  return {
    ...known('onBattery', z.boolean().safeParse(onBattery)),
    ...known('percent', z.number().min(0).max(100).safeParse(percent)),
  };
}

async function measurePowerSaver(bus: Bus): Promise<boolean | undefined> {
  for (const { name, path } of services.POWER_PROFILES) {
    const profile = z.string().safeParse(await bus.property(name, path, name, 'ActiveProfile'));
    if (profile.success) return profile.data === 'power-saver';
  }
  return undefined;
}

async function measureNetwork(bus: Bus): Promise<Measured> {
  const { NETWORK_MANAGER, NETWORK_MANAGER_PATH, ACTIVE_CONNECTION } = services;
  const ask = (name: string): Promise<unknown> =>
    bus.property(NETWORK_MANAGER, NETWORK_MANAGER_PATH, NETWORK_MANAGER, name);
  const [metered, primary, active] = await Promise.all([
    ask('Metered'),
    ask('PrimaryConnection'),
    ask('ActiveConnections'),
  ]);
  const paths = z.array(objectPath).safeParse(active);
  const first = objectPath.safeParse(primary);
  const meteredNumber = z.number().safeParse(metered);
  const answer: Measured = meteredNumber.success ? { metered: METERED.includes(meteredNumber.data) } : {};
  if (!paths.success) return answer;
  const ordered = [...(first.success && first.data !== NONE ? [first.data] : []), ...paths.data];
  const names = await Promise.all(
    [...new Set(ordered)].map((path) => bus.property(NETWORK_MANAGER, path, ACTIVE_CONNECTION, 'Id')),
  );
  // Its own loopback is a connection as well, since NetworkManager 1.42; it leads nowhere.
  const networks = names.filter((name) => typeof name === 'string').filter((name) => name !== 'lo');
  return { ...answer, networks };
}

function known<K extends string, T>(
  key: K,
  parsed: z.ZodSafeParseResult<T>,
): Record<string, never> | Record<K, T> {
  return parsed.success ? ({ [key]: parsed.data } as Record<K, T>) : {};
}
