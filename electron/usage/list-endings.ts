/** What each ending of file names comes to: `*.mkv`, so many bytes in so many files. */
import { endingLength } from './name-ending';
import { FLAGS, type ScannedTree } from './scanned-tree';

export interface EndingTally {
  /** Without the dot; empty: files without an ending. */
  ending: string;
  /** In the weight's unit. */
  weight: number;
  files: number;
  /** Files that `without` does not name, and their weight. */
  kept: number;
  keptWeight: number;
  newest: number;
  /** The largest file that has it. */
  largest: number;
}

/** All endings of the files below `top`, with or without those that `without` names, the heaviest first. Letters count as they are: rsync tells them apart, too. */
export function listEndings(
  tree: ScannedTree,
  top: number,
  weight: ArrayLike<number>,
  without?: Uint8Array,
  hideThem = false,
): EndingTally[] {
  const inside = markBelow(tree, top);
  const tallies: EndingTally[] = [];
  const byEnding = new Map<string, EndingTally>();
  // A string for each of a million names would cost more than all the rest: numbers first, strings for new ones.
  const byHash = new Map<number, EndingTally>();
  const { nodeCount, nameStart, nameLength, names, flags, mtime } = tree;
  for (let node = 0; node < nodeCount; node += 1) {
    if (inside[node] === 0 || ((flags[node] ?? 0) & FLAGS.directory) !== 0) continue;
    const kept = without === undefined || without[node] === 0;
    if (hideThem && !kept) continue;
    const end = (nameStart[node] ?? 0) + (nameLength[node] ?? 0);
    const count = endingLength(names, nameStart[node] ?? 0, nameLength[node] ?? 0);
    const hash = hashOf(names, end - count, end);
    let tally = byHash.get(hash);
    if (tally === undefined || !isEnding(tally.ending, names, end - count, count)) {
      const ending = String.fromCharCode(...names.subarray(end - count, end));
      tally = byEnding.get(ending);
      if (tally === undefined) {
        tally = { ending, weight: 0, files: 0, kept: 0, keptWeight: 0, newest: 0, largest: node };
        tallies.push(tally);
        byEnding.set(ending, tally);
      }
      byHash.set(hash, tally);
    }
    const own = weight[node] ?? 0;
    tally.weight += own;
    tally.files += 1;
    if (kept) {
      tally.kept += 1;
      tally.keptWeight += own;
    }
    tally.newest = Math.max(tally.newest, mtime[node] ?? 0);
    if (own > (weight[tally.largest] ?? 0)) tally.largest = node;
  }
  return tallies.sort((a, b) => b.weight - a.weight);
}

/** 1 for `top` and all that lies below it: a parent's id is smaller than its children's. */
export function markBelow({ nodeCount, parent }: ScannedTree, top: number): Uint8Array {
  const inside = new Uint8Array(nodeCount);
  if (top < nodeCount) inside[top] = 1;
  for (let node = top + 1; node < nodeCount; node += 1) inside[node] = inside[parent[node] ?? 0] ?? 0;
  return inside;
}

function isEnding(ending: string, names: Uint8Array, start: number, count: number): boolean {
  if (ending.length !== count) return false;
  for (let index = 0; index < count; index += 1) {
    if (names[start + index] !== ending.charCodeAt(index)) return false;
  }
  return true;
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash;
}
