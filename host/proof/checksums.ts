/**
 * `checksums`, one file a snapshot, beside snapshot.json: what was read of the files that came with it. While it is
 * being made it is called `checksums.unfinished`: each line of that counts, so that an interrupted reading goes on.
 */
import {
  appendFileSync,
  closeSync,
  fsyncSync,
  lstatSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openRegularFile } from '../../process/read-file';
import { snapshotPaths, type MachinePaths } from '../store-layout';
import { walkTree } from '../walk-tree';
import {
  formatEntry,
  formatSummary,
  parseEntry,
  parseSummary,
  type ChecksumEntry,
  type Summary,
} from './checksum-lines';
import { inodeAt } from './inode-at';
import { handOnMarks } from './verify-state';

const PIECE = 256 * 1024;
/** Longer than any line: a path has 4095 bytes at most, each of them three characters. */
const TAIL = 16 * 1024;
const BETWEEN_TURNS = 500;

export interface PlacedEntry {
  entry: ChecksumEntry;
  /** Where the next line begins, in bytes. */
  next: number;
}

/** The entries from a byte on, in their order. What is no line of ours is passed over. Holds no descriptor in between. */
export function* readEntries(file: string, from = 0): Generator<PlacedEntry> {
  let offset = from;
  let rest = '';
  for (;;) {
    const piece = readPiece(file, offset + rest.length, PIECE);
    const lines = (rest + piece).split('\n');
    const last = lines.pop() ?? '';
    // What is longer than any line is none, and its end will be none either: it is not to be held until that comes.
    rest = last.length > TAIL ? '' : last;
    for (const line of lines) {
      offset += line.length + 1;
      const entry = parseEntry(line);
      if (entry !== undefined) yield { entry, next: offset };
    }
    offset += last.length - rest.length;
    if (piece === '') return;
  }
}

/** What a finished file says of its whole snapshot. */
export function readSummary(file: string): Summary | undefined {
  const { size } = statSync(file);
  const lines = readPiece(file, Math.max(0, size - TAIL), TAIL)
    .trimEnd()
    .split('\n');
  return parseSummary(lines.at(-1) ?? '');
}

/** The first whole entry behind a byte: one at random, where the byte is. */
export function entryBehind(file: string, offset: number): ChecksumEntry | undefined {
  const lines = readPiece(file, offset, 2 * TAIL).split('\n');
  if (offset > 0) lines.shift();
  return parseEntry(lines[0] ?? '');
}

export function appendEntries(file: string, entries: readonly ChecksumEntry[]): void {
  appendFileSync(file, entries.map(formatEntry).join(''), { mode: 0o600 });
}

/** A line that a kill or a full disk cut off would swallow the one behind it. */
export function cutTornLine(file: string): void {
  const { size } = statSync(file);
  const tail = readPiece(file, Math.max(0, size - TAIL), TAIL);
  truncateSync(file, size - (tail.length - tail.lastIndexOf('\n') - 1));
}

export function finishChecksums(snapshotDirectory: string, summary: Summary): void {
  const unfinished = snapshotPaths.unfinishedChecksums(snapshotDirectory);
  appendDurably(unfinished, formatSummary(summary));
  renameSync(unfinished, snapshotPaths.checksums(snapshotDirectory));
}

/** The file that holds what is known of a snapshot; undefined where nothing was read yet. */
export function checksumsOf(snapshotDirectory: string): { file: string; finished: boolean } | undefined {
  const finished = snapshotPaths.checksums(snapshotDirectory);
  if (exists(finished)) return { file: finished, finished: true };
  const unfinished = snapshotPaths.unfinishedChecksums(snapshotDirectory);
  return exists(unfinished) ? { file: unfinished, finished: false } : undefined;
}

/**
 * Before a snapshot is dropped: what is known of inodes that live on goes to the next newer snapshot that has them.
 * Call it while both are complete, under the machine's lock.
 *
 * @param toNextNewer undefined: there is none, and the inodes go with the snapshot
 * @throws what the file system throws
 */
export async function handOnChecksums(
  paths: MachinePaths,
  from: string,
  toNextNewer: string | undefined,
): Promise<void> {
  handOnMarks(paths, from, toNextNewer);
  const known = checksumsOf(paths.complete(from));
  if (known === undefined || toNextNewer === undefined) return;
  const target = paths.complete(toNextNewer);
  const into = checksumsOf(target);
  const draft = `${snapshotPaths.checksums(target)}.draft`;
  await rm(draft, { force: true });
  if (into !== undefined) await copyFile(into.file, draft);
  await copyLiving(known.file, paths.files(from), snapshotPaths.files(target), draft);
  if (!exists(draft)) return;
  const summary = into?.finished === true ? readSummary(into.file) : undefined;
  appendDurably(draft, summary === undefined ? '' : formatSummary(summary));
  renameSync(draft, into?.file ?? snapshotPaths.unfinishedChecksums(target));
}

async function copyLiving(file: string, old: string, living: string, draft: string): Promise<void> {
  let batch: ChecksumEntry[] = [];
  const elsewhere = new Map<number, ChecksumEntry>();
  const flush = async (): Promise<void> => {
    if (batch.length > 0) appendEntries(draft, batch);
    batch = [];
    await nextTurn();
  };
  for (const { entry } of readEntries(file)) {
    const ino = inodeAt(old, entry.path);
    if (ino === undefined) continue;
    if (inodeAt(living, entry.path) === ino) batch.push(entry);
    // It may be there under another of its names.
    else if (entry.names > 1) elsewhere.set(ino, entry);
    if (batch.length >= BETWEEN_TURNS) await flush();
  }
  if (elsewhere.size > 0) {
    for (const { path, stats } of walkTree(living)) {
      const entry = elsewhere.get(stats.ino);
      if (entry === undefined) continue;
      elsewhere.delete(stats.ino);
      batch.push({ ...entry, path });
    }
  }
  await flush();
}

/** A name that promises a whole file must not survive a power cut without it. */
function appendDurably(file: string, text: string): void {
  const descriptor = openSync(file, 'a', 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function readPiece(file: string, offset: number, length: number): string {
  const descriptor = openRegularFile(file);
  try {
    const buffer = Buffer.allocUnsafe(length);
    return buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, length, offset));
  } finally {
    closeSync(descriptor);
  }
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
