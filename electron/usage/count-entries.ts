import { FLAGS, type ScannedTree } from './scanned-tree';

/** All nodes and how many of them are directories; the nameless top above several roots is neither. */
export function countEntries(tree: ScannedTree): { entries: number; directories: number } {
  const first = (tree.nameLength[0] ?? 0) === 0 ? 1 : 0;
  let directories = 0;
  for (let node = first; node < tree.nodeCount; node += 1) {
    if (((tree.flags[node] ?? 0) & FLAGS.directory) !== 0) directories += 1;
  }
  return { entries: tree.nodeCount - first, directories };
}
