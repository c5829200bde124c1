/** Paths from the columns: names joined on the way up. Paths are bytes. */
import type { ScannedTree } from './scanned-tree';

const SLASH = 0x2f;

type Named = Pick<ScannedTree, 'parent' | 'nameStart' | 'nameLength' | 'names'>;

/** The bytes of a node's own name; of a root its path as given. A view of the column, not a copy. */
export function nameOf(tree: Named, node: number): Uint8Array {
  const start = tree.nameStart[node] ?? 0;
  return tree.names.subarray(start, start + (tree.nameLength[node] ?? 0));
}

/** As a binary string, which rules are compared with. */
export function binaryNameOf(tree: Named, node: number): string {
  return Buffer.from(nameOf(tree, node)).toString('latin1');
}

/** Joins names without a Buffer for each; its result is overwritten by the next call. */
export class PathBuilder {
  bytes: Uint8Array = new Uint8Array(8192);
  length = 0;
  /** The root that the node lies in: 0, or with several roots one of its children. */
  root = 0;

  /** The path of `node` in `bytes.subarray(0, length)`, a NUL behind it. The nameless top has an empty path. */
  build(tree: Named, node: number): void {
    const { parent, nameStart, nameLength, names } = tree;
    let length = 0;
    for (let at = node; ; at = parent[at] ?? 0) {
      const count = nameLength[at] ?? 0;
      if (count > 0) this.root = at;
      length += count + 1;
      if (at === 0) break;
    }
    if (this.bytes.length <= length) this.bytes = new Uint8Array(length * 2);
    const { bytes } = this;
    let end = length;
    let first = true;
    for (let at = node; ; at = parent[at] ?? 0) {
      const count = nameLength[at] ?? 0;
      const start = nameStart[at] ?? 0;
      // A root may end in a slash of its own ("/", "dir/"); no second one goes behind it, as du(1) has it.
      if (!first && count > 0 && names[start + count - 1] !== SLASH) bytes[(end -= 1)] = SLASH;
      if (count > 0) first = false;
      end -= count;
      for (let index = 0; index < count; index += 1) bytes[end + index] = names[start + index] ?? 0;
      if (at === 0) break;
    }
    bytes.copyWithin(0, end, length);
    this.length = length - end;
    bytes[this.length] = 0;
  }
}

export function pathOf(tree: Named, node: number): Buffer {
  const builder = new PathBuilder();
  builder.build(tree, node);
  return Buffer.from(builder.bytes.subarray(0, builder.length));
}

/** As rules name it: a binary string, without the slash that a top may have been scanned with. */
export function binaryPathOf(tree: Named, node: number): string {
  const path = pathOf(tree, node).toString('latin1');
  return path === '/' ? path : path.replace(/\/$/, '');
}
