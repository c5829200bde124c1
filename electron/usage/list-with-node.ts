/**
 * Reads directories with Node alone, where koffi cannot be loaded. Slower, with the same results but for two things:
 * paths of more than 4095 bytes cannot be entered (the error is shown), and the order is that of names unless
 * directory order is asked for, because Node sorts what readdir gives (libuv, uv_fs_scandir).
 */
import {
  lstatSync,
  opendirSync,
  readdirSync,
  realpathSync,
  statfsSync,
  type BigIntStats,
  type Stats,
} from 'node:fs';
import { getSystemErrorMap } from 'node:util';
import { inodeOrder, isLargeForFts, sortsByInode } from './inode-order';
import {
  isOfKernel,
  type DirectoryToList,
  type Listing,
  type ListingEngine,
  type ListResult,
} from './listing';
import { deviceNumber } from './device-number';
import { readMountTable } from './mount-table';
import { FLAGS } from './scanned-tree';

const CHECK_EVERY = 64;
const NOT_ASCII = /[\u0080-\u00ff]/;

export class NodeEngine implements ListingEngine {
  private readonly mounts = readMountTable();
  /** Last names of directories that something is mounted in. */
  private readonly mountParents = new Set([...this.mounts.keys()].map(lastNameOf));

  list({ path, length, inOrder, mounted, isCancelled }: DirectoryToList, listing: Listing): ListResult {
    listing.reset(0);
    const directory = Buffer.from(path.subarray(0, length));
    let names: string[];
    try {
      if (mounted && liesInKernel(directory)) return { problem: 0, kernel: true };
      names = inOrder ? readInOrder(directory) : readdirSync(directory, { encoding: 'latin1' });
    } catch (error) {
      return { problem: errnoOf(error), kernel: false };
    }
    const mountPoints = this.mountPointsIn(directory, mounted);
    const text = directory.toString('latin1');
    const prefix = text.endsWith('/') ? text : `${text}/`;
    const isAscii = !NOT_ASCII.test(prefix);
    listing.reset(names.length);
    listing.names = Buffer.from(names.join(''), 'latin1');
    let start = 0;
    for (const [index, name] of names.entries()) {
      if (index % CHECK_EVERY === 0 && isCancelled()) {
        listing.count = index;
        break;
      }
      listing.nameStart[index] = start;
      listing.nameLength[index] = name.length;
      start += name.length;
      // Strings are faster; where they would be encoded anew, the bytes go as they are.
      const entry = prefix + name;
      statInto(isAscii && !NOT_ASCII.test(name) ? entry : Buffer.from(entry, 'latin1'), listing, index);
      if (mountPoints?.has(name) === true) {
        listing.flags[index] = (listing.flags[index] ?? 0) | FLAGS.mountPoint;
      }
    }
    return { problem: 0, kernel: false };
  }

  stat(path: Uint8Array, length: number, listing: Listing): void {
    listing.reset(1);
    statInto(Buffer.from(path.subarray(0, length)), listing, 0);
  }

  /** The table has real paths, ours begin as the root was given; only a likely directory is worth realpath(3). */
  private mountPointsIn(directory: Buffer, isRoot: boolean): Set<string> | undefined {
    if (!isRoot && !this.mountParents.has(lastNameOf(directory.toString('latin1')))) return undefined;
    try {
      return this.mounts.get(realpathSync(directory, 'buffer').toString('latin1'));
    } catch {
      return undefined;
    }
  }
}

function lastNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Binary strings as readdir(3) has them, sorted like fts(3) where there are many. */
function readInOrder(directory: Buffer): string[] {
  // The types know strings only; Node takes a Buffer as well.
  const opened = opendirSync(directory, { encoding: 'latin1', bufferSize: 1024 });
  const names: string[] = [];
  try {
    for (let entry = opened.readSync(); entry !== null; entry = opened.readSync()) names.push(entry.name);
  } finally {
    opened.closeSync();
  }
  if (!isLargeForFts(names.length) || !sortsByInode(statfsSync(directory).type)) return names;
  const inodes = BigUint64Array.from(names, (name) => {
    const path = Buffer.concat([directory, Buffer.from(`/${name}`, 'latin1')]);
    return lstatSync(path, { bigint: true, throwIfNoEntry: false })?.ino ?? 0n;
  });
  return [...inodeOrder(inodes, names.length)].map((index) => names[index] ?? '');
}

function statInto(path: string | Buffer, listing: Listing, index: number): void {
  let stats: Stats | BigIntStats;
  try {
    stats = lstatSync(path);
    // The number of a large inode does not fit; it only matters where it has to be recognised.
    if (stats.nlink > 1 && stats.ino >= Number.MAX_SAFE_INTEGER) stats = lstatSync(path, { bigint: true });
  } catch (error) {
    listing.problem[index] = errnoOf(error);
    listing.flags[index] = FLAGS.statFailed;
    listing.blocks[index] = listing.size[index] = listing.mtime[index] = listing.links[index] = 0;
    return;
  }
  let flags = 0;
  if (stats.isDirectory()) flags = FLAGS.directory;
  else if (stats.isSymbolicLink()) flags = FLAGS.symlink;
  else if (!stats.isFile()) flags = FLAGS.other;
  listing.flags[index] = flags;
  listing.problem[index] = 0;
  listing.links[index] = Number(stats.nlink);
  listing.size[index] = Number(stats.size);
  listing.blocks[index] = Number(stats.blocks);
  listing.mtime[index] = Math.min(0xffffffff, Math.max(0, Math.floor(Number(stats.mtimeMs) / 1000)));
  const device = Number(stats.dev);
  listing.device[index] = deviceNumber(device);
  if (typeof stats.ino === 'bigint') {
    listing.inodeLow[index] = Number(stats.ino & 0xffffffffn);
    listing.inodeHigh[index] = Number(stats.ino >> 32n);
  } else {
    listing.inodeLow[index] = stats.ino % 2 ** 32;
    listing.inodeHigh[index] = Math.floor(stats.ino / 2 ** 32);
  }
}

function liesInKernel(directory: Buffer): boolean {
  const { type } = statfsSync(directory);
  return isOfKernel(type);
}

function errnoOf(error: unknown): number {
  const { errno, code } = error as NodeJS.ErrnoException;
  if (errno !== undefined) return Math.abs(errno);
  return Math.abs([...getSystemErrorMap()].find(([, [name]]) => name === code)?.[0] ?? 5);
}
