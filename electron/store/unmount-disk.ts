/**
 * A disk that is only plugged in for its backups is unmounted when one is done, so that it can be unplugged: by udisks2
 * (D-Bus API 2.9), which asks nobody for a password where its user has mounted it, and writes out what is still in memory.
 */
import { realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { isStillRunning } from '../../process/process-identity';
import { readLockHolder } from '../../process/process-lock';
import type { Outcome } from '../../shared/outcome';
import type { Settings } from '../../shared/settings';
import type { Unmounted } from '../../shared/unmounted';
import { systemBusAddress } from '../bus/bus-addresses';
import { BusError, openBus, type Bus } from '../bus/open-bus';
import type { UserPaths } from '../settings/user-paths';
import { BLOCK, ENCRYPTED, FILE_SYSTEM, UDISKS } from '../schedule/services';
import { readDiskObjects } from './udisks';

/** What came is read again first, for a minute at most (host/proof/after-backup.ts): until then the disk is in use. */
const IN_USE_MS = 90_000;
const LOOK_MS = 1000;
/** A slow stick that is written out takes its time. */
const UNMOUNT_MS = 300_000;

/** Bytes, each path with a NUL behind it. */
const mountPointsSchema = z.array(z.instanceof(Buffer));

export interface Unmounting {
  settings: Settings;
  /** Of the backup that has been made. */
  outcome: Outcome;
  /** Of what uses the disk while it runs, whichever process that is: a backup, a restore. */
  locks: readonly string[];
  signal: AbortSignal;
}

/**
 * Undefined where the settings do not ask for it, the backup was not made or went elsewhere, or the signal has ended the wait.
 * Never rejects.
 *
 * @param begins called where it is tried
 */
export async function unmountAfter(
  { settings: { host }, outcome, locks, signal }: Unmounting,
  begins: () => void = () => undefined,
): Promise<Unmounted | undefined> {
  const isMade = outcome.result === 'completed' || outcome.result === 'partial';
  if (host.kind !== 'local' || host.unmountWhenDone !== true || !isMade) return undefined;
  // The settings may have changed since.
  if (outcome.host !== host.directory) return undefined;
  begins();
  const bus = await openBus(systemBusAddress(process.env));
  if (bus === undefined) return { result: 'no-service' };
  try {
    return await unmountDiskOf(host.directory, locks, bus, signal);
  } finally {
    bus.close();
  }
}

async function unmountDiskOf(
  directory: string,
  locks: readonly string[],
  bus: Bus,
  signal: AbortSignal,
): Promise<Unmounted | undefined> {
  const end = performance.now() + IN_USE_MS;
  try {
    const disk = await findDisk(directory, bus);
    if (disk === undefined) return { result: 'not-removable' };
    while (!signal.aborted) {
      const ended = locks.some(isHeld) ? undefined : await tryToUnmount(disk, bus);
      if (ended !== undefined) return ended;
      if (performance.now() > end) return { result: 'in-use' };
      await delay(LOOK_MS, undefined, { signal });
    }
    return undefined;
  } catch (error) {
    if (signal.aborted) return undefined;
    return error instanceof BusError
      ? { result: 'no-service' }
      : { result: 'refused', detail: (error as Error).message };
  }
}

/** Undefined while something uses it. */
async function tryToUnmount(disk: Disk, bus: Bus): Promise<Unmounted | undefined> {
  const problem = await tell(disk.path, FILE_SYSTEM, 'Unmount', bus);
  if (problem?.code === `${UDISKS}.Error.DeviceBusy`) return undefined;
  if (problem !== undefined) return { result: 'refused', detail: problem.message };
  // It can be unplugged without, as well: nothing is written any more.
  if (disk.encrypted !== undefined) await tell(disk.encrypted, ENCRYPTED, 'Lock', bus);
  return { result: (await isMountedElsewhere(disk, bus)) ? 'partly' : 'unmounted' };
}

/** Of what may be at work on the disk, in whichever process. */
export function locksOfDisk({ lockFile, restoresDirectory }: UserPaths): string[] {
  return [lockFile, join(restoresDirectory, 'lock')];
}

function isHeld(lock: string): boolean {
  const holder = readLockHolder(lock);
  return holder !== undefined && isStillRunning(holder);
}

/** Objects of udisks2. */
interface Disk {
  /** Of the file system. */
  path: string;
  /** What it is unlocked from. */
  encrypted: string | undefined;
  /** What can be unplugged; undefined where udisks2 does not say. */
  drive: string | undefined;
}

/** A file system that is mounted. */
interface Mounted extends Disk {
  points: string[];
  /** It belongs to this machine. */
  isSystem: boolean;
}

async function findMounted(bus: Bus): Promise<Mounted[]> {
  const { paths, property, objectOf } = await readDiskObjects(bus, true);
  return paths.flatMap((path) => {
    const bytes = mountPointsSchema.safeParse(property(path, FILE_SYSTEM, 'MountPoints'));
    if (!bytes.success || bytes.data.length === 0) return [];
    const points = bytes.data.map((one) => one.toString().replace(/\0$/, ''));
    // What is unlocked is on no drive, for udisks2, and so the machine's own: what it is unlocked from tells.
    const encrypted = objectOf(path, 'CryptoBackingDevice');
    const isSystem = property(encrypted ?? path, BLOCK, 'HintSystem') !== false;
    return [{ path, encrypted, drive: objectOf(encrypted ?? path, 'Drive'), points, isSystem }];
  });
}

/** What the directory is on; undefined where that belongs to this machine. */
async function findDisk(directory: string, bus: Bus): Promise<Disk | undefined> {
  const place = realpathSync(directory);
  const found = (await findMounted(bus))
    .filter(({ isSystem }) => !isSystem)
    .flatMap((one) => one.points.filter((point) => holds(point, place)).map((point) => ({ one, point })));
  return found.sort((a, b) => b.point.length - a.point.length)[0]?.one;
}

/** Another part of what would be unplugged, or the same one in another place. */
async function isMountedElsewhere({ path, drive }: Disk, bus: Bus): Promise<boolean> {
  const mounted = await findMounted(bus);
  return mounted.some((one) => one.path === path || (drive !== undefined && one.drive === drive));
}

function holds(point: string, place: string): boolean {
  if (point === '/' || (place !== point && !place.startsWith(`${point}/`))) return false;
  return statSync(point, { throwIfNoEntry: false })?.dev === statSync(place).dev;
}

/** Calls a method that takes options alone. Returns what is wrong, in udisks2's words. */
async function tell(
  path: string,
  interfaceName: string,
  member: string,
  bus: Bus,
): Promise<BusError | undefined> {
  try {
    await bus.call({
      ...{ destination: UDISKS, path, interface: interfaceName, member, timeoutMs: UNMOUNT_MS },
      // Nobody may be there to be asked.
      ...{ signature: 'a{sv}', body: [[['auth.no_user_interaction', ['b', true]]]] },
    });
    return undefined;
  } catch (error) {
    if (error instanceof BusError) return error;
    throw error;
  }
}
