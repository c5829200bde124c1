/** From what the rules match to what becomes of each node: the first match decides, and a directory takes all along. */
import { FLAGS, type ScannedTree } from '../usage/scanned-tree';
import { OUTSIDE, type LocatedRoots } from './locate-roots';
import type { RuleLine } from './parse-rules';
import { Tallies, type Tally } from './tally';
import { keepersOf, weighInclusions } from './weigh-inclusions';
import { weighLinks, type LinkedNames } from './weigh-links';

/** What became of a node. */
export const FATE = { backedUp: 0, excluded: 1, outside: 2 } as const;

/** Columns that are used again for each evaluation. */
export interface Scratch {
  /** 1 + the index of the first rule that matches a node, and of the next one; 0 is none. */
  first: Int32Array;
  second: Int32Array;
  deciding: Int32Array;
  /** 1: would be backed up if the line that leaves it out were not there. */
  back: Uint8Array;
}

export function newScratch(nodeCount: number): Scratch {
  return {
    first: new Int32Array(nodeCount),
    second: new Int32Array(nodeCount),
    deciding: new Int32Array(nodeCount),
    back: new Uint8Array(nodeCount),
  };
}

export interface Decisions {
  decidingLine: Int32Array;
  fate: Uint8Array;
  /** By 1 + the index of the rule. */
  own: Tallies;
  alone: Tallies;
  totals: { backedUp: Tally; excluded: Tally; unreadable: Tally };
}

/** Bytes by node; the other names of files that have several. */
export interface Weights {
  bytes: Float64Array;
  links: LinkedNames | undefined;
}

const UNREADABLE = 2;

/** `first` and `second` must have been filled. One pass: a child's id is larger than its parent's. */
export function decideNodes(
  tree: ScannedTree,
  { rootOf, isTop }: LocatedRoots,
  { bytes: bytesOf, links }: Weights,
  rules: readonly RuleLine[],
  { first, second, deciding, back }: Scratch,
): Decisions {
  const { nodeCount, parent, flags } = tree;
  const decidingLine = new Int32Array(nodeCount);
  const fate = new Uint8Array(nodeCount);
  const includes = Uint8Array.from([0, ...rules.map(({ rule }) => (rule.include ? 1 : 0))]);
  const lineOf = Int32Array.from([0, ...rules.map(({ number }) => number)]);
  const own = new Tallies(rules.length + 1);
  const alone = new Tallies(rules.length + 1);
  const totals = new Tallies(3);
  for (let node = 0; node < nodeCount; node += 1) {
    if (rootOf[node] === OUTSIDE) {
      fate[node] = FATE.outside;
      continue;
    }
    const above = parent[node] ?? 0;
    const top = isTop[node] === 1;
    const inherits = !top && fate[above] === FATE.excluded;
    const rule = top ? 0 : ((inherits ? deciding[above] : first[node]) ?? 0);
    const excluded = inherits || (rule !== 0 && includes[rule] === 0);
    const bits = flags[node] ?? 0;
    const isDirectory = (bits & FLAGS.directory) !== 0;
    const bytes = bytesOf[node] ?? 0;
    deciding[node] = rule;
    if (rule !== 0) {
      decidingLine[node] = lineOf[rule] ?? 0;
      own.add(rule, isDirectory, bytes);
    }
    if (excluded) {
      fate[node] = FATE.excluded;
      totals.add(FATE.excluded, isDirectory, bytes);
      const without = (first[node] === rule ? second[node] : first[node]) ?? 0;
      const returns = (!inherits || back[above] === 1) && (without === 0 || includes[without] === 1);
      back[node] = returns ? 1 : 0;
      if (returns) alone.add(rule, isDirectory, bytes);
    } else {
      const unreadable = (bits & (FLAGS.unreadable | FLAGS.statFailed)) !== 0;
      totals.add(unreadable ? UNREADABLE : FATE.backedUp, isDirectory, bytes);
    }
  }
  const matches = { first, second, includes, fate, isTop };
  const hasInclusions = includes.includes(1);
  if (hasInclusions) weighInclusions(tree, bytesOf, matches, alone);
  if (links !== undefined) {
    const keepers = hasInclusions ? (node: number) => keepersOf(tree, matches, node) : undefined;
    weighLinks(tree, bytesOf, links, { fate, deciding, back, own, alone, totals, keepersOf: keepers });
  }
  return {
    decidingLine,
    fate,
    own,
    alone,
    totals: {
      backedUp: totals.of(FATE.backedUp),
      excluded: totals.of(FATE.excluded),
      unreadable: totals.of(UNREADABLE),
    },
  };
}
