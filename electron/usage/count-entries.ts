import { FLAGS, type ScannedTree } from './scanned-tree';

/** All nodes and how many of them are directories; what has no name (the top above several roots, what is beside them) is neither. */
export function countEntries(tree: ScannedTree): { entries: number; directories: number } {
  let directories = 0;
  let entries = 0;
  for (let node = 0; node < tree.nodeCount; node += 1) {
    if (tree.nameLength[node] === 0) continue;
    entries += 1;
    if (((tree.flags[node] ?? 0) & FLAGS.directory) !== 0) directories += 1;
  }
  return { entries, directories };
}
