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
  /** 1 for a root, which no rule reaches, from above least of all. */
  isTop: Uint8Array;
}

export function weighInclusions(
  tree: ScannedTree,
  bytes: Float64Array,
  matches: Matches,
  alone: Tallies,
): void {
  const { nodeCount, parent } = tree;
  const { first, includes, fate, isTop } = matches;
  /** Made when the first is asked for: mostly none is. */
  let kept: ((node: number) => Tally) | undefined;
  for (let node = 1; node < nodeCount; node += 1) {
    const rule = first[node] ?? 0;
    if (fate[node] !== 0 || includes[rule] !== 1 || !hangsOn(matches, node, rule)) continue;
    // Where a directory above hangs on the same line, this node has been counted with it.
    let above = parent[node] ?? 0;
    while (isTop[above] === 0 && !hangsOn(matches, above, rule)) above = parent[above] ?? 0;
    if (isTop[above] === 0) continue;
    kept ??= sumsOfKept(tree, bytes, fate, isTop);
    alone.addAll(rule, kept(node));
  }
}

/** The "+" rules of this node and of the directories it lies in without any of which it would be left out. */
export function keepersOf({ parent }: ScannedTree, matches: Matches, node: number): number[] {
  const keepers: number[] = [];
  for (let at = node; matches.isTop[at] === 0; at = parent[at] ?? 0) {
    const rule = matches.first[at] ?? 0;
    if (matches.includes[rule] === 1 && hangsOn(matches, at, rule)) keepers.push(rule);
  }
  return keepers;
}

/** Whether the next rule would leave the node out, were it not for this one. */
function hangsOn({ first, second, includes }: Matches, node: number, rule: number): boolean {
  const next = second[node] ?? 0;
  return first[node] === rule && next !== 0 && includes[next] === 0;
}

/** What is backed up of each subtree; a child's id is larger, so one pass from behind adds it up. */
function sumsOfKept(
  { nodeCount, parent, flags }: ScannedTree,
  own: Float64Array,
  fate: Uint8Array,
  isTop: Uint8Array,
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
    if (isTop[node] === 1) continue;
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
