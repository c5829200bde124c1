/** All nodes of a tree that one rule matches, whatever other rules say. */
import { FLAGS, type ScannedTree } from '../usage/scanned-tree';
import { type LocatedRoots } from './locate-roots';
import { matchesAt, type CompiledRule } from './match-rule';
import { DEAD } from './pattern-automaton';
import { SLASH } from './pattern-tokens';

/** A list that grows by doubling; most rules match little, some match nearly all. */
class NodeList {
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

/** `rule` as it stands below the root `rootIndex`. Directories that no match can lie in are not entered. */
export function collectMatches(
  tree: ScannedTree,
  { nodes, rootOf }: LocatedRoots,
  rootIndex: number,
  rule: CompiledRule,
): Uint32Array {
  const found = new NodeList();
  const top = nodes[rootIndex];
  if (top === undefined) return found.finish();
  const { automaton } = rule;
  const { firstChild, childCount, nameStart, nameLength, names, flags } = tree;
  /** Directories still to enter, each with the rule's state behind its slash. */
  const waiting = [top];
  const states = [rule.start];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const before = states.pop() ?? DEAD;
    const first = firstChild[node] ?? 0;
    const end = first + (childCount[node] ?? 0);
    for (let child = first; child < end; child += 1) {
      const start = nameStart[child] ?? 0;
      const stop = start + (nameLength[child] ?? 0);
      const isFile = ((flags[child] ?? 0) & FLAGS.directory) === 0;
      // Most names are told by their last byte already.
      if (isFile && rule.lastByte !== undefined && names[stop - 1] !== rule.lastByte) continue;
      const state = automaton.walk(before, names, start, stop);
      if (isFile) {
        if (state !== DEAD && !rule.directoriesOnly && automaton.accepts(state)) found.push(child);
        continue;
      }
      // A root inside a root is decided by its own rules.
      if (rootOf[child] !== rootIndex + 1) continue;
      if (matchesAt(rule, state, true)) found.push(child);
      if ((childCount[child] ?? 0) === 0) continue;
      const inside = automaton.next(state, SLASH);
      if (inside === DEAD) continue;
      waiting.push(child);
      states.push(inside);
    }
  }
  return found.finish();
}
