/** The largest directories and files of a tree. */
import type { ScannedTree } from './scanned-tree';
import type { Totals } from './totals';

/** At most `count` nodes, the largest first. With several roots the nameless top is not one of them. */
export function findLargest(tree: ScannedTree, { subtreeBlocks }: Totals, count: number): number[] {
  const largest: number[] = [];
  const weigh = (node: number | undefined): number => subtreeBlocks[node ?? 0] ?? 0;
  const first = (tree.nameLength[0] ?? 0) === 0 ? 1 : 0;
  for (let node = first; node < tree.nodeCount; node += 1) {
    const own = weigh(node);
    if (own <= 0 || (largest.length >= count && own <= weigh(largest.at(-1)))) continue;
    let at = largest.length;
    while (at > 0 && weigh(largest[at - 1]) < own) at -= 1;
    largest.splice(at, 0, node);
    if (largest.length > count) largest.pop();
  }
  return largest;
}
