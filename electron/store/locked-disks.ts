/** Disks that are plugged in, and that show what is on them once somebody has given their password (LUKS). */
import { systemBusAddress } from '../bus/bus-addresses';
import { openBus } from '../bus/open-bus';
import { BLOCK, DRIVE, ENCRYPTED } from '../schedule/services';
import { readDiskObjects, type DiskObjects } from './udisks';

const MOST_LETTERS = 100;

/**
 * What people call them: their label, or else the maker's name for the drive, or the device. Not those that belong to the
 * machine. Empty where udisks2 does not run. Never rejects.
 */
export async function findLockedDisks(): Promise<string[]> {
  const bus = await openBus(systemBusAddress(process.env));
  if (bus === undefined) return [];
  try {
    const disks = await readDiskObjects(bus, false);
    return disks.paths
      .filter((path) => isLocked(disks, path))
      .map((path) => nameOf(disks, path).slice(0, MOST_LETTERS))
      .sort();
  } catch {
    return [];
  } finally {
    bus.close();
  }
}

function isLocked({ property }: DiskObjects, path: string): boolean {
  return (
    property(path, ENCRYPTED, 'CleartextDevice') === '/' &&
    property(path, BLOCK, 'HintSystem') === false &&
    property(path, BLOCK, 'HintIgnore') !== true
  );
}

function nameOf({ property, objectOf }: DiskObjects, path: string): string {
  const drive = objectOf(path, 'Drive');
  const textOf = (of: string, from: string, name: string): string => {
    const value = property(from, of, name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const made =
    drive === undefined ? '' : ['Vendor', 'Model'].map((name) => textOf(DRIVE, drive, name)).join(' ');
  return textOf(BLOCK, path, 'IdLabel') || made.trim() || path.slice(path.lastIndexOf('/') + 1);
}
