/** The lists beside the picture: the largest of what there is, the unreadable, what was searched for. */
import type { Measure, SpaceInput, SpaceOutput, UsageRow } from '../../shared/ipc-space';
import { FATES } from '../../shared/usage-kinds';
import { findGrown } from '../usage/kept-sizes';
import { listEndings, markBelow } from '../usage/list-endings';
import { FLAGS, type ScannedTree } from '../usage/scanned-tree';
import { searchNames } from '../usage/search-names';
import { weightIn } from '../usage/totals';
import { describeRow, ruleOf } from './describe-node';
import type { Growth } from './growth';
import type { MeasuredTree } from './measured-tree';

type Wanted = SpaceInput<'space.list'>;

export function listRows(
  measured: MeasuredTree,
  wanted: Wanted,
  growth: Growth | undefined,
): SpaceOutput<'space.list'> {
  const { tree, notBackedUp } = measured;
  const { node, by, measure, most, text, hideExcluded } = wanted;
  if (node >= tree.nodeCount) return null;
  if (by === 'types') return listTypes(measured, wanted);
  const totals = hideExcluded ? measured.keptTotals : measured.totals;
  const size = weightIn(totals, measure);
  const grown = growth?.bytes[node] ?? null;
  if (by === 'grown' && growth === undefined) return { rows: [], all: 0, grown };
  const weight = by === 'grown' && growth !== undefined ? growth.bytes : size;
  const found =
    by === 'grown'
      ? findGrown(tree, weight as Float64Array, markBelow(tree, node), node)
      : nodesFor(measured, by, node, text);
  // What is in no folder that is backed up may have one in it; a part of a disk is there in bytes on disk alone.
  const nodes = found.filter(
    (each) =>
      (size[each] ?? 0) > 0 || (tree.nameLength[each] !== 0 && (!hideExcluded || notBackedUp?.[each] !== 1)),
  );
  const rows = largestOf(nodes, weight, most).map((each) =>
    describeRow(measured, each, bytesFor(measure), totals, growth),
  );
  return { rows, all: nodes.length, grown };
}

function nodesFor(
  { tree, problems }: MeasuredTree,
  by: Exclude<Wanted['by'], 'types' | 'grown'>,
  top: number,
  text: string,
): Uint32Array | number[] {
  switch (by) {
    case 'here':
      return childrenOf(tree, top);
    case 'folders':
      return nodesBelow(tree, top, (flags) => (flags & FLAGS.directory) !== 0).filter(
        (node) => tree.nameLength[node] !== 0,
      );
    case 'files':
      return nodesBelow(tree, top, (flags) => (flags & FLAGS.directory) === 0);
    case 'unreadable':
      return [...new Set(problems.map(({ node }) => node))];
    case 'found': {
      const inside = markBelow(tree, top);
      return searchNames(tree, text).filter((node) => inside[node] === 1);
    }
  }
}

/** Without `top` itself, which is what they are all in. */
function nodesBelow(tree: ScannedTree, top: number, wanted: (flags: number) => boolean): Uint32Array {
  const inside = markBelow(tree, top);
  const nodes = new Uint32Array(tree.nodeCount);
  let count = 0;
  for (let node = top + 1; node < tree.nodeCount; node += 1) {
    if (inside[node] === 0 || !wanted(tree.flags[node] ?? 0)) continue;
    nodes[count] = node;
    count += 1;
  }
  return nodes.subarray(0, count);
}

function childrenOf(tree: ScannedTree, node: number): Uint32Array {
  const first = tree.firstChild[node] ?? 0;
  const count = Math.max(0, Math.min(tree.childCount[node] ?? 0, tree.nodeCount - first));
  return Uint32Array.from({ length: count }, (_, index) => first + index);
}

/** In a list each has a column for its entries. */
function bytesFor(measure: Measure): Measure {
  return measure === 'entries' ? 'used' : measure;
}

/** At most `most` of them, the largest first; equal ones in the order of the tree. */
function largestOf(nodes: Iterable<number>, weight: Float64Array | Uint32Array, most: number): number[] {
  const best: number[] = [];
  const weigh = (node: number | undefined): number => (node === undefined ? -1 : (weight[node] ?? 0));
  for (const node of nodes) {
    const own = weigh(node);
    if (best.length >= most && own <= weigh(best.at(-1))) continue;
    let low = 0;
    let high = best.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (weigh(best[middle]) >= own) low = middle + 1;
      else high = middle;
    }
    best.splice(low, 0, node);
    if (best.length > most) best.pop();
  }
  return best;
}

/** A kind of file stands for its largest one; it counts as left out where all of its files are. */
function listTypes(
  measured: MeasuredTree,
  { node, measure, most, hideExcluded }: Wanted,
): SpaceOutput<'space.list'> {
  const { tree, notBackedUp } = measured;
  const unit = measure === 'apparent' ? 1 : 512;
  const endings = listEndings(
    tree,
    node,
    measure === 'apparent' ? tree.size : tree.blocks,
    notBackedUp,
    hideExcluded,
  );
  if (measure === 'entries') endings.sort((one, other) => other.files - one.files);
  const rows = endings
    .slice(0, most)
    .map(({ ending, weight, files, kept, keptWeight, newest, largest }): UsageRow => {
      const name = ending === '' ? '' : `*.${ending}`;
      const fate = kept === 0 ? FATES[1] : FATES[0];
      const rule = kept === 0 ? ruleOf(measured, largest) : null;
      return {
        ...{ node: largest, name, path: name, kind: 'file', size: weight * unit, kept: keptWeight * unit },
        ...{ files, newest, fate, rule, growth: null },
      };
    });
  return { rows, all: endings.length, grown: null };
}
