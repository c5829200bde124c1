/** What one directory holds, as columns that are filled anew for each directory: nothing is allocated per entry. */

export class Listing {
  count = 0;
  /** The bytes that the names lie in. */
  names: Uint8Array = new Uint8Array(0);
  nameStart = new Float64Array(1024);
  nameLength = new Uint16Array(1024);
  /** Bits of FLAGS: what the entry is, statFailed, mountPoint. */
  flags = new Uint8Array(1024);
  /** errno of statx(2) where it failed, else 0. */
  problem = new Int32Array(1024);
  blocks = new Float64Array(1024);
  size = new Float64Array(1024);
  mtime = new Uint32Array(1024);
  links = new Uint32Array(1024);
  device = new Uint32Array(1024);
  /** The inode number in two halves: it has 64 bits, and some file systems use the highest. */
  inodeLow = new Uint32Array(1024);
  inodeHigh = new Uint32Array(1024);

  /** Makes room for `count` entries; what was in it is lost. */
  reset(count: number): void {
    this.count = count;
    if (count <= this.flags.length) return;
    const room = 2 ** Math.ceil(Math.log2(count));
    this.nameStart = new Float64Array(room);
    this.nameLength = new Uint16Array(room);
    this.flags = new Uint8Array(room);
    this.problem = new Int32Array(room);
    this.blocks = new Float64Array(room);
    this.size = new Float64Array(room);
    this.mtime = new Uint32Array(room);
    this.links = new Uint32Array(room);
    this.device = new Uint32Array(room);
    this.inodeLow = new Uint32Array(room);
    this.inodeHigh = new Uint32Array(room);
  }
}

export interface ListResult {
  /** Why entries are missing: errno of open(2) or getdents64(2). 0: it has been read. */
  problem: number;
  /** The directory turned out to lie in /proc or /sys: never entered. */
  kernel: boolean;
}

/** Reads directories, one engine of its own for each thread. */
export interface ListingEngine {
  /**
   * Fills `listing` with the entries of the directory at `path` (its bytes are `path.subarray(0, length)`, with room
   * for a NUL behind them), in the order in which du(1) visits them if `inOrder`. `isCancelled` is asked now and then
   * in large directories.
   */
  list(directory: DirectoryToList, listing: Listing): ListResult;
  /** The root's own entry, as the only one of `listing`; symbolic links are not followed. */
  stat(path: Uint8Array, length: number, listing: Listing): void;
}

export interface DirectoryToList {
  path: Uint8Array;
  length: number;
  inOrder: boolean;
  /** Something is mounted there, or it is a root: it may lie in /proc or /sys. */
  mounted: boolean;
  isCancelled: () => boolean;
}

export const ERRNO = { EPERM: 1, ENOENT: 2, EACCES: 13, ENAMETOOLONG: 36, ELOOP: 40, ENOTDIR: 20 } as const;

const [PROC_SUPER_MAGIC, SYSFS_MAGIC] = [0x9fa0, 0x62656572];

/** By the type that statfs(2) tells. */
export function isOfKernel(fileSystemType: number): boolean {
  return fileSystemType === PROC_SUPER_MAGIC || fileSystemType === SYSFS_MAGIC;
}
