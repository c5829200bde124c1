/**
 * The tree as `du -ak` (`du -0ak`) prints it: KiB rounded up, a tab, the path, a newline (a NUL); directories after
 * what they hold. With the directory order of a scan `inDuOrder` it is du's output byte for byte: du visits entries in
 * that order too, and counts a file with several names under the one it meets first, which is done again here.
 */
import type { LinkTable } from './count-links';
import { FLAGS, type ScannedTree } from './scanned-tree';

const CHUNK = 2 ** 16;
const TAB = 0x09;
const SLASH = 0x2f;

export interface DuOptions {
  /** 10 or 0: what stands behind each path. */
  end: number;
}

/** Yields the output in pieces of some 64 KiB; each is the caller's to keep. */
export function* writeDu(
  tree: ScannedTree,
  links: LinkTable | undefined,
  { end }: DuOptions,
): Generator<Uint8Array> {
  const counted = links === undefined ? undefined : countAtFirstName(tree, links);
  const sums: number[] = [];
  /** The next child to visit, for each directory on the way down. */
  const nextChild: number[] = [];
  const way: number[] = [];
  let path = new Uint8Array(4096);
  /** How long the path was before the node's own name. */
  const lengths: number[] = [];
  let length = 0;
  let out = new Uint8Array(CHUNK);
  let used = 0;

  const descend = (node: number): void => {
    way.push(node);
    nextChild.push(0);
    lengths.push(length);
    sums.push(counted?.blocks[node] ?? tree.blocks[node] ?? 0);
    const count = tree.nameLength[node] ?? 0;
    const start = tree.nameStart[node] ?? 0;
    if (path.length < length + count + 1) {
      const longer = new Uint8Array((length + count + 1) * 2);
      longer.set(path);
      path = longer;
    }
    if (length > 0 && path[length - 1] !== SLASH) path[length++] = SLASH;
    for (let index = 0; index < count; index += 1) path[length + index] = tree.names[start + index] ?? 0;
    length += count;
  };

  descend(0);
  for (;;) {
    const node = way.at(-1);
    if (node === undefined) break;
    const child = nextChild.at(-1) ?? 0;
    if (child < (tree.childCount[node] ?? 0)) {
      nextChild[nextChild.length - 1] = child + 1;
      descend((tree.firstChild[node] ?? 0) + child);
      continue;
    }
    const sum = sums.pop() ?? 0;
    if (length > 0 && isPrinted(tree.flags[node] ?? 0, counted?.skipped[node] ?? 0)) {
      const digits = String(Math.ceil(sum / 2));
      if (used + digits.length + length + 2 > out.length) {
        if (used > 0) yield out.subarray(0, used);
        out = new Uint8Array(Math.max(CHUNK, digits.length + length + 2));
        used = 0;
      }
      for (let index = 0; index < digits.length; index += 1) out[used++] = digits.charCodeAt(index);
      out[used++] = TAB;
      out.set(path.subarray(0, length), used);
      used += length;
      out[used++] = end;
    }
    way.pop();
    nextChild.pop();
    length = lengths.pop() ?? 0;
    if (sums.length > 0) sums[sums.length - 1] = (sums.at(-1) ?? 0) + sum;
  }
  if (used > 0) yield out.subarray(0, used);
}

/** du says nothing of what it cannot look at, of other file systems, and of further names. */
function isPrinted(flags: number, skipped: number): boolean {
  return (flags & (FLAGS.statFailed | FLAGS.mountPoint)) === 0 && skipped === 0;
}

interface Counted {
  blocks: Float64Array;
  /** 1: a further name. */
  skipped: Uint8Array;
}

/** Blocks as du counts them: with each file's first name in the order of the visit. */
function countAtFirstName(tree: ScannedTree, links: LinkTable): Counted | undefined {
  if (links.node.length === 0) return undefined;
  const blocks = Float64Array.from(tree.blocks.subarray(0, tree.nodeCount));
  const skipped = new Uint8Array(tree.nodeCount);
  const rows = new Map<number, number>();
  for (const [row, node] of links.node.entries()) rows.set(node, row);
  const seen = new Uint8Array(links.blocks.length);
  for (const node of inOrderOfVisit(tree)) {
    const row = rows.get(node);
    if (row === undefined) continue;
    const file = links.file[row] ?? 0;
    const first = seen[file] === 0;
    seen[file] = 1;
    blocks[node] = first ? (links.blocks[file] ?? 0) : 0;
    skipped[node] = first ? 0 : 1;
  }
  return { blocks, skipped };
}

function* inOrderOfVisit(tree: ScannedTree): Generator<number> {
  const waiting = [0];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    const first = tree.firstChild[node] ?? 0;
    for (let child = (tree.childCount[node] ?? 0) - 1; child >= 0; child -= 1) waiting.push(first + child);
  }
}
