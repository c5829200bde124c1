/**
 * What the newest snapshot holds, as the laptop listed it: `entries.gz` beside the snapshots, for the next comparison. It names
 * only what has arrived in full. Missing, torn, or another snapshot's, it is as if there were none.
 */
import { promisify } from 'node:util';
import { lstat, rm } from 'node:fs/promises';
import { gunzip, gzip } from 'node:zlib';
import { readRegularBytes } from '../../process/read-file';
import * as z from 'zod';
import { replaceFile } from '../../process/write-state-file';
import { unescapeRsyncName } from '../../shared/rsync-name';
import {
  directoryOf,
  entriesOf,
  formatEntry,
  formatTreeList,
  parseTreeList,
  pathBelow,
  type ListedEntry,
  type TreeBlocks,
  type TreeList,
} from '../../shared/tree-list';
import type { PullFindings } from '../judge-pull';
import { reasonOf } from '../result';
import type { MachinePaths } from '../store-layout';
import { MOST_UNPACKED, type Lists } from './ask-lists';

const unpack = promisify(gunzip);
const pack = promisify(gzip);

const headSchema = z.object({
  format: z.literal(1),
  snapshot: z.string(),
  /** Of its `files`: a store that was copied elsewhere may not be what it was. */
  inode: z.string(),
  /** So many snapshots in a row were made from a comparison of lists alone. */
  round: z.int().nonnegative(),
  roots: z.array(z.object({ path: z.string(), length: z.int().nonnegative() })),
});

export interface KnownTree {
  round: number;
  lists: Lists;
}

export async function readKnownTree(paths: MachinePaths, snapshot: string): Promise<KnownTree | undefined> {
  try {
    const packed = readRegularBytes(paths.entries, MOST_UNPACKED);
    const text = (await unpack(packed, { maxOutputLength: MOST_UNPACKED })).toString('latin1');
    const end = text.indexOf('\n');
    const head = headSchema.parse(JSON.parse(Buffer.from(text.slice(0, end), 'latin1').toString()));
    if (head.snapshot !== snapshot || head.inode !== (await inodeOf(paths, snapshot))) return undefined;
    const lists = new Map<string, TreeList>();
    let at = end + 1;
    for (const { path, length } of head.roots) {
      const list = parseTreeList(text.slice(at, (at += length)));
      if (list === undefined) return undefined;
      lists.set(path, list);
    }
    return at === text.length ? { round: head.round, lists } : undefined;
  } catch {
    return undefined;
  }
}

async function inodeOf(paths: MachinePaths, snapshot: string): Promise<string> {
  return String((await lstat(paths.files(snapshot), { bigint: true })).ino);
}

/** Call it when the snapshot is complete. Without it, or where there is no room for it, all is compared the next time. */
export async function keepKnownTree(
  paths: MachinePaths,
  snapshot: string,
  known: KnownTree | undefined,
  log: (words: string) => void,
): Promise<void> {
  try {
    if (known === undefined) await rm(paths.entries, { force: true });
    else await writeKnownTree(paths, snapshot, known);
  } catch (error) {
    log(`the list of what is kept could not be kept itself: ${reasonOf(error)}`);
  }
}

async function writeKnownTree(
  paths: MachinePaths,
  snapshot: string,
  { round, lists }: KnownTree,
): Promise<void> {
  const texts = [...lists].map(([path, list]) => ({ path, text: formatTreeList(list) }));
  const roots = texts.map(({ path, text }) => ({ path, length: text.length }));
  const inode = await inodeOf(paths, snapshot);
  const head = Buffer.from(`${JSON.stringify({ format: 1, snapshot, inode, round, roots })}\n`);
  const body = texts.map(({ text }) => Buffer.from(text, 'latin1'));
  replaceFile(paths.entries, await pack(Buffer.concat([head, ...body]), { level: 1 }), { flush: false });
}

/**
 * The list without what is not there.
 *
 * @param isThere asked for each entry: whether it arrived as what it is, or was taken over
 * All is asked for once more after it was new or has changed: rsync --fake-super (3.2.7 and 3.5.0) may lose the ACL of what has
 * attributes of a user as well when these are new, and puts it right with the next snapshot.
 *
 * @param before what was known before this snapshot; undefined: nothing
 * @param gaps of which something is missing: to be asked for again, as what is not there
 */
export function onlyWhatArrived(
  now: TreeBlocks,
  isThere: (path: string, entry: ListedEntry) => boolean,
  before: TreeBlocks | undefined,
  gaps: ReadonlySet<string>,
): TreeBlocks {
  const known: TreeBlocks = new Map();
  const waiting = [''];
  for (let directory = waiting.pop(); directory !== undefined; directory = waiting.pop()) {
    const lines: string[] = [];
    const earlier = new Set((before?.get(directory) ?? '').split('\n'));
    for (const entry of entriesOf(now.get(directory) ?? '')) {
      const path = pathBelow(directory, entry.name);
      if (!isThere(path, entry)) continue;
      const isSure = !gaps.has(path) && wasThere(entry, earlier);
      lines.push(formatEntry(!isSure && entry.state === '+' ? { ...entry, state: '-' } : entry));
      if (entry.kind === 'd') waiting.push(path);
    }
    known.set(directory, lines.join('\n'));
  }
  return known;
}

/** As it is now, however sure that was. */
function wasThere(entry: ListedEntry, earlier: ReadonlySet<string>): boolean {
  return (
    earlier.has(formatEntry({ ...entry, state: '+' })) || earlier.has(formatEntry({ ...entry, state: '-' }))
  );
}

/**
 * The paths below a root of which rsync said that something is missing; undefined where it cannot be known which these are all.
 *
 * @param root one of `roots`, which are as the request has them
 */
export function gapsOf(
  { unreadable }: PullFindings,
  roots: readonly string[],
  root: string,
  now: TreeBlocks,
): Set<string> | undefined {
  if (unreadable.count > unreadable.paths.length) return undefined;
  const tops = roots.map((one) => Buffer.from(one === '/' ? '/' : `${one}/`).toString('latin1'));
  const top = tops[roots.indexOf(root)] ?? '/';
  const gaps = new Set<string>();
  for (const escaped of unreadable.paths) {
    const path = unescapeRsyncName(escaped);
    if (!tops.some((one) => path.startsWith(one))) return undefined;
    if (!path.startsWith(top)) continue;
    const below = path.slice(top.length);
    if (!isListed(now, below)) return undefined;
    gaps.add(below);
  }
  return gaps;
}

/** Or in a directory that cannot be read, and is asked for as a whole each time. */
function isListed(now: TreeBlocks, path: string): boolean {
  const directory = directoryOf(path);
  if (find(now, path) !== undefined) return true;
  return directory !== '' && find(now, directory)?.state === '!';
}

function find(now: TreeBlocks, path: string): ListedEntry | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return entriesOf(now.get(directoryOf(path)) ?? '').find((entry) => entry.name === name);
}
