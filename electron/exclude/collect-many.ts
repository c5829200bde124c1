/** What each of many rules matches in a tree, by one walk through it that says where it is worth a closer look. */
import { FLAGS, type ScannedTree } from '../usage/scanned-tree';
import { collectFrom, collectMatches, NodeList } from './collect-matches';
import { BEFORE_PATH, LiteralIndex, slide } from './literal-index';
import type { LocatedRoots } from './locate-roots';
import type { CompiledRule } from './match-rule';
import { SLASH } from './pattern-tokens';

/** As `collectMatches`, for each rule by itself. */
export function collectEach(
  tree: ScannedTree,
  located: LocatedRoots,
  rootIndex: number,
  rules: readonly CompiledRule[],
): Uint32Array[] {
  return rules.map((rule) => collectMatches(tree, located, rootIndex, rule));
}

/** The same nodes for each rule, in another order. */
export function collectMany(
  tree: ScannedTree,
  located: LocatedRoots,
  rootIndex: number,
  rules: readonly CompiledRule[],
): Uint32Array[] {
  const index = new LiteralIndex(rules.map((rule) => (rule.fromTop ? undefined : rule)));
  const sought = rules.map((rule) => new SoughtRule(tree, located, rootIndex, rule));
  const { firstChild, childCount, nameStart, nameLength, names, flags } = tree;
  const top = located.nodes[rootIndex];
  /** Directories still to enter, each with the last four bytes of its path. */
  const waiting = top === undefined ? [] : [top];
  const windows = [BEFORE_PATH];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const before = windows.pop() ?? BEFORE_PATH;
    const first = firstChild[node] ?? 0;
    const end = first + (childCount[node] ?? 0);
    for (let child = first; child < end; child += 1) {
      const isDirectory = ((flags[child] ?? 0) & FLAGS.directory) !== 0;
      if (isDirectory && located.rootOf[child] !== rootIndex + 1) continue;
      const start = nameStart[child] ?? 0;
      const stop = start + (nameLength[child] ?? 0);
      let window = before;
      // A rule may begin with what the directory's own path ends in: "/name/*".
      for (const rule of index.at(window)) sought[rule]?.lookAt(child);
      for (let at = start; at <= stop; at += 1) {
        window = slide(window, at === stop ? SLASH : (names[at] ?? 0));
        for (const rule of index.at(window)) sought[rule]?.lookAt(child);
      }
      if (!isDirectory || (childCount[child] ?? 0) === 0) continue;
      waiting.push(child);
      windows.push(window);
    }
  }
  for (const rule of index.anywhere) sought[rule]?.lookEverywhere();
  return sought.map((each) => each.finish());
}

class SoughtRule {
  readonly #tree: ScannedTree;
  readonly #located: LocatedRoots;
  readonly #rootIndex: number;
  readonly #rule: CompiledRule;
  #found: NodeList | undefined;
  #everywhere: Uint32Array | undefined;
  #last = -1;
  /** Directories that were looked at, with all that lies in them. */
  readonly #done = new Set<number>();
  /** The directory whose children were looked at last, and the rule's state behind its slash. */
  #directory = -1;
  #state = 0;

  constructor(tree: ScannedTree, located: LocatedRoots, rootIndex: number, rule: CompiledRule) {
    this.#tree = tree;
    this.#located = located;
    this.#rootIndex = rootIndex;
    this.#rule = rule;
  }

  lookEverywhere(): void {
    this.#everywhere = collectMatches(this.#tree, this.#located, this.#rootIndex, this.#rule);
  }

  lookAt(node: number): void {
    if (node === this.#last || this.#isDone(node)) return;
    this.#last = node;
    if ((this.#tree.childCount[node] ?? 0) > 0) this.#done.add(node);
    const state = this.#stateIn(this.#tree.parent[node] ?? 0);
    this.#found ??= new NodeList();
    const start = { first: node, end: node + 1, state };
    collectFrom(this.#tree, this.#located, this.#rootIndex, this.#rule, start, this.#found);
  }

  finish(): Uint32Array {
    return this.#everywhere ?? this.#found?.finish() ?? new Uint32Array();
  }

  #isDone(node: number): boolean {
    if (this.#done.size === 0) return false;
    const top = this.#located.nodes[this.#rootIndex];
    for (let at = node; at !== top; at = this.#tree.parent[at] ?? 0) if (this.#done.has(at)) return true;
    return false;
  }

  #stateIn(directory: number): number {
    if (directory === this.#directory) return this.#state;
    const { parent, nameStart, nameLength, names } = this.#tree;
    const top = this.#located.nodes[this.#rootIndex];
    const way: number[] = [];
    for (let at = directory; at !== top; at = parent[at] ?? 0) way.push(at);
    const { automaton, start } = this.#rule;
    this.#state = way.reduceRight((state, at) => {
      const from = nameStart[at] ?? 0;
      return automaton.next(automaton.walk(state, names, from, from + (nameLength[at] ?? 0)), SLASH);
    }, start);
    this.#directory = directory;
    return this.#state;
  }
}
