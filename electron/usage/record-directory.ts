/** Writes what one directory holds into the columns: the inner loop of a scan, in a worker. */
import { closeSync, openSync, readSync } from 'node:fs';
import type { Listing } from './listing';
import { ERRNO } from './listing';
import { FLAGS } from './scanned-tree';
import type { ScanControl } from './scan-control';
import type { ColumnWriter } from './shared-columns';

/** What could not be seen. `list`: the directory was not read. `search`: its `count` entries were not looked at. */
export interface Problem {
  node: number;
  kind: 'list' | 'search' | 'stat';
  errno: number;
  count: number;
}

/** Names of files that have more than one: four words and two values each. */
export interface LinkRecords {
  /** node, device, inode low, inode high. */
  words: number[];
  /** blocks, size. */
  values: number[];
}

export interface Recorded {
  /** Directories to enter. */
  directories: number[];
  problems: Problem[];
  links: LinkRecords;
}

export interface RecordContext {
  writer: ColumnWriter;
  control: ScanControl;
  worker: number;
  oneFileSystem: boolean;
  alsoDevices: readonly number[];
  device: number;
  path: { bytes: Uint8Array; length: number };
}

/** Hands out ids for all entries of `listing`, fills their columns, and adds what follows from them to `recorded`. */
export function recordDirectory(
  node: number,
  listing: Listing,
  context: RecordContext,
  recorded: Recorded,
): void {
  const { writer, control, worker } = context;
  const { count } = listing;
  if (count === 0) return;
  let nameBytes = 0;
  for (let index = 0; index < count; index += 1) nameBytes += listing.nameLength[index] ?? 0;
  const first = control.takeNodes(count);
  let nameAt = control.takeNameBytes(nameBytes);
  writer.reserve(first + count, nameAt + nameBytes);
  const { parent, nameStart, nameLength, names, blocks, size, mtime, flags } = writer.columns;
  let directories = 0;
  let blockSum = 0;
  let sizeSum = 0;
  let failed = 0;
  let refused = 0;
  for (let index = 0; index < count; index += 1) {
    const id = first + index;
    const length = listing.nameLength[index] ?? 0;
    const from = listing.nameStart[index] ?? 0;
    parent[id] = node;
    nameStart[id] = nameAt;
    nameLength[id] = length;
    for (let byte = 0; byte < length; byte += 1) names[nameAt + byte] = listing.names[from + byte] ?? 0;
    nameAt += length;
    let flag = listing.flags[index] ?? 0;
    if (flag !== 0) {
      if ((flag & FLAGS.statFailed) !== 0) {
        failed += 1;
        if (listing.problem[index] === ERRNO.EACCES) refused += 1;
        flags[id] = flag;
        continue;
      }
      flag = judgeMount(flag, listing.device[index] ?? 0, context);
      if ((flag & FLAGS.mountPoint) !== 0) {
        flags[id] = flag;
        continue;
      }
      if ((flag & FLAGS.directory) !== 0) {
        directories += 1;
        recorded.directories.push(id);
      }
    }
    flags[id] = flag;
    mtime[id] = listing.mtime[index] ?? 0;
    let ownBlocks = listing.blocks[index] ?? 0;
    let ownSize = listing.size[index] ?? 0;
    const links = listing.links[index] ?? 0;
    if (links > 1 && (flag & FLAGS.directory) === 0) {
      recordLink(id, listing, index, recorded.links);
      // Until all its names are known each counts for its part.
      ownBlocks = Math.floor(ownBlocks / links);
      ownSize = Math.floor(ownSize / links);
    }
    blocks[id] = ownBlocks;
    size[id] = ownSize;
    blockSum += ownBlocks;
    sizeSum += ownSize;
    if (marksNoBackup(listing, index, flag, context.path)) {
      flags[node] = (flags[node] ?? 0) | FLAGS.nobackup;
    }
  }
  writer.columns.firstChild[node] = first;
  Atomics.store(writer.columns.childCount, node, count);
  if (failed > 0) recordFailures(node, first, listing, refused, writer, recorded);
  control.add(worker, 'directories', directories);
  control.add(worker, 'files', count - directories);
  control.add(worker, 'blocks', blockSum);
  control.add(worker, 'size', sizeSum);
}

/** The flag `mountPoint` stays only where the scan does not go on. A directory on another device is a mount point. */
function judgeMount(
  flag: number,
  device: number,
  { oneFileSystem, alsoDevices, device: rootDevice }: RecordContext,
): number {
  if (!oneFileSystem) return flag & ~FLAGS.mountPoint;
  if ((flag & FLAGS.directory) === 0 || device === rootDevice) return flag;
  return alsoDevices.includes(device) ? flag & ~FLAGS.mountPoint : flag | FLAGS.mountPoint;
}

function recordLink(node: number, listing: Listing, index: number, links: LinkRecords): void {
  links.words.push(
    node,
    listing.device[index] ?? 0,
    listing.inodeLow[index] ?? 0,
    listing.inodeHigh[index] ?? 0,
  );
  links.values.push(listing.blocks[index] ?? 0, listing.size[index] ?? 0);
}

/** A directory that cannot be searched is one problem, not one for each entry. */
function recordFailures(
  node: number,
  first: number,
  listing: Listing,
  refused: number,
  writer: ColumnWriter,
  recorded: Recorded,
): void {
  if (refused === listing.count) {
    const { flags } = writer.columns;
    flags[node] = (flags[node] ?? 0) | FLAGS.unreadable;
    recorded.problems.push({ node, kind: 'search', errno: ERRNO.EACCES, count: refused });
    return;
  }
  for (let index = 0; index < listing.count; index += 1) {
    const errno = listing.problem[index] ?? 0;
    if (errno !== 0) recorded.problems.push({ node: first + index, kind: 'stat', errno, count: 1 });
  }
}

const CACHE_TAG = Buffer.from('CACHEDIR.TAG');
const NO_BACKUP = Buffer.from('.nobackup');
/** https://bford.info/cachedir/ */
const CACHE_SIGNATURE = Buffer.from('Signature: 8a477f597d28d172789f06886806bc55');

/** Whether this entry says that its directory need not be backed up. */
function marksNoBackup(
  listing: Listing,
  index: number,
  flag: number,
  path: { bytes: Uint8Array; length: number },
): boolean {
  const length = listing.nameLength[index] ?? 0;
  if (flag !== 0 || (length !== CACHE_TAG.length && length !== NO_BACKUP.length)) return false;
  const from = listing.nameStart[index] ?? 0;
  if (listing.names[from] !== CACHE_TAG[0] && listing.names[from] !== NO_BACKUP[0]) return false;
  const name = listing.names.subarray(from, from + length);
  return NO_BACKUP.equals(name) || (CACHE_TAG.equals(name) && hasSignature(path));
}

function hasSignature({ bytes, length }: { bytes: Uint8Array; length: number }): boolean {
  const start = Buffer.alloc(CACHE_SIGNATURE.length);
  try {
    const directory = bytes.subarray(0, length);
    const file = openSync(Buffer.concat([directory, Buffer.from('/'), CACHE_TAG]), 'r');
    try {
      return readSync(file, start) === start.length && start.equals(CACHE_SIGNATURE);
    } finally {
      closeSync(file);
    }
  } catch {
    // Unreadable, gone, or under a path that is too long: it says nothing.
    return false;
  }
}
