/**
 * Reads ncdu's export (https://dev.yorhel.nl/ncdu/jsonfmt, major version 1), also as gdu and others write it. Names
 * that are not UTF-8 stand in it as they are, so it is read as bytes and not as text.
 */
import * as z from 'zod';
import { failure, success, type Result } from '../../shared/result';
import { buildTree, makeEntry, type TreeEntry } from './tree-builder';
import type { ImportedTree } from './read-du';
import { FLAGS } from './scanned-tree';

const header = z.tuple([z.literal(1), z.number(), z.looseObject({})], z.unknown());

const LONGEST_NAME = 65_535;

interface Context {
  /** Device and inode of files with several names: counted once, with the first. */
  seen: Set<string>;
  problem: string | undefined;
}

/** `data` is all of the input. A failure says what is not as ncdu writes it. */
export function readNcdu(data: Uint8Array): Result<ImportedTree, string> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(
      escapesAsBytes(Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('latin1')),
    );
  } catch (error) {
    return failure(`it is not JSON: ${(error as Error).message}`);
  }
  if (!header.safeParse(parsed).success)
    return failure('it does not begin as an ncdu export of version 1 does');
  const top = (parsed as unknown[])[3];
  if (!Array.isArray(top)) return failure('the fourth element is not a directory');
  const context: Context = { seen: new Set(), problem: undefined };
  const root = readTree(top, context);
  return root === undefined ? failure(context.problem ?? 'the top has no name') : success(buildTree([root]));
}

/** Without recursion: exports may be deeper than the stack. */
function readTree(top: unknown[], context: Context): TreeEntry | undefined {
  const root = readEntry(top[0], undefined, FLAGS.directory, 0, context);
  if (root === undefined) return undefined;
  const open = [{ items: top, entry: root, next: 1, device: deviceOf(top[0], 0) }];
  for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
    if (level.next >= level.items.length) {
      open.pop();
      continue;
    }
    const item = level.items[level.next];
    level.next += 1;
    if (Array.isArray(item)) {
      const items = item as unknown[];
      const entry = readEntry(items[0], level.entry, FLAGS.directory, level.device, context);
      if (entry === undefined) return undefined;
      open.push({ items, entry, next: 1, device: deviceOf(items[0], level.device) });
    } else if (readEntry(item, level.entry, 0, level.device, context) === undefined) return undefined;
  }
  return root;
}

function readEntry(
  info: unknown,
  parent: TreeEntry | undefined,
  kind: number,
  device: number,
  context: Context,
): TreeEntry | undefined {
  const fields = (typeof info === 'object' && info !== null ? info : {}) as Record<string, unknown>;
  const name = fields.name;
  if (typeof name !== 'string' || name === '') {
    context.problem = 'an entry has no name';
    return undefined;
  }

  if (name.length > LONGEST_NAME || (parent !== undefined && /[/\0]/.test(name))) {
    context.problem = 'an entry has a name that no file can have';
    return undefined;
  }
  const entry = makeEntry(parent, name, kind);
  if (fields.read_error === true) entry.flags |= kind === 0 ? FLAGS.statFailed : FLAGS.unreadable;
  if (fields.excluded === 'otherfs' || fields.excluded === 'othfs' || fields.excluded === 'kernfs') {
    entry.flags |= FLAGS.directory | FLAGS.mountPoint;
  }
  if (fields.notreg === true) entry.flags |= FLAGS.other;
  entry.mtime = Math.min(0xffffffff, Math.floor(numberOf(fields.mtime)));
  const { ino } = fields;
  if (kind === 0 && (fields.hlnkc === true || numberOf(fields.nlink) > 1) && typeof ino === 'number') {
    const file = `${deviceOf(info, device)} ${ino}`;
    if (context.seen.has(file)) {
      entry.flags |= FLAGS.sharedLink;
      return entry;
    }
    context.seen.add(file);
  }
  entry.blocks = numberOf(fields.dsize) / 512;
  entry.size = numberOf(fields.asize);
  return entry;
}

function deviceOf(info: unknown, inherited: number): number {
  const device = (info as { dev?: unknown } | undefined)?.dev;
  return typeof device === 'number' ? device : inherited;
}

/** Absent means 0. */
function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}

/** \u escapes of other characters than ASCII mean the character: as UTF-8 bytes they agree with the names around. */
function escapesAsBytes(text: string): string {
  if (!text.includes('\\u')) return text;
  return text.replace(
    /\\(?:u([dD][89abAB][\da-fA-F]{2})\\u([dD][c-fC-F][\da-fA-F]{2})|u([\da-fA-F]{4})|[^])/g,
    (whole, high?: string, low?: string, single?: string) => {
      const units = [high, low, single].flatMap((hex) => (hex === undefined ? [] : [parseInt(hex, 16)]));
      const [first] = units;
      if (first === undefined || first < 0x80) return whole;
      return Buffer.from(String.fromCharCode(...units), 'utf8').toString('latin1');
    },
  );
}
