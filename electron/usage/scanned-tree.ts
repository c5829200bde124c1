/** A scanned tree as columns: some 50 bytes a node, in memory that scan workers and views share. */

/** What a node is, as bits of `ScannedTree.flags`. A node without one of the first three is a regular file. */
export const FLAGS = {
  directory: 1,
  symlink: 2,
  /** FIFO, socket, device. */
  other: 4,
  /** A further name of a file that is counted elsewhere: its blocks and size are 0 here. */
  sharedLink: 8,
  /** A directory that could not be read, or not searched. */
  unreadable: 16,
  /** Another file system, a bind mount, /proc or /sys: not entered. */
  mountPoint: 32,
  /** lstat(2) failed: nothing but its name is known. */
  statFailed: 64,
  /** A directory that asks to be left out: a CACHEDIR.TAG with the right signature, or a .nobackup file. */
  nobackup: 128,
} as const;

/**
 * Children of a node are contiguous; a child's id is larger than its parent's; node 0 is the top (the scan root; with
 * several roots a nameless node above them). The order of children is the one the file system gave them in.
 */
export interface ScannedTree {
  readonly nodeCount: number;
  /** Of node 0: 0. */
  readonly parent: Uint32Array;
  /** Meaningless where `childCount` is 0. */
  readonly firstChild: Uint32Array;
  readonly childCount: Uint32Array;
  /** Where the name starts in `names`. */
  readonly nameStart: Uint32Array;
  /** In bytes. */
  readonly nameLength: Uint16Array;
  /** Names as the file system has them, any bytes but NUL and slash; of a root: its full path as given. */
  readonly names: Uint8Array;
  /** 512-byte blocks of the node itself, not of its subtree; hard links counted once. */
  readonly blocks: Uint32Array | Float64Array;
  /** Apparent bytes of the node itself (stat(2), st_size); hard links counted once. */
  readonly size: Float64Array;
  /** Last change of the content, whole seconds since 1970; earlier times count as 0. */
  readonly mtime: Uint32Array | Float64Array;
  /** Bits of FLAGS. */
  readonly flags: Uint8Array;
}
