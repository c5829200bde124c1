/**
 * The list of a root: what rsync would send of it, and of each entry enough to tell whether anything about it has changed since.
 * The laptop makes it before it opens its door; the host compares it with the list of the snapshot before.
 *
 *   {"format":1,"rsync":"3.5.0","latchkey":"0.3.0"}     who made it
 *   / <directory>                                       below the root; the root itself has no name
 *   <kind><state> <numbers> <name>                      what is in that directory
 *   .                                                   the end, without which it is torn
 *
 * kind: `f` regular file, `d` directory, `o` anything else. state: `+` told in full; `-` it may have changed without these
 * numbers showing it; `!` a directory that this user cannot read or search. numbers: what only a change moves, with the ctime
 * among them; two lines that are equal and `+` stand for the same file in the same state. In names `%XX` is a byte that is no
 * printable ASCII, a space or "%". All text is a binary string, one character a byte.
 */
import * as z from 'zod';
import { escapeBytes, unescapeBytes } from './escape-bytes';

const headSchema = z.object({
  format: z.literal(1),
  rsync: z.string().max(100),
  latchkey: z.string().max(100),
});
export type TreeListHead = z.infer<typeof headSchema>;

export interface ListedEntry {
  kind: 'f' | 'd' | 'o';
  state: '+' | '-' | '!';
  /** Mode, uid, gid, bytes, mtime, ctime, inode, names; the times in nanoseconds. */
  numbers: string;
  name: string;
}

/** Of each directory, by its path below the root ('' for the root), the lines of what is in it. */
export type TreeBlocks = Map<string, string>;

export interface TreeList {
  head: TreeListHead;
  blocks: TreeBlocks;
}

const ENTRY = /^([fdo])([+\-!]) (\d+(?:,-?\d+){7}) (\S+)$/;

export function formatEntry({ kind, state, numbers, name }: ListedEntry): string {
  return `${kind}${state} ${numbers} ${escapeBytes(name)}`;
}

/** Undefined for anything that is no entry, or one whose name could lead anywhere else. */
export function parseEntry(line: string): ListedEntry | undefined {
  const match = ENTRY.exec(line);
  if (match === null) return undefined;
  const [, kind = '', state = '', numbers = '', escaped = ''] = match;
  const name = unescapeBytes(escaped);
  if (!isName(name)) return undefined;
  return { kind: kind as ListedEntry['kind'], state: state as ListedEntry['state'], numbers, name };
}

export function sizeOf({ numbers }: ListedEntry): number {
  return Number(numbers.split(',')[3]);
}

/** What tells the names of one file from those of others; undefined where it has only one name. */
export function groupOf({ kind, numbers }: ListedEntry): string | undefined {
  const parts = numbers.split(',');
  return kind === 'd' || parts[7] === '1' ? undefined : parts[6];
}

export function formatTreeList({ head, blocks }: TreeList): string {
  const pieces = [JSON.stringify(head)];
  for (const [directory, lines] of blocks) {
    pieces.push(`/ ${escapeBytes(directory)}`);
    if (lines !== '') pieces.push(lines);
  }
  return `${pieces.join('\n')}\n.\n`;
}

/** Undefined where it is torn, of another version, or not what it should be: each directory with its block, and no other. */
export function parseTreeList(text: string): TreeList | undefined {
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.pop() !== '.') return undefined;
  const head = parseHead(lines.shift() ?? '');
  if (head === undefined) return undefined;
  const blocks: TreeBlocks = new Map();
  const announced = new Set(['']);
  let directory: string | undefined;
  let block: string[] = [];
  let names = new Set<string>();
  const close = (): void => {
    if (directory !== undefined) blocks.set(directory, block.join('\n'));
    block = [];
    names = new Set();
  };
  for (const line of lines) {
    if (line.startsWith('/ ')) {
      close();
      directory = unescapeBytes(line.slice(2));
      if (blocks.has(directory)) return undefined;
      continue;
    }
    const entry = parseEntry(line);
    if (entry === undefined || directory === undefined || names.has(entry.name)) return undefined;
    names.add(entry.name);
    block.push(line);
    if (entry.kind === 'd') announced.add(pathBelow(directory, entry.name));
  }
  close();
  const isWhole = blocks.size === announced.size && [...blocks.keys()].every((path) => announced.has(path));
  return isWhole ? { head, blocks } : undefined;
}

export function entriesOf(block: string): ListedEntry[] {
  if (block === '') return [];
  return block.split('\n').flatMap((line) => parseEntry(line) ?? []);
}

export function pathBelow(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}

/** '' for what is in the root. */
export function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function isName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !name.includes('/') && !name.includes('\0');
}

function parseHead(line: string): TreeListHead | undefined {
  try {
    return headSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
