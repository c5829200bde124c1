/** The nodes of a tree that arrives one by one, as columns: some 30 bytes a node, and no object for any. */
import { FLAGS } from './scanned-tree';
import { MOST_NAME_BYTES, MOST_NODES, TreeTooLarge } from './shared-columns';

/** A name has at most 255 bytes on Linux file systems; the columns hold more than that, but not anything. */
export const LONGEST_NAME = 65_535;
/** The parent of a node at the top. */
export const NO_NODE = 0xffffffff;

type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** The column, or a longer copy of it, with room for `count`. Half as much again, so that copies stay few. */
export function withRoom<T extends Column>(column: T, count: number): T {
  if (count <= column.length) return column;
  const longer = new (column.constructor as new (length: number) => T)(Math.ceil(count * 1.5) + 1024);
  longer.set(column);
  return longer;
}

export class NodeColumns {
  count = 0;
  parent = new Uint32Array(0);
  nameStart = new Uint32Array(0);
  nameLength = new Uint16Array(0);
  names = new Uint8Array(0);
  /** What a reader makes of them is its own; of a new node 0. */
  blocks = new Float64Array(0);
  flags = new Uint8Array(0);
  #nameBytes = 0;

  /**
   * A node with the name `bytes[start..end)`, at most LONGEST_NAME long. Parents come before what is below them, so that
   * their number is smaller. Throws TreeTooLarge.
   */
  add(parent: number, bytes: Uint8Array, start: number, end: number): number {
    const node = this.count;
    const length = end - start;
    if (node >= MOST_NODES || this.#nameBytes + length > MOST_NAME_BYTES) throw new TreeTooLarge();
    this.#makeRoom(node + 1, this.#nameBytes + length);
    this.parent[node] = parent;
    this.nameStart[node] = this.#nameBytes;
    this.nameLength[node] = length;
    for (let index = 0; index < length; index += 1) {
      this.names[this.#nameBytes + index] = bytes[start + index] ?? 0;
    }
    if (parent !== NO_NODE) this.flags[parent] = (this.flags[parent] ?? 0) | FLAGS.directory;
    this.#nameBytes += length;
    this.count += 1;
    return node;
  }

  /** A view of the name's bytes, until the next node is added. */
  name(node: number): Uint8Array {
    const start = this.nameStart[node] ?? 0;
    return this.names.subarray(start, start + (this.nameLength[node] ?? 0));
  }

  #makeRoom(nodes: number, nameBytes: number): void {
    if (nameBytes > this.names.length) this.names = withRoom(this.names, nameBytes);
    if (nodes <= this.parent.length) return;
    this.parent = withRoom(this.parent, nodes);
    this.nameStart = withRoom(this.nameStart, nodes);
    this.nameLength = withRoom(this.nameLength, nodes);
    this.blocks = withRoom(this.blocks, nodes);
    this.flags = withRoom(this.flags, nodes);
  }
}
