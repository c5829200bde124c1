/**
 * Files with several names are counted once, as du(1) does it, but not under the name that happened to come first: the
 * smallest path, compared as bytes, has it, so that two scans of the same files give the same sizes.
 */
import { pathOf } from './node-path';
import { FLAGS, type ScannedTree } from './scanned-tree';

/** Names of the same files. All columns but the last two have a row for each name, those two one for each file. */
export interface LinkTable {
  readonly node: Uint32Array;
  /** Which file, counted from 0. */
  readonly file: Uint32Array;
  readonly device: Uint32Array;
  readonly inodeLow: Uint32Array;
  readonly inodeHigh: Uint32Array;
  /** Of the file: 512-byte blocks. */
  readonly blocks: Float64Array;
  /** Of the file: apparent bytes. */
  readonly size: Float64Array;
}

/** `words` has node, device, inode low and inode high for each name; `values` blocks and size. */
export function tabulateLinks(parts: readonly { words: Uint32Array; values: Float64Array }[]): LinkTable {
  const count = parts.reduce((sum, { values }) => sum + values.length / 2, 0);
  const table = {
    node: new Uint32Array(count),
    file: new Uint32Array(count),
    device: new Uint32Array(count),
    inodeLow: new Uint32Array(count),
    inodeHigh: new Uint32Array(count),
  };
  const blocks: number[] = [];
  const size: number[] = [];
  // Open addressing; a slot holds a row + 1.
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(count * 2 + 2)));
  const mask = slots.length - 1;
  let row = 0;
  for (const { words, values } of parts) {
    for (let at = 0; at * 2 < values.length; at += 1, row += 1) {
      table.node[row] = words[at * 4] ?? 0;
      const device = (table.device[row] = words[at * 4 + 1] ?? 0);
      const low = (table.inodeLow[row] = words[at * 4 + 2] ?? 0);
      const high = (table.inodeHigh[row] = words[at * 4 + 3] ?? 0);
      let slot = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high ^ device, 0x85ebca6b)) & mask;
      for (;;) {
        const other = (slots[slot] ?? 0) - 1;
        if (other < 0) {
          slots[slot] = row + 1;
          table.file[row] = blocks.length;
          blocks.push(values[at * 2] ?? 0);
          size.push(values[at * 2 + 1] ?? 0);
          break;
        }
        if (
          table.inodeLow[other] === low &&
          table.inodeHigh[other] === high &&
          table.device[other] === device
        ) {
          table.file[row] = table.file[other] ?? 0;
          break;
        }
        slot = (slot + 1) & mask;
      }
    }
  }
  return { ...table, blocks: Float64Array.from(blocks), size: Float64Array.from(size) };
}

/** Gives each file to its smallest path and marks the other names as shared. Writes blocks, size and flags. */
export function countLinksOnce(tree: ScannedTree, links: LinkTable): void {
  const winners = new Int32Array(links.blocks.length).fill(-1);
  const paths = new Map<number, Buffer>();
  for (const [row, file] of links.file.entries()) {
    const node = links.node[row] ?? 0;
    const winner = winners[file] ?? -1;
    if (winner < 0) {
      winners[file] = node;
      continue;
    }
    const best = paths.get(file) ?? pathOf(tree, winner);
    const path = pathOf(tree, node);
    const smaller = path.compare(best) < 0;
    if (smaller) winners[file] = node;
    paths.set(file, smaller ? path : best);
  }
  for (const [row, file] of links.file.entries()) {
    const node = links.node[row] ?? 0;
    const wins = winners[file] === node;
    tree.blocks[node] = wins ? (links.blocks[file] ?? 0) : 0;
    tree.size[node] = wins ? (links.size[file] ?? 0) : 0;
    const flags = (tree.flags[node] ?? 0) & ~FLAGS.sharedLink;
    tree.flags[node] = wins ? flags : flags | FLAGS.sharedLink;
  }
}
