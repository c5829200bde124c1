/** What each "+" line keeps that would be left out without it: the counterpart of what an exclude rule saves. */
import { FLAGS, type ScannedTree } from '../usage/scanned-tree';
import type { Tallies, Tally } from './tally';

interface Matches {
  /** 1 + the index of the first rule that matches each node, and of the next one. */
  first: Int32Array;
  second: Int32Array;
  /** 1 for a rule that includes; index 0 is no rule. */
  includes: Uint8Array;
  fate: Uint8Array;
}

export function weighInclusions(
  tree: ScannedTree,
  bytes: Float64Array,
  { first, second, includes, fate }: Matches,
  alone: Tallies,
): void {
  const { nodeCount, parent } = tree;
  /** Made when the first is asked for: mostly none is. */
  let kept: ((node: number) => Tally) | undefined;
  /** Whether the next rule would leave the node out, were it not for this one. */
  const hangsOn = (node: number, rule: number): boolean => {
    const next = second[node] ?? 0;
    return first[node] === rule && next !== 0 && includes[next] === 0;
  };
  for (let node = 1; node < nodeCount; node += 1) {
    const rule = first[node] ?? 0;
    if (fate[node] !== 0 || includes[rule] !== 1 || !hangsOn(node, rule)) continue;
    // Where a directory above hangs on the same line, this node has been counted with it.
    let above = parent[node] ?? 0;
    while (above !== 0 && !hangsOn(above, rule)) above = parent[above] ?? 0;
    if (hangsOn(above, rule)) continue;
    kept ??= sumsOfKept(tree, bytes, fate);
    alone.addAll(rule, kept(node));
  }
}

/** What is backed up of each subtree; a child's id is larger, so one pass from behind adds it up. */
function sumsOfKept(
  { nodeCount, parent, flags }: ScannedTree,
  own: Float64Array,
  fate: Uint8Array,
): (node: number) => Tally {
  const files = new Uint32Array(nodeCount);
  const directories = new Uint32Array(nodeCount);
  const bytes = new Float64Array(nodeCount);
  const add = (column: Uint32Array | Float64Array, node: number, more: number): void => {
    column[node] = (column[node] ?? 0) + more;
  };
  for (let node = nodeCount - 1; node >= 0; node -= 1) {
    if (fate[node] !== 0) continue;
    const isDirectory = ((flags[node] ?? 0) & FLAGS.directory) !== 0;
    add(isDirectory ? directories : files, node, 1);
    add(bytes, node, own[node] ?? 0);
    if (node === 0) break;
    const above = parent[node] ?? 0;
    add(files, above, files[node] ?? 0);
    add(directories, above, directories[node] ?? 0);
    add(bytes, above, bytes[node] ?? 0);
  }
  return (node) => ({
    files: files[node] ?? 0,
    directories: directories[node] ?? 0,
    bytes: bytes[node] ?? 0,
  });
}
