/** The disks of this machine as they are mounted, and what their file systems say of themselves. */
import { statfsSync, statSync } from 'node:fs';
import { readRegularFile } from '../../process/read-file';
import type { Disk } from '../../shared/disk';
import { failure, success, type Result } from '../../shared/result';
import { deviceNumber } from '../usage/device-number';
import { parseMountinfo, type MountLine } from '../usage/mount-table';
import { showName } from '../usage/show-name';
import type { DiskRoom, ScannedDisk } from './disk-parts';
import type { Scope } from './scan-scope';

interface MountedDisk {
  /** Where it is mounted: the shortest path. */
  path: string;
  kind: string;
  source: string;
  /** Other parts of the same file system (subvolumes), mounted elsewhere. */
  others: readonly string[];
}

/** Programs in a package, not a disk. */
const PACKED = new Set(['squashfs', 'erofs']);

/**
 * One for each file system. What is in memory, of the kernel or on the network is none: a disk that is asked about answers.
 */
export function findMountedDisks(mountinfo: string): MountedDisk[] {
  const mounts = parseMountinfo(mountinfo);
  // Of several at one place the last one is on top.
  const visible = [...new Map(mounts.map((mount) => [mount.point, mount])).values()]
    .filter((mount) => mount.point === '/' || isOnDisk(mount))
    .sort((one, other) => one.point.length - other.point.length || (one.point < other.point ? -1 : 1));
  const disks = new Map<string, MountLine[]>();
  for (const mount of visible) {
    const taken = disks.get(mount.source);
    if (taken === undefined) disks.set(mount.source, [mount]);
    // A bind mount shows what is seen already.
    else if (!taken.some(({ root }) => isIn(root, mount.root) || isIn(mount.root, root))) taken.push(mount);
  }
  return [...disks.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [
          {
            path: first.point,
            kind: first.kind,
            source: first.source,
            others: others.map(({ point }) => point),
          },
        ],
  );
}

function isOnDisk({ kind, source }: MountLine): boolean {
  if (PACKED.has(kind)) return false;
  return kind === 'zfs' || (/^\/dev\/./.test(source) && !/^\/dev\/(fuse$|ram|zram)/.test(source));
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);
}

/** As df(1) counts; undefined where it is not there any more, or has no size. */
function roomOf(path: string): DiskRoom | undefined {
  try {
    const { blocks, bfree, bavail, bsize } = statfsSync(path);
    if (blocks <= 0) return undefined;
    const free = Math.max(0, Math.min(bavail, bfree));
    return { used: (blocks - bfree) * bsize, reserved: (bfree - free) * bsize, free: free * bsize };
  } catch {
    return undefined;
  }
}

/** The disk as it is now; where it cannot be asked any more, as it was. */
export function lookAtRoom({ path, room }: ScannedDisk): ScannedDisk {
  return { path, room: roomOf(path) ?? room };
}

/** How a disk is scanned: itself, and its other parts where they are mounted. */
function scopeOf({ path, others }: MountedDisk): Scope | undefined {
  const room = roomOf(path);
  if (room === undefined) return undefined;
  const below = others.filter((other) => isIn(other, path));
  const alsoDevices = below.flatMap((other) => {
    const device = deviceOf(other);
    return device === undefined ? [] : [deviceNumber(device)];
  });
  return {
    roots: [path, ...others.filter((other) => !isIn(other, path))],
    disk: { path, room, alsoDevices },
  };
}

function deviceOf(path: string): number | undefined {
  try {
    return statSync(path).dev;
  } catch {
    // Below what this user may not enter: it is not seen either.
    return undefined;
  }
}

/** A disk keeps its number as long as this service lives: a window knows disks by that. */
export class MountedDisks {
  readonly #paths: string[] = [];

  list(): Disk[] {
    return readMountedDisks().flatMap((disk) => {
      const room = roomOf(disk.path);
      return room === undefined ? [] : [this.#describe(disk, room)];
    });
  }

  /** How it is scanned. Fails where it is not mounted any more. */
  find(id: number): Result<{ scope: Scope; disk: Disk }> {
    const path = this.#paths[id - 1];
    if (path === undefined) return failure({ code: 'request-refused', detail: 'there is no such disk' });
    const mounted = readMountedDisks().find((disk) => disk.path === path);
    const scope = mounted && scopeOf(mounted);
    if (mounted === undefined || scope?.disk === undefined) {
      return failure({ code: 'root-unreadable', root: path, detail: 'it is not mounted any more' });
    }
    return success({ scope, disk: this.#describe(mounted, scope.disk.room) });
  }

  #describe({ path, kind, source }: MountedDisk, room: DiskRoom): Disk {
    if (!this.#paths.includes(path)) this.#paths.push(path);
    const shown = { path: showName(Buffer.from(path)), device: showName(Buffer.from(source)) };
    return { id: this.#paths.indexOf(path) + 1, ...shown, kind, ...room };
  }
}

function readMountedDisks(): MountedDisk[] {
  try {
    return findMountedDisks(readRegularFile('/proc/self/mountinfo', 'utf8'));
  } catch {
    return [];
  }
}
