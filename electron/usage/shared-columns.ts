/**
 * The columns of a tree under construction: growable shared memory that all scan workers write. A column's address
 * space is reserved once and its pages are taken as they are written, so growing copies nothing. Ids are handed out
 * with one Atomics.add for all entries of a directory; whoever got them is the only one to write them.
 */
import type { ScannedTree } from './scanned-tree';

/** 134 million nodes; the reserve is address space, not memory. */
export const MOST_NODES = 2 ** 27;
/** Names are addressed with 32 bits. */
export const MOST_NAME_BYTES = 2 ** 32 - 2 ** 16;
const FIRST_NODES = 2 ** 16;

const COLUMNS = {
  parent: Uint32Array,
  firstChild: Uint32Array,
  childCount: Uint32Array,
  nameStart: Uint32Array,
  nameLength: Uint16Array,
  names: Uint8Array,
  blocks: Float64Array,
  size: Float64Array,
  mtime: Uint32Array,
  flags: Uint8Array,
} as const;

type ColumnName = keyof typeof COLUMNS;
export type Columns = { [K in ColumnName]: InstanceType<(typeof COLUMNS)[K]> };
export type SharedColumns = Record<ColumnName, SharedArrayBuffer>;

/** More than the columns can hold; the scan ends with what it has. */
export class TreeTooLarge extends Error {}

export function makeSharedColumns(): SharedColumns {
  return mapColumns((name, width) => {
    const most = name === 'names' ? MOST_NAME_BYTES : MOST_NODES * width;
    const first = name === 'names' ? FIRST_NODES * 16 : FIRST_NODES * width;
    return new SharedArrayBuffer(first, { maxByteLength: most });
  });
}

/**
 * One thread's view of shared columns. The arrays have a fixed length each, because V8 reads those faster than
 * arrays that follow their buffer; they are made anew when the columns have grown.
 */
export class ColumnWriter {
  columns: Columns;
  /** Nodes that all columns have room for: two threads that grow them at once may leave some longer than others. */
  private room: number;
  private readonly shared: SharedColumns;

  constructor(shared: SharedColumns) {
    this.shared = shared;
    this.columns = viewColumns(shared);
    this.room = roomIn(this.columns);
  }

  /** Makes room for nodes up to `nodes` and names up to `nameBytes`, both totals. Throws TreeTooLarge. */
  reserve(nodes: number, nameBytes: number): void {
    const { columns } = this;
    if (nodes <= this.room && nameBytes <= columns.names.length) return;
    if (nodes > MOST_NODES || nameBytes > MOST_NAME_BYTES) throw new TreeTooLarge();
    const nodeRoom = Math.min(MOST_NODES, Math.max(nodes, nodes + (nodes >> 1)));
    const nameRoom = Math.min(MOST_NAME_BYTES, nameBytes + Math.floor(nameBytes / 2));
    mapColumns((name, width) => {
      const buffer = this.shared[name];
      const enough = name === 'names' ? nameBytes : nodes * width;
      if (buffer.byteLength < enough) growTo(buffer, name === 'names' ? nameRoom : nodeRoom * width, enough);
      return buffer;
    });
    this.columns = viewColumns(this.shared);
    this.room = roomIn(this.columns);
  }
}

/**
 * The tree as it is now. `nodeCount` is what has been handed out. While a scan runs the last nodes may still be zeros,
 * and directories get children beyond it: a reader stops at `nodeCount`.
 */
export function treeOf(shared: SharedColumns, nodeCount: number): ScannedTree {
  const columns = viewColumns(shared);
  return { nodeCount: Math.min(nodeCount, roomIn(columns)), ...columns };
}

function roomIn(columns: Columns): number {
  const lengths = Object.entries(columns).map(([name, { length }]) => (name === 'names' ? Infinity : length));
  return Math.min(...lengths);
}

function viewColumns(shared: SharedColumns): Columns {
  return Object.fromEntries(
    Object.entries(COLUMNS).map(([name, Column]) => {
      const buffer = shared[name as ColumnName];
      const View = Column as unknown as new (
        memory: SharedArrayBuffer,
        start: number,
        length: number,
      ) => unknown;
      return [name, new View(buffer, 0, Math.floor(buffer.byteLength / Column.BYTES_PER_ELEMENT))];
    }),
  ) as Columns;
}

/** Another thread may have grown it further meanwhile: a shared buffer never shrinks, so that is as good. */
function growTo(buffer: SharedArrayBuffer, wanted: number, enough: number): void {
  try {
    buffer.grow(wanted);
  } catch (error) {
    if (buffer.byteLength < enough) throw error;
  }
}

function mapColumns(make: (name: ColumnName, width: number) => SharedArrayBuffer): SharedColumns {
  return Object.fromEntries(
    Object.entries(COLUMNS).map(([name, Column]) => [
      name,
      make(name as ColumnName, Column.BYTES_PER_ELEMENT),
    ]),
  ) as SharedColumns;
}
