/** One part of a tree is looked at again: the tree with the new part in the place of the old one. */
import { countLinksOnce, tabulateLinks, type LinkTable } from './count-links';
import { markBelow } from './list-endings';
import type { Problem } from './record-directory';
import type { ScannedTree } from './scanned-tree';

export interface WholeScan {
  tree: ScannedTree;
  links: LinkTable;
  problems: readonly Problem[];
}

/** Where a node of either tree is in the new one; NOWHERE: it is not. */
type Places = Uint32Array;
const NOWHERE = 0xffffffff;

/**
 * `fresh`: a scan of `node` by itself; undefined: it is gone, with all below it, which cannot be said of the top. Files with
 * several names are counted anew, since some may lie in either part. Both trees must be complete: no node without its columns.
 */
export function replaceSubtree(whole: WholeScan, node: number, fresh: WholeScan | undefined): WholeScan {
  const { tree } = whole;
  const removed = markBelow(tree, node);
  if (fresh !== undefined) removed[node] = 0;
  const places: Places = new Uint32Array(tree.nodeCount);
  let count = 0;
  for (let old = 0; old < tree.nodeCount; old += 1) places[old] = removed[old] === 1 ? NOWHERE : count++;
  // Behind all others, so that children have larger numbers than their parents and stay together.
  const added: Places = Uint32Array.from({ length: fresh?.tree.nodeCount ?? 0 }, (_, at) => count + at - 1);
  added[0] = places[node] ?? 0;
  const joined = joinNodes(tree, places, count, fresh?.tree, added);
  const links = tabulateLinks([
    recordsOf(whole.links, places),
    ...(fresh === undefined ? [] : [recordsOf(fresh.links, added)]),
  ]);
  countLinksOnce(joined, links);
  const move = (problems: readonly Problem[], to: Places): Problem[] =>
    problems.flatMap((problem) => {
      const place = to[problem.node] ?? NOWHERE;
      return place === NOWHERE ? [] : [{ ...problem, node: place }];
    });
  return {
    tree: joined,
    links,
    problems: [
      ...move(
        whole.problems.filter((problem) => problem.node !== node),
        places,
      ),
      ...move(fresh?.problems ?? [], added),
    ],
  };
}

function joinNodes(
  tree: ScannedTree,
  places: Places,
  kept: number,
  fresh: ScannedTree | undefined,
  added: Places,
): ScannedTree {
  const nodeCount = kept + Math.max(0, (fresh?.nodeCount ?? 0) - 1);
  const joined = {
    nodeCount,
    parent: new Uint32Array(nodeCount),
    firstChild: new Uint32Array(nodeCount),
    childCount: new Uint32Array(nodeCount),
    nameStart: new Uint32Array(nodeCount),
    nameLength: new Uint16Array(nodeCount),
    names: new Uint8Array(nameBytes(tree) + (fresh === undefined ? 0 : nameBytes(fresh))),
    blocks: new Float64Array(nodeCount),
    size: new Float64Array(nodeCount),
    mtime: new Uint32Array(nodeCount),
    flags: new Uint8Array(nodeCount),
  };
  let nameAt = 0;
  const copyName = (from: ScannedTree, node: number, place: number): void => {
    const start = from.nameStart[node] ?? 0;
    const length = from.nameLength[node] ?? 0;
    for (let byte = 0; byte < length; byte += 1) joined.names[nameAt + byte] = from.names[start + byte] ?? 0;
    joined.nameStart[place] = nameAt;
    joined.nameLength[place] = length;
    nameAt += length;
  };
  const copyRest = (from: ScannedTree, node: number, place: number): void => {
    joined.blocks[place] = from.blocks[node] ?? 0;
    joined.size[place] = from.size[node] ?? 0;
    joined.mtime[place] = from.mtime[node] ?? 0;
    joined.flags[place] = from.flags[node] ?? 0;
  };
  for (let node = 0; node < tree.nodeCount; node += 1) {
    const place = places[node] ?? NOWHERE;
    if (place === NOWHERE) continue;
    joined.parent[place] = places[tree.parent[node] ?? 0] ?? 0;
    copyName(tree, node, place);
    copyRest(tree, node, place);
  }
  for (let node = 0; node < (fresh?.nodeCount ?? 0); node += 1) {
    const place = added[node] ?? 0;
    if (fresh === undefined) break;
    copyRest(fresh, node, place);
    // The top of what was looked at again has its name and its parent already.
    if (node === 0) continue;
    joined.parent[place] = added[fresh.parent[node] ?? 0] ?? 0;
    copyName(fresh, node, place);
  }
  for (let node = 1; node < nodeCount; node += 1) {
    const above = joined.parent[node] ?? 0;
    if (joined.childCount[above] === 0) joined.firstChild[above] = node;
    joined.childCount[above] = (joined.childCount[above] ?? 0) + 1;
  }
  return joined;
}

/** Shared columns have room for more than there is. */
function nameBytes({ nodeCount, nameLength }: ScannedTree): number {
  let sum = 0;
  for (let node = 0; node < nodeCount; node += 1) sum += nameLength[node] ?? 0;
  return sum;
}

/** As a scan's workers give them. */
function recordsOf(links: LinkTable, places: Places): { words: Uint32Array; values: Float64Array } {
  const words: number[] = [];
  const values: number[] = [];
  for (const [row, node] of links.node.entries()) {
    const place = places[node] ?? NOWHERE;
    if (place === NOWHERE) continue;
    const file = links.file[row] ?? 0;
    words.push(place, links.device[row] ?? 0, links.inodeLow[row] ?? 0, links.inodeHigh[row] ?? 0);
    values.push(links.blocks[file] ?? 0, links.size[file] ?? 0);
  }
  return { words: Uint32Array.from(words), values: Float64Array.from(values) };
}
