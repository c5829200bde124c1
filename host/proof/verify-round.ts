/**
 * Reads what is kept and compares it with its checksums: every inode once a round, the snapshots whose files were read
 * longest ago first, and at the end what was cut off before. What has no checksum yet gets one. Goes on where it was ended.
 */
import { Breather } from '../../process/breather';
import { readMachine, type MachineContent } from '../read-machine';
import { snapshotPaths, type MachinePaths } from '../store-layout';
import { checkEntry } from './check-entry';
import { checksumsOf, readEntries } from './checksums';
import { StoreWatch, type Errand } from './errand';
import type { ChecksumEntry } from './checksum-lines';
import { hashSnapshot, type HashedSnapshot } from './hash-snapshot';
import {
  beginLateAnew,
  isLate,
  LARGE,
  nextLate,
  noteLate,
  notePassed,
  settleLate,
  type LateFile,
} from './late-files';
import {
  forgetDropped,
  forgetFuture,
  readVerifyState,
  writeVerifyState,
  type BadFile,
  type VerifyState,
} from './verify-state';

export interface Reading {
  files: number;
  bytes: number;
  /** Of these, files that had no checksum to be compared with. */
  firstFiles: number;
  /** What was found bad in this call. */
  found: BadFile[];
  /** The round is at its end. */
  finished: boolean;
}

const SAVE_MS = 5000;

/**
 * @param round which reading goes on: the one that is done bit by bit, or one that a person asked for as a whole
 * @throws the signal's reason, StoreGone, and what the file system throws; what was read by then counts
 */
export async function verifyRound(
  paths: MachinePaths,
  round: keyof VerifyState['rounds'],
  errand: Errand,
): Promise<Reading> {
  const watch = new StoreWatch(paths);
  const content = await readMachine(paths);
  const state = readVerifyState(paths, errand.log);
  forgetDropped(state, content.complete);
  forgetFuture(state, new Date().toISOString());
  const began = (state.rounds[round] ??= new Date().toISOString());
  const done = new Set<string>();
  const marks = new Map(state.bad.map((bad) => [keyOf(bad), bad]));
  const reading: Reading = { files: 0, bytes: 0, firstFiles: 0, found: [], finished: false };
  const common = { paths, content, state, marks, reading, watch, began, errand };
  try {
    for (;;) {
      const snapshot = nextToRead(paths, state, content, began, done);
      if (snapshot === undefined) break;
      const readOn = checksumsOf(paths.complete(snapshot))?.finished === true ? readAgain : readFirst;
      if (!(await readOn({ ...common, snapshot }))) return reading;
      done.add(snapshot);
    }
    for (;;) {
      const late = nextLate(state, round);
      if (late === undefined) break;
      if (performance.now() > errand.deadline) return reading;
      if (!(await readLate({ ...common, snapshot: late.snapshot }, late))) return reading;
    }
    beginLateAnew(state);
    reading.finished = true;
    state.rounds[round] = null;
    return reading;
  } finally {
    watch.insist();
    writeVerifyState(paths, state);
  }
}

/**
 * The files of snapshots that have none yet come first, then those that were read longest ago.
 *
 * @param done in this call: what was read in the very moment in which the round began may be of the round before
 */
function nextToRead(
  paths: MachinePaths,
  state: VerifyState,
  content: MachineContent,
  began: string,
  done: ReadonlySet<string>,
): string | undefined {
  const lastRead = (name: string): string => {
    const passed = state.passed[name] ?? '';
    const read = checksumsOf(paths.complete(name))?.finished === true ? (state.read[name] ?? '') : '';
    return read > passed ? read : passed;
  };
  return content.complete
    .map((name) => ({ name, read: lastRead(name) }))
    .filter(({ name, read }) => read <= began && !done.has(name))
    .sort((a, b) => (a.read === b.read ? 0 : a.read < b.read ? -1 : 1))[0]?.name;
}

interface Part {
  paths: MachinePaths;
  content: MachineContent;
  snapshot: string;
  state: VerifyState;
  /** What is known to be bad. */
  marks: Map<string, BadFile>;
  reading: Reading;
  watch: StoreWatch;
  /** The round. */
  began: string;
  errand: Errand;
}

/** False where time is up. */
async function readFirst(part: Part): Promise<boolean> {
  const { paths, content, snapshot, state, reading, watch, errand } = part;
  const began = new Date().toISOString();
  const hashed = await hashSnapshot(paths, content, snapshot, watch, errand, state, false);
  count(reading, hashed);
  if (!hashed.finished && !hashed.isRestLate) return false;
  notePassed(state, snapshot, began);
  return true;
}

/** False where time is up. One whose reading is ended once more has one try less. */
async function readLate(part: Part, { snapshot, path }: LateFile): Promise<boolean> {
  const { paths, content, state, reading, watch, errand } = part;
  if (checksumsOf(paths.complete(snapshot))?.finished !== true) {
    const hashed = await hashSnapshot(paths, content, snapshot, watch, errand, state, true);
    count(reading, hashed);
    if (!hashed.finished) return false;
  } else {
    const file = snapshotPaths.checksums(paths.complete(snapshot));
    for (const { entry } of readEntries(file)) if (entry.path === path) await readEntry(part, entry);
  }
  settleLate(state, snapshot, path);
  notePassed(state, snapshot, state.passed[snapshot] ?? new Date().toISOString());
  return true;
}

function count(reading: Reading, hashed: HashedSnapshot): void {
  reading.files += hashed.files;
  reading.bytes += hashed.bytes;
  reading.firstFiles += hashed.files;
}

async function readAgain(part: Part): Promise<boolean> {
  const { paths, snapshot, state, watch, began, errand } = part;
  const goesOn = state.cursor?.snapshot === snapshot && state.cursor.began >= began;
  const cursor =
    goesOn && state.cursor !== null ? state.cursor : { snapshot, offset: 0, began: new Date().toISOString() };
  state.cursor = cursor;
  const file = snapshotPaths.checksums(paths.complete(snapshot));
  const breather = new Breather();
  let saved = performance.now();
  for (const { entry, next } of readEntries(file, cursor.offset)) {
    await breather.breathe(errand.signal);
    if (performance.now() > errand.deadline) return false;
    try {
      if (!isLate(state, snapshot, entry.path)) await readEntry(part, entry);
    } finally {
      // Where it was cut off, the next call goes on behind it.
      if (!errand.signal.aborted || isLate(state, snapshot, entry.path)) cursor.offset = next;
    }
    if (performance.now() - saved < SAVE_MS) continue;
    watch.insist();
    writeVerifyState(paths, state);
    saved = performance.now();
  }
  notePassed(state, snapshot, cursor.began);
  state.cursor = null;
  return true;
}

async function readEntry(
  { paths, snapshot, state, marks, reading, watch, errand }: Part,
  entry: ChecksumEntry,
): Promise<void> {
  let bad: BadFile | undefined;
  try {
    bad = await checkEntry(paths, snapshot, entry, watch, errand);
  } catch (error) {
    if (errand.signal.aborted && entry.size > LARGE) noteLate(state, snapshot, entry.path);
    throw error;
  }
  reading.files += 1;
  reading.bytes += entry.size;
  if (mark(marks, keyOf({ snapshot, path: entry.path }), bad)) state.bad = [...marks.values()];
  if (bad !== undefined) reading.found.push(bad);
}

function keyOf({ snapshot, path }: Pick<BadFile, 'snapshot' | 'path'>): string {
  return `${snapshot}/${path}`;
}

/** True where that is news. How it was settled stays said. */
function mark(marks: Map<string, BadFile>, key: string, now: BadFile | undefined): boolean {
  if (now === undefined) return marks.delete(key);
  const settled = marks.get(key)?.settled;
  marks.set(key, { ...now, ...(settled && { settled }) });
  return true;
}
