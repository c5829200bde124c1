/** Reads what came with a snapshot and writes its `checksums`. */
import type { Stats } from 'node:fs';
import { Breather } from '../../process/breather';
import { readAged } from '../keep/read-history';
import type { MachineContent } from '../read-machine';
import { messageOf } from '../result';
import { readSnapshotRecord } from '../snapshot-record';
import { snapshotPaths, type MachinePaths } from '../store-layout';
import { walkTree } from '../walk-tree';
import type { ChecksumEntry } from './checksum-lines';
import { appendEntries, checksumsOf, cutTornLine, finishChecksums, readEntries } from './checksums';
import type { Errand, StoreWatch } from './errand';
import { hashFile } from './hash-file';
import { bytesBelow, inodeAt } from './inode-at';
import { isLate, LARGE, noteLate, settleLate } from './late-files';
import type { VerifyState } from './verify-state';

export interface HashedSnapshot {
  finished: boolean;
  /** All that is not finished is late. */
  isRestLate: boolean;
  files: number;
  bytes: number;
}

const FLUSH_MS = 1000;

/**
 * Goes on where an earlier call was ended. Only inodes are read that the snapshot before does not have at the same path:
 * the others are in its `checksums`. Small ones come first, then large ones, the smallest first: one that takes longer than
 * the time there is must not keep the others from being read.
 *
 * @param state is told what is late
 * @param withLate what was ended in the middle before is read as well
 * @throws the signal's reason, StoreGone, and what the file system throws
 */
export async function hashSnapshot(
  paths: MachinePaths,
  content: MachineContent,
  snapshot: string,
  watch: StoreWatch,
  errand: Errand,
  state: VerifyState,
  withLate: boolean,
): Promise<HashedSnapshot> {
  const directory = paths.complete(snapshot);
  const sum: HashedSnapshot = { finished: false, isRestLate: false, files: 0, bytes: 0 };
  const known = checksumsOf(directory);
  if (known?.finished === true) return { ...sum, finished: true };
  if (known !== undefined) cutTornLine(known.file);
  const writer = new Writer(snapshotPaths.unfinishedChecksums(directory));
  const read = new Set<string>();
  for (const { entry } of known === undefined ? [] : readEntries(known.file)) read.add(identityOf(entry));
  const before = await filesBefore(paths, content, snapshot);
  const files = snapshotPaths.files(directory);
  const whole = { files: 0, bytes: 0 };
  const large: { path: string; size: number }[] = [];
  let isRestLate = false;
  const breather = new Breather();

  const readOne = async (path: string): Promise<boolean> => {
    if (performance.now() > errand.deadline) return false;
    const entry = await hashEntry(files, path, watch, errand);
    if (entry === undefined) return true;
    read.add(identityOf(entry));
    writer.add(entry);
    sum.files += 1;
    sum.bytes += entry.size;
    return true;
  };

  const readLarge = async (path: string): Promise<boolean> => {
    try {
      if (!(await readOne(path))) return false;
      settleLate(state, snapshot, path);
      return true;
    } catch (error) {
      if (errand.signal.aborted) noteLate(state, snapshot, path);
      throw error;
    }
  };

  try {
    for (const { path, stats } of walkTree(files)) {
      await breather.breathe(errand.signal);
      if (!stats.isFile()) continue;
      whole.files += 1;
      whole.bytes += stats.size;
      if (read.has(identityOf(stats))) continue;
      if (before !== undefined && inodeAt(before, path) === stats.ino) continue;
      if (stats.size > LARGE) large.push({ path, size: stats.size });
      else if (!(await readOne(path))) return sum;
    }
    for (const { path } of large.sort((a, b) => a.size - b.size)) {
      if (!withLate && isLate(state, snapshot, path)) isRestLate = true;
      else if (!(await readLarge(path))) return sum;
    }
  } finally {
    writer.flush();
  }
  watch.insist();
  if (isRestLate) return { ...sum, isRestLate };
  finishChecksums(directory, whole);
  return { ...sum, finished: true };
}

/** Undefined where it cannot be read: that is told, and is no reason to leave the others unread. */
async function hashEntry(
  files: string,
  path: string,
  watch: StoreWatch,
  errand: Errand,
): Promise<ChecksumEntry | undefined> {
  try {
    const { sha256, stats } = await hashFile(bytesBelow(files, path), errand.signal);
    const { size, mtimeMs, ino, nlink } = stats;
    return { sha256, size, mtimeMs, ino, names: nlink, path };
  } catch (error) {
    errand.signal.throwIfAborted();
    watch.insist();
    errand.log(`no checksum could be taken: ${messageOf(error)}`);
    return undefined;
  }
}

/** The files of the snapshot that it was linked from; where that was dropped, of the last one before it. */
async function filesBefore(
  paths: MachinePaths,
  content: MachineContent,
  snapshot: string,
): Promise<string | undefined> {
  const record = await readSnapshotRecord(paths.complete(snapshot));
  const base = record.ok ? record.value.base : null;
  const before =
    base !== null && content.complete.includes(base) ? base : await completedBefore(paths, content, snapshot);
  return before === undefined ? undefined : paths.files(before);
}

/** By the order of completion: by their names, two snapshots around a wrong clock would each leave it to the other. */
async function completedBefore(
  paths: MachinePaths,
  { complete }: MachineContent,
  snapshot: string,
): Promise<string | undefined> {
  const ordered = (await readAged(paths, complete)).map(({ name }) => name);
  return ordered[ordered.indexOf(snapshot) - 1];
}

function identityOf({ ino, size, mtimeMs }: Pick<Stats, 'ino' | 'size' | 'mtimeMs'>): string {
  return `${ino} ${size} ${mtimeMs}`;
}

/** A file is not opened for each line. What is not written yet when the program is killed is read again. */
class Writer {
  private waiting: ChecksumEntry[] = [];
  private last = performance.now();
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  add(entry: ChecksumEntry): void {
    this.waiting.push(entry);
    if (performance.now() - this.last > FLUSH_MS) this.flush();
  }

  flush(): void {
    this.last = performance.now();
    if (this.waiting.length > 0) appendEntries(this.file, this.waiting);
    this.waiting = [];
  }
}
