/**
 * Tells when power or network have changed for the better, a disk has been mounted or the machine has woken up: the moments to
 * try a skipped backup again. The services say so themselves; nothing is polled.
 */
import * as z from 'zod';
import type { Bus } from '../bus/open-bus';
import * as services from './services';

const SETTLE_MS = 3000;
const LOGIND = { path: '/org/freedesktop/login1', interface: 'org.freedesktop.login1.Manager' } as const;

const MOUNTED = {
  ...{ below: services.BLOCK_DEVICES, first: services.FILE_SYSTEM },
  ...{ interface: services.PROPERTIES, member: 'PropertiesChanged' },
} as const;

/** Body of PropertiesChanged: interface, changed properties, names of those that changed without their value. */
const changedSchema = z.tuple([z.string(), z.array(z.tuple([z.string(), z.unknown()])), z.array(z.string())]);
type Changes = (name: string) => unknown;

/**
 * Calls back once things have been quiet for `settleMs` (default 3 seconds): a resume comes as a flurry of changes. Ends
 * with the returned function, or with the bus.
 */
export function watchConditions(bus: Bus, onBetter: () => void, settleMs = SETTLE_MS): () => void {
  let timer: NodeJS.Timeout | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(onBetter, settleMs);
  };
  const onChange = (path: string, isBetter: (changes: Changes) => boolean): (() => void) =>
    bus.onSignal({ path, interface: services.PROPERTIES, member: 'PropertiesChanged' }, (body) => {
      const parsed = changedSchema.safeParse(body);
      if (!parsed.success) return;
      const values = new Map<string, unknown>(parsed.data[1]);
      if (isBetter((name) => values.get(name))) soon();
    });
  const stops = [
    onChange(services.UPOWER_PATH, (changes) => changes('OnBattery') === false),
    ...services.POWER_PROFILES.map(({ path }) =>
      onChange(path, (changes) => {
        const profile = changes('ActiveProfile');
        return profile !== undefined && profile !== 'power-saver';
      }),
    ),
    // Which network that is, and whether it will do, is judged when the backup is tried.
    onChange(services.NETWORK_MANAGER_PATH, (changes) => {
      const primary = changes('PrimaryConnection');
      return (primary !== undefined && primary !== '/') || changes('Metered') !== undefined;
    }),
    // Whether it is the disk of the backups is seen where they are looked for.
    bus.onSignal(MOUNTED, (body) => {
      const parsed = changedSchema.safeParse(body);
      const mountPoints = parsed.success && new Map(parsed.data[1]).get('MountPoints');
      if (Array.isArray(mountPoints) && mountPoints.length > 0) soon();
    }),
    bus.onSignal({ ...LOGIND, member: 'PrepareForSleep' }, ([goesToSleep]) => {
      if (goesToSleep === false) soon();
    }),
  ];
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
