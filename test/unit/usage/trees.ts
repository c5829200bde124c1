/** Random trees for properties. */
import { buildTree, makeEntry, type TreeEntry } from '../../helpers/tree-of-entries';
import { FLAGS } from '../../../electron/usage/scanned-tree';
import { fc } from '../../helpers/property';

/** Names as binary strings: any bytes but NUL and slash. */
const anyName = fc
  .uint8Array({ minLength: 1, maxLength: 12 })
  .map((bytes) => Buffer.from(bytes.filter((byte) => byte !== 0 && byte !== 0x2f)).toString('latin1'))
  .filter((name) => name !== '' && name !== '.' && name !== '..');

interface Shape {
  /** Position of the parent among the entries before. */
  above: number;
  name: string;
  kib: number;
}

const shape = fc.record({ above: fc.nat(), name: anyName, kib: fc.nat(10_000) });

/** The entries of a random tree below "/top"; the first one is its root. Leaves are files. */
const anyEntries: fc.Arbitrary<TreeEntry[]> = fc.array(shape, { maxLength: 60 }).map((shapes) => {
  const root = makeEntry(undefined, '/top', FLAGS.directory);
  root.blocks = 8;
  root.size = 4096;
  const entries = [root];
  for (const { above, name, kib } of shapes as Shape[]) {
    const parent = entries[above % entries.length] ?? root;
    if (parent.children.some((child) => child.name === name)) continue;
    parent.flags |= FLAGS.directory;
    const entry = makeEntry(parent, name);
    entry.blocks = kib * 2;
    entry.size = kib * 1024;
    entries.push(entry);
  }
  return entries;
});

export const anyTree = anyEntries.map((entries) => buildTree(entries.slice(0, 1)));
