/** Finds nodes by a part of their names. */
import type { ScannedTree } from './scanned-tree';

/** Nodes whose own names hold `text`, small and large ASCII letters alike; in the order of the tree. */
export function searchNames(tree: ScannedTree, text: string): number[] {
  const needle = Uint8Array.from(Buffer.from(text, 'utf8'), fold);
  const found: number[] = [];
  if (needle.length === 0) return found;
  const first = needle[0] ?? 0;
  const { nodeCount, nameStart, nameLength, names } = tree;
  for (let node = 0; node < nodeCount; node += 1) {
    const start = nameStart[node] ?? 0;
    const last = start + (nameLength[node] ?? 0) - needle.length;
    for (let at = start; at <= last; at += 1) {
      if (fold(names[at] ?? 0) !== first || !holdsAt(names, at, needle)) continue;
      found.push(node);
      break;
    }
  }
  return found;
}

function holdsAt(names: Uint8Array, at: number, needle: Uint8Array): boolean {
  for (let index = 1; index < needle.length; index += 1) {
    if (fold(names[at + index] ?? 0) !== needle[index]) return false;
  }
  return true;
}

function fold(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}
