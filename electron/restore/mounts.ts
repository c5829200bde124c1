/**
 * Where one file system ends and another begins, as renaming sees it: no name moves from one mount to another, not even where
 * both are of one device (a bind mount, a subvolume), and a mount point itself has no other name.
 */
import { closeSync, openSync } from 'node:fs';
import { readRegularFile } from '../../process/read-file';
import { readMountTable } from '../usage/mount-table';
import { bytesOf, isBelow, joinBytes, lookThrough } from './bytes';

/** open(2): for what /proc says of it alone; Node has no name for it. */
const O_PATH = 0o10000000;

/** The same for two directories between which something can be moved; undefined where there is none. */
export function mountOf(directory: string): string | undefined {
  const stats = lookThrough(directory);
  if (stats === undefined) return undefined;
  const device = `device ${stats.dev}`;
  try {
    const descriptor = openSync(bytesOf(directory), O_PATH);
    try {
      const told = readRegularFile(`/proc/self/fdinfo/${descriptor}`, 'latin1');
      return /^mnt_id:\s*\d+$/m.exec(told)?.[0] ?? device;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Without /proc.
    return device;
  }
}

/** Where something is mounted: real paths, binary strings. */
export function mountPoints(): string[] {
  return [...readMountTable()].flatMap(([parent, names]) =>
    [...names].map((name) => joinBytes(parent, name)),
  );
}

/** Those that a directory is, or has below it; `directory`: without links in it. */
export function mountsAt(directory: string, points: readonly string[]): string[] {
  return points.filter((point) => point === directory || isBelow(point, directory));
}
