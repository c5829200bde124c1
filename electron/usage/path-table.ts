/** Finds the node of a path among millions, without a string or an object for any: a hash table over columns. */
import { LONGEST_NAME, NO_NODE, NodeColumns, withRoom } from './node-columns';

const SLASH = 0x2f;
const ROOT_NAME = Uint8Array.of(SLASH);
/** In the place of a number: a directory above a path, for which there was no line of its own. */
export const NOT_LISTED = -1;
/** Of nodes to slots. */
const FULLEST = 0.7;

export class PathTable {
  readonly nodes = new NodeColumns();
  #hashes = new Uint32Array(0);
  /** Node + 1; 0: free. */
  #slots = new Uint32Array(1024);
  /** The path that was added last, and for each of its parts where it ends and which node it is. */
  #last = new Uint8Array(4096);
  #lastLength = 0;
  #ends: number[] = [];
  #way: number[] = [];

  /**
   * The node for the path `bytes[start..end)`; directories above it come into being with it. Slashes at its end and
   * double ones count for nothing. Undefined where a name is longer than LONGEST_NAME. Throws TreeTooLarge.
   */
  add(bytes: Uint8Array, start: number, end: number): number | undefined {
    const length = end - start;
    let common = 0;
    const most = Math.min(length, this.#lastLength);
    while (common < most && bytes[start + common] === this.#last[common]) common += 1;
    // Lines of a list share most of their way with the line before.
    while (this.#ends.length > 0) {
      const at = this.#ends.at(-1) ?? 0;
      if (at < common || (at === common && (at === length || bytes[start + at] === SLASH))) break;
      this.#ends.pop();
      this.#way.pop();
    }
    this.#last = withRoom(this.#last, length);
    for (let at = common; at < length; at += 1) this.#last[at] = bytes[start + at] ?? 0;
    this.#lastLength = length;
    let at = this.#ends.at(-1) ?? 0;
    if (at === 0 && this.#way.length === 0 && bytes[start] === SLASH) {
      this.#ends.push(0);
      this.#way.push(this.#child(NO_NODE, ROOT_NAME, 0, 1));
    }
    for (;;) {
      while (at < length && bytes[start + at] === SLASH) at += 1;
      if (at >= length) break;
      const first = at;
      while (at < length && bytes[start + at] !== SLASH) at += 1;
      if (at - first > LONGEST_NAME) return undefined;
      const node = this.#child(this.#way.at(-1) ?? NO_NODE, bytes, start + first, start + at);
      this.#ends.push(at);
      this.#way.push(node);
    }
    return this.#way.at(-1);
  }

  /** The node of a path, a binary string, if there is one. */
  find(path: string): number | undefined {
    let node = path.startsWith('/') ? this.#look(NO_NODE, ROOT_NAME, 0, 1) : NO_NODE;
    const bytes = Buffer.from(path, 'latin1');
    for (let at = 0; node !== undefined && at < bytes.length;) {
      while (at < bytes.length && bytes[at] === SLASH) at += 1;
      const first = at;
      while (at < bytes.length && bytes[at] !== SLASH) at += 1;
      if (at > first) node = this.#look(node, bytes, first, at);
    }
    return node === NO_NODE ? undefined : node;
  }

  /** A binary string. */
  pathOf(node: number): string {
    const names: string[] = [];
    for (let at = node; at !== NO_NODE; at = this.nodes.parent[at] ?? NO_NODE) {
      names.push(Buffer.from(this.nodes.name(at)).toString('latin1'));
    }
    return names.reverse().join('/').replace(/^\/+/, '/');
  }

  #child(parent: number, bytes: Uint8Array, start: number, end: number): number {
    const found = this.#look(parent, bytes, start, end);
    if (found !== undefined) return found;
    const node = this.nodes.add(parent, bytes, start, end);
    this.nodes.blocks[node] = NOT_LISTED;
    this.#hashes = withRoom(this.#hashes, node + 1);
    this.#hashes[node] = hashOf(parent, bytes, start, end);
    if (this.nodes.count > this.#slots.length * FULLEST) this.#rebuild();
    else this.#put(node);
    return node;
  }

  #look(parent: number, bytes: Uint8Array, start: number, end: number): number | undefined {
    const mask = this.#slots.length - 1;
    const hash = hashOf(parent, bytes, start, end);
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const node = (this.#slots[slot] ?? 0) - 1;
      if (node < 0) return undefined;
      if (this.#hashes[node] === hash && this.#is(node, parent, bytes, start, end)) return node;
    }
  }

  #is(node: number, parent: number, bytes: Uint8Array, start: number, end: number): boolean {
    const { nodes } = this;
    if (nodes.parent[node] !== parent || nodes.nameLength[node] !== end - start) return false;
    const nameStart = nodes.nameStart[node] ?? 0;
    for (let index = 0; index < end - start; index += 1) {
      if (nodes.names[nameStart + index] !== bytes[start + index]) return false;
    }
    return true;
  }

  #put(node: number): void {
    const mask = this.#slots.length - 1;
    let slot = (this.#hashes[node] ?? 0) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = node + 1;
  }

  #rebuild(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let node = 0; node < this.nodes.count; node += 1) this.#put(node);
  }
}

/** FNV-1a over the parent's number and the name, mixed once more: its low bits choose the slot. */
function hashOf(parent: number, bytes: Uint8Array, start: number, end: number): number {
  let hash = Math.imul(parent ^ 0x811c9dc5, 0x9e3779b1);
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
