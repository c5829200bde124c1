/** The ending of a file's name: what a rule such as `*.mkv` names. */
import type { ScannedTree } from './scanned-tree';

const DOT = 0x2e;
const LONGEST = 16;

/**
 * How many bytes of a name are its ending; 0: it has none. A dot at the very front begins a hidden name, and an ending is
 * made of letters, digits and the like, so that a rule can hold it as it is.
 */
export function endingLength(names: Uint8Array, start: number, length: number): number {
  const least = Math.max(start + 1, start + length - LONGEST - 1);
  for (let at = start + length - 1; at >= least; at -= 1) {
    const byte = names[at] ?? 0;
    if (byte === DOT) return start + length - 1 - at;
    if (!isPlain(byte)) return 0;
  }
  return 0;
}

export function endingOf(tree: ScannedTree, node: number): string | undefined {
  const start = tree.nameStart[node] ?? 0;
  const length = tree.nameLength[node] ?? 0;
  const count = endingLength(tree.names, start, length);
  if (count === 0) return undefined;
  return String.fromCharCode(...tree.names.subarray(start + length - count, start + length));
}

function isPlain(byte: number): boolean {
  return (
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    byte === 0x5f ||
    byte === 0x2b ||
    byte === 0x2d
  );
}
