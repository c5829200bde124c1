/** What a disk's picture has beside what was scanned, so that its whole is the file system: nameless nodes below the top. */
import type { Disk } from '../../shared/disk';
import { DISK_PARTS, type DiskPart } from '../../shared/usage-kinds';
import type { ScannedTree } from '../usage/scanned-tree';
import type { Totals } from '../usage/totals';

/** What a file system says of itself, in bytes. */
export type DiskRoom = Pick<Disk, 'used' | 'reserved' | 'free'>;

export interface ScannedDisk {
  /** Where it is mounted. */
  path: string;
  /** When it was looked at last. */
  room: DiskRoom;
}

const BLOCK = 512;

/** Undefined: it was scanned, or it is the top. */
export function diskPartOf(tree: ScannedTree, node: number): DiskPart | undefined {
  if (node === 0 || tree.nameLength[node] !== 0 || tree.parent[node] !== 0) return undefined;
  return DISK_PARTS.find((_, index) => partsOf(tree)[index] === node);
}

/** In the order of DISK_PARTS. */
export function partsOf({ firstChild, childCount, nodeCount, nameLength }: ScannedTree): number[] {
  const first = firstChild[0] ?? 0;
  const end = Math.min(nodeCount, first + (childCount[0] ?? 0));
  const parts: number[] = [];
  for (let node = first; node < end; node += 1) if (nameLength[node] === 0) parts.push(node);
  return parts;
}

/**
 * Gives the parts their room, as they have it on the disk; they are no entries. What was seen may come to more than is used
 * (a file system that packs, or shares), and then nothing is hidden.
 */
export function addDiskParts(tree: ScannedTree, totals: Totals, room: DiskRoom): void {
  const { subtreeBlocks, subtreeCount } = totals;
  const seen = (subtreeBlocks[0] ?? 0) * BLOCK;
  const bytes: Record<DiskPart, number> = {
    hidden: Math.max(0, room.used - seen),
    reserved: room.reserved,
    free: room.free,
  };
  for (const [index, node] of partsOf(tree).entries()) {
    const part = DISK_PARTS[index];
    if (part === undefined) return;
    const blocks = Math.round(bytes[part] / BLOCK);
    subtreeBlocks[node] = blocks;
    subtreeBlocks[0] = (subtreeBlocks[0] ?? 0) + blocks;
    subtreeCount[node] = 0;
    subtreeCount[0] = Math.max(0, (subtreeCount[0] ?? 0) - 1);
  }
}
