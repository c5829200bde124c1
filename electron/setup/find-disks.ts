/** The disks beside the system's own: where they are mounted, how much is free, and whether they can hold backups. */
import { accessSync, constants, statfsSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename } from 'node:path';
import { readRegularFile } from '../../process/read-file';
import type { Place } from '../../shared/ipc-setup';
import { parseMountinfo } from '../usage/mount-table';
import { storeIn } from './draft-settings';
import { holdsSnapshots } from './holds-snapshots';

interface Mount {
  path: string;
  fileSystem: string;
  source: string;
  readOnly: boolean;
}

/** They keep neither owners nor hard links, without which each snapshot would be a full copy of everything. */
const CANNOT_HOLD = new Set([
  ...['vfat', 'msdos', 'exfat', 'ntfs', 'ntfs3', 'fuseblk', 'hfs', 'hfsplus', 'udf'],
  ...['iso9660', 'squashfs', 'erofs', 'cifs', 'smb3', '9p'],
]);
/** The system's own places; whatever is mounted below is no disk of the person's. */
const SYSTEM =
  /^\/($|(boot|efi|usr|var|etc|proc|sys|dev|tmp|nix|snap|opt|lib\w*|root)(\/|$)|run\/(?!media\/))/;

/** Only what is on a disk. */
export function parseMounts(mountinfo: string): Mount[] {
  return parseMountinfo(mountinfo).flatMap(({ point, options, kind, source }): Mount[] => {
    if (!source.startsWith('/dev/') || /^\/dev\/(loop|ram|zram)/.test(source)) return [];
    return [{ path: point, fileSystem: kind, source, readOnly: options.split(',').includes('ro') }];
  });
}

/** The roomiest first; those that cannot be used last. `home`: on whose disk a backup would go down with it. */
export function findDisks(home: string, mountinfo = readMountinfo()): Omit<Place, 'token'>[] {
  const system = new Set(['/', home].map(deviceOf));
  const seen = new Set<string>();
  const disks = parseMounts(mountinfo).flatMap((mount) => {
    // A disk that is mounted in several places is offered once.
    if (SYSTEM.test(mount.path) || system.has(deviceOf(mount.path)) || seen.has(mount.source)) return [];
    const place = describePlace(mount.path, home, mount);
    if (place !== undefined) seen.add(mount.source);
    return place === undefined ? [] : [place];
  });
  return disks.sort(
    (a, b) => Number(a.problem !== null) - Number(b.problem !== null) || b.freeBytes - a.freeBytes,
  );
}

/** Where this desktop mounts what is plugged in; the home folder where there is no such place. */
export function placeOfDisks(): string {
  const { username, homedir } = userInfo();
  const places = [`/run/media/${username}`, `/media/${username}`, '/mnt'];
  return places.find((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) ?? homedir;
}

/** Undefined where there is no such directory. `mount`: what is known of it; else it is looked up. */
export function describePlace(
  path: string,
  home: string,
  mount = mountOf(path, parseMounts(readMountinfo())),
): Omit<Place, 'token'> | undefined {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
  try {
    const { bavail, blocks, bsize } = statfsSync(path);
    return {
      path,
      name: basename(path),
      fileSystem: mount?.fileSystem ?? '',
      freeBytes: bavail * bsize,
      totalBytes: blocks * bsize,
      problem: problemOf(path, mount),
      sameDisk: deviceOf(path) === deviceOf(home),
      hasBackups: holdsSnapshots(storeIn(path)),
    };
  } catch {
    // It went away while it was looked at.
    return undefined;
  }
}

function problemOf(path: string, mount: Mount | undefined): Place['problem'] {
  if (mount !== undefined && CANNOT_HOLD.has(mount.fileSystem)) return 'file-system';
  if (mount?.readOnly === true) return 'read-only';
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return null;
  } catch {
    return 'not-writable';
  }
}

/** The innermost one around it; the last of those at the same place, which covers the others. */
function mountOf(path: string, mounts: readonly Mount[]): Mount | undefined {
  return mounts
    .filter((mount) => path === mount.path || path.startsWith(mount.path === '/' ? '/' : `${mount.path}/`))
    .reduce<Mount | undefined>(
      (best, one) => (best === undefined || one.path.length >= best.path.length ? one : best),
      undefined,
    );
}

function deviceOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.dev;
}

function readMountinfo(): string {
  try {
    return readRegularFile('/proc/self/mountinfo', 'utf8');
  } catch {
    return '';
  }
}
