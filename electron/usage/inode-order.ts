/**
 * The order in which du(1) visits a directory. It uses fts(3) of gnulib (lib/fts.c, fts_build) without a comparison:
 * entries come as readdir(3) has them, but a batch of more than 10,000 is sorted by inode, on file systems where that
 * saves seeks; a batch has at most 100,000 entries.
 */
const BATCH = 100_000;
const SORTED_FROM = 10_001;

/** statfs(2), f_type: where gnulib (dirent_inode_sort_may_be_useful) does not sort. */
const UNSORTED_FILE_SYSTEMS = new Set([
  0xff534d42 /* cifs */, 0x6969 /* nfs */, 0x01021994 /* tmpfs */, 0x0bd00bd0 /* lustre */,
]);

export function isLargeForFts(count: number): boolean {
  return count >= SORTED_FROM;
}

export function sortsByInode(fileSystem: number): boolean {
  return !UNSORTED_FILE_SYSTEMS.has(fileSystem >>> 0);
}

/** Positions 0 to `count` - 1 in the order of the visit; `inodes` are those of readdir(3), d_ino. */
export function inodeOrder(inodes: BigUint64Array, count: number): Uint32Array {
  const order = new Uint32Array(count);
  for (let index = 0; index < count; index += 1) order[index] = index;
  for (let start = 0; start < count; start += BATCH) {
    const end = Math.min(count, start + BATCH);
    if (!isLargeForFts(end - start)) continue;
    order.subarray(start, end).sort((a, b) => {
      const left = inodes[a] ?? 0n;
      const right = inodes[b] ?? 0n;
      return left < right ? -1 : left > right ? 1 : a - b;
    });
  }
  return order;
}
