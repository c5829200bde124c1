/** A ScannedTree of real directories, by plain node:fs: small, slow, and independent of the scan under test elsewhere. */
import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { FLAGS, type ScannedTree } from '../../electron/usage/scanned-tree';

export interface TreeNode {
  name: Buffer;
  flags: number;
  blocks?: number;
  size?: number;
  children?: TreeNode[];
}

/** One top for one directory, a nameless node above several. */
export function buildTree(...directories: string[]): ScannedTree {
  const tops = directories.map((directory) => readNode(Buffer.from(directory), Buffer.from(directory)));
  const [top] = tops;
  return treeOf(
    top !== undefined && tops.length === 1
      ? top
      : { name: Buffer.alloc(0), flags: FLAGS.directory, children: tops },
  );
}

/** Children contiguous, and each child's id larger than its parent's, as the scan has it. */
export function treeOf(top: TreeNode): ScannedTree {
  const nodes = [{ node: top, parent: 0, firstChild: 0 }];
  for (const [index, entry] of nodes.entries()) {
    entry.firstChild = nodes.length;
    for (const child of entry.node.children ?? []) nodes.push({ node: child, parent: index, firstChild: 0 });
  }
  let nameStart = 0;
  const starts = nodes.map(({ node }) => (nameStart += node.name.length) - node.name.length);
  return {
    nodeCount: nodes.length,
    parent: Uint32Array.from(nodes, ({ parent }) => parent),
    firstChild: Uint32Array.from(nodes, ({ firstChild }) => firstChild),
    childCount: Uint32Array.from(nodes, ({ node }) => node.children?.length ?? 0),
    nameStart: Uint32Array.from(starts),
    nameLength: Uint16Array.from(nodes, ({ node }) => node.name.length),
    names: Buffer.concat(nodes.map(({ node }) => node.name)),
    blocks: Float64Array.from(nodes, ({ node }) => node.blocks ?? 0),
    size: Float64Array.from(nodes, ({ node }) => node.size ?? 0),
    mtime: new Float64Array(nodes.length),
    flags: Uint8Array.from(nodes, ({ node }) => node.flags),
  };
}

function readNode(path: Buffer, name: Buffer): TreeNode {
  const stats = lstatSync(path);
  const node = { name, flags: flagsOf(stats), blocks: stats.blocks, size: stats.size };
  if (!stats.isDirectory()) return node;
  const children = readdirSync(path, { encoding: 'buffer' }).map((child) =>
    readNode(Buffer.concat([path, Buffer.from('/'), child]), child),
  );
  return { ...node, children };
}

function flagsOf(stats: Stats): number {
  if (stats.isDirectory()) return FLAGS.directory;
  if (stats.isSymbolicLink()) return FLAGS.symlink;
  return stats.isFile() ? 0 : FLAGS.other;
}
