/**
 * Files with several names take their space once, and only where all names are left out is it saved. The scan counts
 * each under one of its names; here it is moved to where the rules put it.
 */
import type { LinkTable } from '../usage/count-links';
import { FLAGS, type ScannedTree } from '../usage/scanned-tree';
import type { Tallies } from './tally';

/** The names that the tree holds of each file: `nodes` from `starts[file]` on. */
export interface LinkedNames {
  nodes: Uint32Array;
  starts: Uint32Array;
}

export function groupNames({ node, file, blocks }: LinkTable): LinkedNames {
  const starts = new Uint32Array(blocks.length + 1);
  for (const each of file) starts[each + 1] = (starts[each + 1] ?? 0) + 1;
  for (let each = 0; each < blocks.length; each += 1) {
    starts[each + 1] = (starts[each + 1] ?? 0) + (starts[each] ?? 0);
  }
  const next = starts.slice();
  const nodes = new Uint32Array(node.length);
  for (const [row, each] of file.entries()) {
    nodes[next[each] ?? 0] = node[row] ?? 0;
    next[each] = (next[each] ?? 0) + 1;
  }
  return { nodes, starts };
}

export interface Decided {
  /** Values of FATE: 0 backed up, 1 excluded, 2 outside. */
  fate: Uint8Array;
  /** By node, 1 + the index of the rule that decides; 0 is none. */
  deciding: Int32Array;
  /** By node, 1: would be backed up without that rule. */
  back: Uint8Array;
  own: Tallies;
  alone: Tallies;
  /** By fate. */
  totals: Tallies;
  /** The "+" rules without which the node would be left out; undefined where the list has none at all. */
  keepersOf: ((node: number) => number[]) | undefined;
}

export function weighLinks(
  tree: ScannedTree,
  bytes: Float64Array,
  { nodes, starts }: LinkedNames,
  decided: Decided,
): void {
  for (let file = 0; file + 1 < starts.length; file += 1) {
    const names = nodes.subarray(starts[file], starts[file + 1]);
    if (names.length < 2 || isUnanimous(names, decided)) continue;
    const counted = names.find((node) => ((tree.flags[node] ?? 0) & FLAGS.sharedLink) === 0) ?? 0;
    const size = bytes[counted] ?? 0;
    weigh([counted], -size, decided);
    // The name that has it keeps it where that is as good as another.
    weigh([counted, ...names.filter((node) => node !== counted)], size, decided);
  }
}

/** Most files: whichever name it is counted under, it comes to the same. */
function isUnanimous(names: Uint32Array, { fate, deciding, back, keepersOf }: Decided): boolean {
  if (keepersOf !== undefined) return false;
  const [one = 0] = names;
  return names.every(
    (node) => fate[node] === fate[one] && deciding[node] === deciding[one] && back[node] === back[one],
  );
}

function weigh(names: readonly number[], bytes: number, decided: Decided): void {
  const { fate, deciding, back, own, alone, totals, keepersOf } = decided;
  const kept = names.filter((node) => fate[node] === 0);
  const [carrier] = kept.length > 0 ? kept : names.filter((node) => fate[node] === 1);
  if (carrier === undefined) return;
  totals.addBytes(fate[carrier] ?? 0, bytes);
  const rule = deciding[carrier] ?? 0;
  if (rule !== 0) own.addBytes(rule, bytes);
  const [first, ...others] = keepersOf === undefined ? [] : kept.map(keepersOf);
  const hangingOn =
    kept.length > 0
      ? (first ?? []).filter((each) => others.every((list) => list.includes(each)))
      : names.filter((node) => fate[node] === 1 && back[node] === 1).map((node) => deciding[node] ?? 0);
  for (const each of new Set(hangingOn)) alone.addBytes(each, bytes);
}
