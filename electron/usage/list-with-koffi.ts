/**
 * Reads directories with the system calls that du(1) uses, by foreign function calls: openat(2), getdents64(2) and
 * statx(2) relative to the open directory. All memory belongs to JavaScript (Electron forbids any other), and
 * addresses are passed as plain numbers, which is what makes a call cost some 100 ns.
 */
import { createRequire } from 'node:module';
import { FLAGS } from './scanned-tree';
import { inodeOrder, isLargeForFts, sortsByInode } from './inode-order';
import {
  isOfKernel,
  type DirectoryToList,
  type Listing,
  type ListingEngine,
  type ListResult,
} from './listing';

const O_DIRECTORY = process.arch.startsWith('arm') ? 0o40000 : 0o200000;
const O_NOFOLLOW = process.arch.startsWith('arm') ? 0o100000 : 0o400000;
const O_CLOEXEC = 0o2000000;
const O_PATH = 0o10000000;
const AT_FDCWD = -100;
/** AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_STATX_DONT_SYNC: never wait for a network or wake an automounter. */
const STATX_FLAGS = 0x100 | 0x800 | 0x4000;
const STATX_BASIC_STATS = 0x7ff;
const STATX_ATTR_MOUNT_ROOT = 0x2000;
/** Bytes of a path with its NUL that the kernel takes (PATH_MAX, limits.h). */
const PATH_MAX = 4096;
const SLASH = 0x2f;
const [S_IFMT, S_IFDIR, S_IFREG, S_IFLNK] = [0xf000, 0x4000, 0x8000, 0xa000];
const CHECK_EVERY = 256;

/** struct linux_dirent64: d_ino 0, d_off 8, d_reclen 16, d_type 18, d_name 19 (getdents64(2)). */
const [D_RECLEN, D_NAME] = [16, 19];

interface Koffi {
  load: (path: null) => { func: (prototype: string) => (...args: number[]) => number };
  address: (memory: ArrayBuffer | Uint8Array) => bigint;
  errno: () => number;
}

interface Memory {
  bytes: Uint8Array;
  address: number;
}

/** Throws where koffi or one of the functions is not there. */
export function openKoffiEngine(): ListingEngine {
  const koffi = createRequire(import.meta.url)('koffi') as Koffi;
  return new KoffiEngine(koffi);
}

class KoffiEngine implements ListingEngine {
  private readonly openat;
  private readonly close;
  private readonly getdents64;
  private readonly statx;
  private readonly fstatfs;
  private readonly koffi: Koffi;
  private entries: Memory;
  private path: Memory;
  /** struct statx as 32-bit words (statx(2), linux/stat.h); also used for struct statfs. */
  private readonly status: Memory;
  private readonly words: Uint32Array;
  private readonly signed: Int32Array;

  constructor(koffi: Koffi) {
    this.koffi = koffi;
    this.entries = this.memory(2 ** 18);
    this.path = this.memory(2 ** 14);
    this.status = this.memory(512);
    this.words = new Uint32Array(this.status.bytes.buffer);
    this.signed = new Int32Array(this.status.bytes.buffer);
    const libc = koffi.load(null);
    this.openat = libc.func('int openat(int, int64_t, int, int)');
    this.close = libc.func('int close(int)');
    this.getdents64 = libc.func('int64_t getdents64(int, int64_t, uint64_t)');
    this.statx = libc.func('int statx(int, int64_t, int, uint32_t, int64_t)');
    this.fstatfs = libc.func('int fstatfs(int, int64_t)');
  }

  list({ path, length, inOrder, mounted, isCancelled }: DirectoryToList, listing: Listing): ListResult {
    listing.reset(0);
    const fd = this.open(path, length);
    if (fd < 0) return { problem: -fd, kernel: false };
    try {
      if (mounted && this.liesInKernel(fd)) return { problem: 0, kernel: true };
      const [bytes, problem] = this.readEntries(fd, isCancelled);
      this.locateNames(bytes, listing);
      if (inOrder && isLargeForFts(listing.count) && sortsByInode(this.fileSystemOf(fd))) {
        this.sortByInode(listing);
      }
      for (let index = 0; index < listing.count; index += 1) {
        if (index % CHECK_EVERY === 0 && isCancelled()) break;
        this.statInto(fd, this.entries.address + (listing.nameStart[index] ?? 0), listing, index);
      }
      return { problem, kernel: false };
    } finally {
      this.close(fd);
    }
  }

  stat(path: Uint8Array, length: number, listing: Listing): void {
    listing.reset(1);
    this.setPath(path, 0, length);
    this.statInto(AT_FDCWD, this.path.address, listing, 0);
    // A root is entered although something is mounted there.
    listing.flags[0] = (listing.flags[0] ?? 0) & ~FLAGS.mountPoint;
  }

  /** A descriptor, or the errno as a negative number. A path that is too long for the kernel is opened in steps. */
  private open(path: Uint8Array, length: number): number {
    let directory = AT_FDCWD;
    let start = 0;
    for (;;) {
      let end = length;
      if (length - start >= PATH_MAX) end = path.lastIndexOf(SLASH, start + PATH_MAX - 2);
      if (end <= start) end = length;
      this.setPath(path, start, end);
      const flags = O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | (end < length ? O_PATH : 0);
      const fd = this.openat(directory, this.path.address, flags, 0);
      const problem = fd < 0 ? this.koffi.errno() : 0;
      if (directory !== AT_FDCWD) this.close(directory);
      if (fd < 0) return -problem;
      if (end === length) return fd;
      directory = fd;
      start = end + 1;
    }
  }

  private setPath(path: Uint8Array, start: number, end: number): void {
    if (end - start >= this.path.bytes.length) this.path = this.memory((end - start) * 2);
    this.path.bytes.set(path.subarray(start, end));
    this.path.bytes[end - start] = 0;
  }

  /** All of the directory at once: ids of children have to be consecutive. Returns bytes read and an errno. */
  private readEntries(fd: number, isCancelled: () => boolean): [number, number] {
    let used = 0;
    for (;;) {
      if (this.entries.bytes.length - used < 2 ** 16) {
        const larger = this.memory(this.entries.bytes.length * 2);
        larger.bytes.set(this.entries.bytes.subarray(0, used));
        this.entries = larger;
      }
      const read = this.getdents64(fd, this.entries.address + used, this.entries.bytes.length - used);
      if (read < 0) return [used, this.koffi.errno()];
      if (read === 0 || isCancelled()) return [used, 0];
      used += read;
    }
  }

  private locateNames(used: number, listing: Listing): void {
    const { bytes } = this.entries;
    let count = 0;
    for (let at = 0; at < used; at += lengthOfRecord(bytes, at)) count += 1;
    listing.reset(count);
    listing.names = bytes;
    count = 0;
    for (let at = 0; at < used; at += lengthOfRecord(bytes, at)) {
      const start = at + D_NAME;
      let end = start;
      while (bytes[end] !== 0) end += 1;
      if (isDots(bytes, start, end)) continue;
      listing.nameStart[count] = start;
      listing.nameLength[count] = end - start;
      count += 1;
    }
    listing.count = count;
  }

  private sortByInode(listing: Listing): void {
    const { count } = listing;
    const records = new DataView(this.entries.bytes.buffer);
    const inodes = new BigUint64Array(count);
    const starts = listing.nameStart.slice(0, count);
    const lengths = listing.nameLength.slice(0, count);
    for (const [index, start] of starts.entries()) inodes[index] = records.getBigUint64(start - D_NAME, true);
    for (const [index, from] of inodeOrder(inodes, count).entries()) {
      listing.nameStart[index] = starts[from] ?? 0;
      listing.nameLength[index] = lengths[from] ?? 0;
    }
  }

  /** Offsets in words: linux/stat.h, struct statx. */
  private statInto(fd: number, name: number, listing: Listing, index: number): void {
    if (this.statx(fd, name, STATX_FLAGS, STATX_BASIC_STATS, this.status.address) !== 0) {
      const problem = this.koffi.errno();
      listing.problem[index] = problem;
      listing.flags[index] = FLAGS.statFailed;
      listing.blocks[index] = listing.size[index] = listing.mtime[index] = listing.links[index] = 0;
      return;
    }
    const { words } = this;
    const type = (words[7] ?? 0) & S_IFMT;
    let flags = 0;
    if (type === S_IFDIR) flags = FLAGS.directory;
    else if (type === S_IFLNK) flags = FLAGS.symlink;
    else if (type !== S_IFREG) flags = FLAGS.other;
    if (((words[2] ?? 0) & STATX_ATTR_MOUNT_ROOT) !== 0) flags |= FLAGS.mountPoint;
    listing.flags[index] = flags;
    listing.problem[index] = 0;
    listing.links[index] = words[4] ?? 0;
    listing.inodeLow[index] = words[8] ?? 0;
    listing.inodeHigh[index] = words[9] ?? 0;
    listing.size[index] = (words[10] ?? 0) + (words[11] ?? 0) * 2 ** 32;
    listing.blocks[index] = (words[12] ?? 0) + (words[13] ?? 0) * 2 ** 32;
    const high = this.signed[29] ?? 0;
    listing.mtime[index] = high < 0 ? 0 : high > 0 ? 0xffffffff : (words[28] ?? 0);
    listing.device[index] = (((words[34] ?? 0) << 20) | (words[35] ?? 0)) >>> 0;
  }

  /** Only asked where something is mounted: nothing else can lead there. */
  private liesInKernel(fd: number): boolean {
    const type = this.fileSystemOf(fd);
    return isOfKernel(type);
  }

  private fileSystemOf(fd: number): number {
    // f_type is the first word of struct statfs (statfs(2)).
    return this.fstatfs(fd, this.status.address) === 0 ? (this.words[0] ?? 0) : 0;
  }

  private memory(length: number): Memory {
    const bytes = new Uint8Array(new ArrayBuffer(length));
    return { bytes, address: Number(this.koffi.address(bytes)) };
  }
}

function lengthOfRecord(bytes: Uint8Array, at: number): number {
  return (bytes[at + D_RECLEN] ?? 0) | ((bytes[at + D_RECLEN + 1] ?? 0) << 8);
}

function isDots(bytes: Uint8Array, start: number, end: number): boolean {
  return bytes[start] === 0x2e && (end === start + 1 || (end === start + 2 && bytes[start + 1] === 0x2e));
}
