/**
 * Entries of a store as the laptop had them. What --fake-super keeps in extended attributes (links, modes, owners, devices)
 * is asked of rsync itself: Node reads no attributes, and rsync is here anyway.
 */
import { lstatSync, type Stats } from 'node:fs';
import { findProgram } from '../../process/find-program';
import { endOf, readLines } from '../../process/read-lines';
import { startProgram } from '../../process/start-program';
import type { Entry } from '../../shared/give-back';
import { bytesOf } from '../walk-tree';
import { ENTRY_FORMAT, looksLikeEntry, parseEntryLine, type ToldEntry } from './entry-line';

/** Longer than a path and a link's target together, each byte spelled as \#ooo. */
const LONGEST_LINE = 64 * 1024;

/** PATH_MAX: a link's target is shorter. */
const LONGEST_TARGET = 4096;

interface EntryQuestion {
  /** The directory that the names are below, as Node takes it. */
  directory: string;
  /** Binary strings. What is not there is passed over. */
  names: readonly string[];
  /** With all that is below them. */
  recursive: boolean;
  /** Never made: where a dry run would write to. */
  nowhere: string;
}

/**
 * In no particular order; `path` is the name below the directory, with a slash in front.
 *
 * @throws where rsync cannot be started, or fails in another way than by what is missing
 */
export async function readTrueEntries(
  { directory, names, recursive, nowhere }: EntryQuestion,
  onEntry: (entry: Entry) => void,
): Promise<void> {
  const file = findProgram('rsync');
  if (file === undefined) throw new Error('rsync is not installed');
  if (names.length === 0) return;
  const rsync = await startProgram({
    file,
    args: listingArguments(file, directory, recursive, nowhere),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  rsync.stdin?.end(bytesOf(names.map((name) => `${name}\0`).join('')));
  const said: string[] = [];
  let unread: string | undefined;
  readLines(rsync.stderr, 'utf8', (line) => {
    if (said.length < 3) said.push(line);
  });
  readLines(
    rsync.stdout,
    'latin1',
    (line) => {
      const told = parseEntryLine(line);
      if (told === undefined && looksLikeEntry(line)) unread ??= line;
      const entry = told === undefined ? undefined : completeEntry(directory, told);
      if (entry !== undefined) onEntry(entry);
    },
    LONGEST_LINE,
  );
  const [{ status, startError }] = await Promise.all([rsync.ended, endOf(rsync.stdout), endOf(rsync.stderr)]);
  // 23: something was missing, or not readable, and the rest was told.
  if (status !== 0 && status !== 23) {
    throw new Error(`rsync could not list the snapshot: ${startError ?? said[0] ?? `status ${status ?? 0}`}`);
  }
  // An entry that is passed over would be one that nobody gets back.
  if (unread !== undefined) throw new Error(`rsync said what is not understood: ${unread}`);
}

/**
 * `env` is a remote shell that is none (its "host", x=, is a variable): the attributes are taken for what they say only by
 * the other side of a transfer.
 */
function listingArguments(rsync: string, directory: string, recursive: boolean, nowhere: string): string[] {
  return [
    // Without --super it would not say a group that this user is not in; in a dry run that is all it does.
    ...['-n', '--super', '-lptgoD', recursive ? '-r' : '-d', '--numeric-ids', '--no-implied-dirs'],
    ...['--files-from=-', '--from0', '-s', '-M--fake-super', `--rsync-path=${rsync}`, '-e', 'env'],
    ...[`--out-format=${ENTRY_FORMAT}`, '--outbuf=B'],
    `x=:${directory}/`,
    `${nowhere}/`,
  ];
}

/** What no dry run tells exactly: size, time, and which file it is. */
function completeEntry(directory: string, told: ToldEntry): Entry | undefined {
  const { name, kind, mode, uid, gid, target } = told;
  const stats = look(directory, name);
  if (stats === undefined) return undefined;
  const size = kind === 'file' ? stats.size : 0;
  return {
    path: `/${name}`,
    ...{ kind, mode, uid, gid, size, mtimeMs: stats.mtimeMs, ino: stats.ino },
    diskBytes: stats.blocks * 512,
    ...(target !== undefined && { target }),
  };
}

export function look(directory: string, name: string): Stats | undefined {
  try {
    return lstatSync(Buffer.concat([Buffer.from(`${directory}/`), bytesOf(name)]), { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/**
 * rsync --fake-super makes an empty file of a device, a fifo or a socket, and of a link one that holds its target and that
 * all may read, write and execute, as its mode says (rsync's xattrs.c, set_stat_xattr).
 */
export function mayBeAnother(stats: Stats): boolean {
  if (stats.isDirectory()) return false;
  if (!stats.isFile() || stats.size === 0) return true;
  return (stats.mode & 0o777) === 0o777 && stats.size < LONGEST_TARGET;
}
