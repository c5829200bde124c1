/** Whether a store lies on a disk that people pull out. As good as /sys and the mount table tell; else it does not. */
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readRegularFile } from '../../process/read-file';

/** `sys`: where the kernel tells of its devices. */
export function isOnRemovableDisk(directory: string, sys = '/sys'): boolean {
  try {
    return devicesUnder(directory).some((number) => isRemovable(number, sys));
  } catch {
    return false;
  }
}

function devicesUnder(directory: string): string[] {
  const { dev } = statSync(directory);
  // glibc's encoding of a device number: gnu_dev_major(3).
  const major = ((dev >>> 8) & 0xfff) | (Math.floor(dev / 2 ** 32) & ~0xfff);
  const minor = (dev & 0xff) | ((dev >>> 12) & ~0xff);
  // A btrfs has a number that no device has; its line in the mount table names one.
  return major === 0 ? devicesMountedAs(`${major}:${minor}`) : [`${major}:${minor}`];
}

function devicesMountedAs(number: string): string[] {
  return readRegularFile('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .filter((line) => line.split(' ')[2] === number)
    .flatMap((line) => {
      const source = / - \S+ (\/dev\/\S+) /.exec(line)?.[1];
      if (source === undefined) return [];
      const { rdev } = statSync(source);
      return [`${(rdev >>> 8) & 0xfff}:${(rdev & 0xff) | ((rdev >>> 12) & ~0xff)}`];
    });
}

/** Also beneath an encrypted disk: its mapping has the real one among its slaves. */
function isRemovable(number: string, sys: string): boolean {
  const path = realpathSync(join(sys, 'dev/block', number));
  if (/\/usb\d+\//.test(path)) return true;
  const places = [path, dirname(path)];
  if (places.some((place) => readText(join(place, 'removable')) === '1')) return true;
  return readNames(join(path, 'slaves')).some((slave) => {
    const its = readText(join(path, 'slaves', slave, 'dev'));
    return its !== '' && isRemovable(its, sys);
  });
}

function readText(path: string): string {
  try {
    return readRegularFile(path, 'utf8').trim();
  } catch {
    return '';
  }
}

function readNames(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
