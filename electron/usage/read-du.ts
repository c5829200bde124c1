/**
 * Reads what `du -ak`, `du -k` or `du -0ak` wrote: KiB, a tab, a path, a newline (a NUL). Directories have what they
 * hold in their number; here each node has its own part. The order does not matter, so sorted lists can be read too.
 *
 * du does not say what is a directory: an entry is one if something lies below it. Where lines end in newlines, a line
 * without a number is taken for the rest of a name that has a newline in it.
 */
import { failure, success, type Result } from '../../shared/result';
import { buildTree, makeEntry, type TreeEntry } from './tree-builder';
import { FLAGS, type ScannedTree } from './scanned-tree';

const BLOCKS_PER_KIB = 2;
/** A name has at most 255 bytes on Linux file systems; the columns hold more than that, but not anything. */
const LONGEST_NAME = 65_535;

export interface ImportedTree extends ScannedTree {
  roots: number[];
}

/** `data` is all of the input. A failure says where the input is not what du writes. */
export function readDu(data: Uint8Array): Result<ImportedTree, string> {
  const text = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('latin1');
  const lines = text.includes('\0') ? text.split('\0') : joinBrokenNames(text.split('\n'));
  if (lines.at(-1) === '') lines.pop();
  if (lines.length === 0) return failure('there is nothing in it');
  const entries = new Map<string, TreeEntry>();
  /** KiB of whole subtrees, as du gives them. */
  const totals = new Map<TreeEntry, number>();
  for (const [index, line] of lines.entries()) {
    const match = /^(\d{1,15})\t([^]+)$/.exec(line);
    if (match === null) return failure(`line ${index + 1} is not a number, a tab and a path`);
    const [, number = '', path = ''] = match;
    const entry = entryAt(entries, trimSlash(path));
    if (entry === undefined)
      return failure(`line ${index + 1} has a name of more than ${LONGEST_NAME} bytes`);
    totals.set(entry, Number(number));
  }
  const roots = [...entries.values()].flatMap((entry) => rootOf(entry, totals));
  for (const root of roots) takeApart(root, totals);
  return success(buildTree(roots));
}

function joinBrokenNames(lines: string[]): string[] {
  const joined: string[] = [];
  const last = lines.pop();
  for (const line of lines) {
    if (/^\d{1,15}\t/.test(line) || joined.length === 0) joined.push(line);
    else joined[joined.length - 1] = `${joined.at(-1) ?? ''}\n${line}`;
  }
  if (last !== undefined && last !== '') joined.push(last);
  return joined;
}

function trimSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

/** The entry for a path; directories above it come into being with it. */
function entryAt(entries: Map<string, TreeEntry>, path: string): TreeEntry | undefined {
  const made: { path: string; entry: TreeEntry }[] = [];
  let found = entries.get(path);
  if (found !== undefined) return found;
  for (let at = path; ;) {
    const slash = at.lastIndexOf('/');
    const above = slash < 0 || at === '/' ? undefined : slash === 0 ? '/' : at.slice(0, slash);
    const name = slash < 0 || at === '/' ? at : at.slice(slash + 1);
    if (name.length > LONGEST_NAME) return undefined;
    const entry = makeEntry(undefined, name);
    entries.set(at, entry);
    const below = made.at(-1);
    if (below !== undefined) adopt(entry, below.entry);
    made.push({ path: at, entry });
    if (above === undefined) break;
    found = entries.get(above);
    if (found !== undefined) {
      adopt(found, entry);
      break;
    }
    at = above;
  }
  return entries.get(path);
}

function adopt(parent: TreeEntry, child: TreeEntry): void {
  child.parent = parent;
  parent.children.push(child);
  parent.flags |= FLAGS.directory;
}

/** A root is the highest entry that du has a number for, or the place where several of those meet. */
function rootOf(entry: TreeEntry, totals: Map<TreeEntry, number>): TreeEntry[] {
  if (entry.parent !== undefined) return [];
  let root = entry;
  let path = entry.name;
  for (;;) {
    const [only] = root.children;
    if (totals.has(root) || root.children.length !== 1 || only === undefined) break;
    path = path === '/' ? `/${only.name}` : `${path}/${only.name}`;
    root = only;
  }
  root.parent = undefined;
  root.name = path;
  return [root];
}

/** Turns totals of subtrees into each node's own part, without recursion: trees may be deeper than the stack. */
function takeApart(root: TreeEntry, totals: Map<TreeEntry, number>): void {
  const order = [root];
  // The list grows while it is walked.
  for (const { children } of order) for (const child of children) order.push(child);
  for (const entry of order.reverse()) {
    const below = entry.children.reduce((sum, child) => sum + (totals.get(child) ?? 0), 0);
    const total = Math.max(totals.get(entry) ?? 0, below);
    // Rounding up makes the parts of a file system with smaller blocks a little more than the whole.
    totals.set(entry, total);
    entry.blocks = (total - below) * BLOCKS_PER_KIB;
    entry.size = entry.blocks * 512;
  }
}
