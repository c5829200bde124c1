/** Columns of a tree that a test makes entry by entry. */
import { FLAGS, type ScannedTree } from '../../electron/usage/scanned-tree';

export interface TreeEntry {
  /** The entry above; undefined for a root. */
  parent: TreeEntry | undefined;
  /** A binary string: one character per byte. */
  name: string;
  blocks: number;
  size: number;
  mtime: number;
  flags: number;
  children: TreeEntry[];
}

export function makeEntry(parent: TreeEntry | undefined, name: string, flags = 0): TreeEntry {
  const entry = { parent, name, blocks: 0, size: 0, mtime: 0, flags, children: [] };
  parent?.children.push(entry);
  return entry;
}

/** Level by level, so that children are contiguous and come after their parents. */
export function buildTree(roots: readonly TreeEntry[]): ScannedTree & { roots: number[] } {
  const [only] = roots;
  const top: TreeEntry =
    roots.length === 1 && only !== undefined
      ? only
      : { ...makeEntry(undefined, '', FLAGS.directory), children: [...roots] };
  const entries = [top];
  const parents = [0];
  const firsts: number[] = [];
  let nameBytes = 0;
  for (let at = 0; at < entries.length; at += 1) {
    const entry = entries[at];
    if (entry === undefined) break;
    nameBytes += entry.name.length;
    firsts.push(entries.length);
    for (const child of entry.children) {
      entries.push(child);
      parents.push(at);
    }
  }
  const count = entries.length;
  const tree = {
    nodeCount: count,
    parent: Uint32Array.from(parents),
    firstChild: Uint32Array.from(firsts),
    childCount: Uint32Array.from(entries, ({ children }) => children.length),
    nameStart: new Uint32Array(count),
    nameLength: Uint16Array.from(entries, ({ name }) => name.length),
    names: new Uint8Array(nameBytes),
    blocks: Float64Array.from(entries, ({ blocks }) => blocks),
    size: Float64Array.from(entries, ({ size }) => size),
    mtime: Uint32Array.from(entries, ({ mtime }) => mtime),
    flags: Uint8Array.from(entries, ({ flags }) => flags),
  };
  let start = 0;
  for (const [index, { name }] of entries.entries()) {
    tree.nameStart[index] = start;
    for (let byte = 0; byte < name.length; byte += 1) tree.names[start + byte] = name.charCodeAt(byte);
    start += name.length;
  }
  return { ...tree, roots: top === only ? [0] : roots.map((_, index) => index + 1) };
}
