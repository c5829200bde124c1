/** All nodes of a tree that one rule matches, whatever other rules say. */
import { FLAGS, type ScannedTree } from '../usage/scanned-tree';
import { type LocatedRoots } from './locate-roots';
import { matchesAt, type CompiledRule } from './match-rule';
import { DEAD } from './pattern-automaton';
import { SLASH } from './pattern-tokens';

/** A list that grows by doubling; most rules match little, some match nearly all. */
export class NodeList {
  #nodes = new Uint32Array(256);
  #length = 0;

  push(node: number): void {
    if (this.#length === this.#nodes.length) {
      const larger = new Uint32Array(this.#length * 2);
      larger.set(this.#nodes);
      this.#nodes = larger;
    }
    this.#nodes[this.#length] = node;
    this.#length += 1;
  }

  finish(): Uint32Array {
    return this.#nodes.slice(0, this.#length);
  }
}

/** Where to look for matches: in these nodes, which lie in one directory, and in all below them. */
interface Start {
  first: number;
  end: number;
  /** The rule's state behind the directory's slash. */
  state: number;
}

/** `rule` as it stands below the root `rootIndex`. */
export function collectMatches(
  tree: ScannedTree,
  located: LocatedRoots,
  rootIndex: number,
  rule: CompiledRule,
): Uint32Array {
  const found = new NodeList();
  const top = located.nodes[rootIndex];
  if (top !== undefined) {
    const first = tree.firstChild[top] ?? 0;
    const start = { first, end: first + (tree.childCount[top] ?? 0), state: rule.start };
    collectFrom(tree, located, rootIndex, rule, start, found);
  }
  return found.finish();
}

/** Directories that no match can lie in are not entered. */
export function collectFrom(
  { firstChild, childCount, nameStart, nameLength, names, flags }: ScannedTree,
  { rootOf }: LocatedRoots,
  rootIndex: number,
  rule: CompiledRule,
  start: Start,
  found: NodeList,
): void {
  const { automaton } = rule;
  const firsts = [start.first];
  const ends = [start.end];
  const states = [start.state];
  for (let first = firsts.pop(); first !== undefined; first = firsts.pop()) {
    const end = ends.pop() ?? 0;
    const before = states.pop() ?? DEAD;
    for (let child = first; child < end; child += 1) {
      const from = nameStart[child] ?? 0;
      const to = from + (nameLength[child] ?? 0);
      const isFile = ((flags[child] ?? 0) & FLAGS.directory) === 0;
      // Most names are told by their last byte already.
      if (isFile && rule.lastByte !== undefined && names[to - 1] !== rule.lastByte) continue;
      const state = automaton.walk(before, names, from, to);
      if (isFile) {
        if (state !== DEAD && !rule.directoriesOnly && automaton.accepts(state)) found.push(child);
        continue;
      }
      // A root inside a root is decided by its own rules.
      if (rootOf[child] !== rootIndex + 1) continue;
      if (matchesAt(rule, state, true)) found.push(child);
      const inside = (childCount[child] ?? 0) === 0 ? DEAD : automaton.next(state, SLASH);
      if (inside === DEAD) continue;
      firsts.push(firstChild[child] ?? 0);
      ends.push((firstChild[child] ?? 0) + (childCount[child] ?? 0));
      states.push(inside);
    }
  }
}
