/**
 * What an exclude list does to a scanned tree: which line decides about each node, and what each line saves. Kept quick
 * for an editor: what a line matches is remembered, so after an edit only the changed line is matched again.
 */
import type { LinkTable } from '../usage/count-links';
import type { ScannedTree } from '../usage/scanned-tree';
import { collectEach, collectMany } from './collect-many';
import { decideNodes, newScratch, type Scratch, type Weights } from './decide-nodes';
import { locateRoots, type LocatedRoots } from './locate-roots';
import { compileRule } from './match-rule';
import { activeRules, parseExcludeList, type ExcludeLine, type Rule } from './parse-rules';
import { asBytes, translateRule } from './rules-for-transfer';
import type { Tally } from './tally';
import { groupNames } from './weigh-links';

interface LineEffect {
  line: number;
  include: boolean;
  /** Nodes it matches, whether it decides about them or not. */
  matches: number;
  /** What it decides: left out for an exclude rule (with everything inside), kept for a "+" rule. */
  own: Tally;
  /** What changes without just this line: an exclude rule's comes back, a "+" rule's would be left out. */
  alone: Tally;
}

export interface Evaluation {
  lines: ExcludeLine[];
  /** For each node the number of the line that decides, or 0; for what lies in an excluded directory that one's. */
  decidingLine: Int32Array;
  /** For each node a value of FATE. */
  fate: Uint8Array;
  /** One for each line that holds a rule and was not cleared, in the order of the file. */
  effects: LineEffect[];
  totals: { backedUp: Tally; excluded: Tally; unreadable: Tally };
}

export type Measure = 'disk' | 'apparent';

/** So many are quicker matched one by one, each with a look at the last byte of most names. */
const FEW_RULES = 8;

const NO_NODES = new Uint32Array();

export class TreeEvaluator {
  readonly #tree: ScannedTree;
  readonly #roots: readonly string[];
  readonly #located: LocatedRoots;
  readonly #weights: Weights;
  readonly #scratch: Scratch;
  /** By the text of a line. Only what the last list held is kept. */
  #matches = new Map<string, Uint32Array[]>();

  /** With the `links` of a scan, the bytes of a file with several names count as left out where all of them are. */
  constructor(
    tree: ScannedTree & { readonly links?: LinkTable },
    roots: readonly string[],
    measure: Measure = 'disk',
  ) {
    this.#tree = tree;
    this.#roots = roots.map(asBytes);
    this.#located = locateRoots(tree, roots);
    this.#weights = {
      bytes: measure === 'disk' ? Float64Array.from(tree.blocks, (blocks) => blocks * 512) : tree.size,
      links: tree.links && groupNames(tree.links),
    };
    this.#scratch = newScratch(tree.nodeCount);
  }

  evaluate(excludeList: string): Evaluation {
    const lines = parseExcludeList(excludeList);
    const active = activeRules(lines);
    const matches = this.#matchAll(active);
    const { first, second } = this.#scratch;
    first.fill(0);
    second.fill(0);
    for (let index = active.length; index > 0; index -= 1) {
      for (const nodes of matches[index - 1] ?? []) mark(nodes, index, first, second);
    }
    const decided = decideNodes(this.#tree, this.#located, this.#weights, active, this.#scratch);
    const effects = active.map(({ number, rule }, index) => ({
      line: number,
      include: rule.include,
      matches: (matches[index] ?? []).reduce((sum, { length }) => sum + length, 0),
      own: decided.own.of(index + 1),
      alone: decided.alone.of(index + 1),
    }));
    const { decidingLine, fate, totals } = decided;
    return { lines, effects, decidingLine, fate, totals };
  }

  #matchAll(rules: readonly { text: string; rule: Rule }[]): Uint32Array[][] {
    const kept = new Map<string, Uint32Array[]>();
    const fresh: { rule: Rule; found: Uint32Array[] }[] = [];
    const all = rules.map(({ text, rule }) => {
      let found = kept.get(text) ?? this.#matches.get(text);
      if (found === undefined) fresh.push({ rule, found: (found = []) });
      kept.set(text, found);
      return found;
    });
    for (const [index, root] of this.#roots.entries()) {
      const compiled = fresh.flatMap(({ rule, found }) =>
        translateRule(rule, root).map((translated) => ({ rule: compileRule(translated), found })),
      );
      const collect = compiled.length > FEW_RULES ? collectMany : collectEach;
      const matches = collect(
        this.#tree,
        this.#located,
        index,
        compiled.map(({ rule }) => rule),
      );
      for (const [each, { found }] of compiled.entries()) found.push(matches[each] ?? NO_NODES);
    }
    this.#matches = kept;
    return all;
  }
}

/** Called from the last rule to the first: what was first before is second now. */
function mark(nodes: Uint32Array, rule: number, first: Int32Array, second: Int32Array): void {
  for (const node of nodes) {
    const before = first[node] ?? 0;
    // A line that became two rules may match a node twice.
    if (before === rule) continue;
    second[node] = before;
    first[node] = rule;
  }
}
