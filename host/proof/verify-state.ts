/** `verify.json`: when what was read, how far the reading has come, and what was found bad. One a machine. */
import * as z from 'zod';
import { readStateFile } from '../../process/read-state-file';
import { writeStateFile } from '../../process/write-state-file';
import { snapshotNameSchema } from '../../shared/snapshot-name';
import type { MachinePaths } from '../store-layout';
import { inodeAt } from './inode-at';

const time = z.iso.datetime();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const badFileSchema = z.object({
  /** The snapshot whose `checksums` has it. */
  snapshot: snapshotNameSchema,
  /** Below `files`, a binary string. */
  path: z.string(),
  size: z.number(),
  mtimeMs: z.number(),
  /**
   * `rot`: other bytes though size and time are the same (or somebody changed it and put the time back);
   * `edited`: other bytes and another size or time; `unreadable`: the disk does not give it.
   */
  kind: z.enum(['rot', 'edited', 'gone', 'unreadable']),
  expected: sha256,
  found: sha256.nullable(),
  at: time,
  /** A later snapshot has this path with the recorded contents, with others of the same time, or in a newer state. */
  settled: z.object({ snapshot: snapshotNameSchema, as: z.enum(['healed', 'changed', 'newer']) }).optional(),
});
export type BadFile = z.infer<typeof badFileSchema>;

/** More is a dead disk; each reading names all that it finds anyway. */
const MOST_BAD = 10_000;
const MOST_PROVEN = 4000;

const stateSchema = z.object({
  format: z.literal(1),
  /** When the last reading of a snapshot's own files that came to its end began. */
  read: z.record(snapshotNameSchema, time),
  /** When the readings that are not at their end yet began: bit by bit after backups, and all of it by hand. */
  rounds: z.object({ bits: time.nullable(), all: time.nullable() }),
  /** Where in a snapshot's `checksums` the reading goes on, in bytes, and when that snapshot's reading began. */
  cursor: z.object({ snapshot: snapshotNameSchema, offset: z.int().nonnegative(), began: time }).nullable(),
  bad: z.array(badFileSchema).max(MOST_BAD),
  /** Large files whose reading was ended in the middle (late-files.ts), and how often. Paths as in `bad`. */
  late: z
    .array(z.object({ snapshot: snapshotNameSchema, path: z.string(), tries: z.int().nonnegative() }))
    .max(1000)
    .default([]),
  /** When the readings that left such files out began, by snapshot. */
  passed: z.record(snapshotNameSchema, time).default({}),
  /** Paths whose contents on the laptop differ though size and time do not: to be fetched anew. */
  refetch: z.array(z.string()).max(1000),
  /** Of files that were proven lately, the beginnings of their paths' sha256. */
  proven: z.array(z.string()).max(MOST_PROVEN),
});
export type VerifyState = z.infer<typeof stateSchema>;

function emptyState(): VerifyState {
  return {
    format: 1,
    read: {},
    rounds: { bits: null, all: null },
    cursor: null,
    bad: [],
    late: [],
    passed: {},
    refetch: [],
    proven: [],
  };
}

/**
 * What is not there or not understood begins anew: then nothing counts as read yet, which is true of what nobody knows.
 *
 * @param log gets a sentence where the file is there and broken
 */
export function readVerifyState(
  paths: MachinePaths,
  log: (words: string) => void = () => undefined,
): VerifyState {
  const { value, problem } = readStateFile(paths.verifyState, stateSchema);
  if (problem === 'broken') {
    log(`${paths.verifyState} is not understood: what was read before does not count any more`);
  }
  return value ?? emptyState();
}

/** Throws what the file system throws. */
export function writeVerifyState(paths: MachinePaths, state: VerifyState): void {
  const bounded = {
    ...state,
    bad: state.bad.slice(-MOST_BAD),
    refetch: state.refetch.slice(-1000),
    proven: state.proven.slice(-MOST_PROVEN),
  };
  writeStateFile(paths.verifyState, bounded, { flush: false });
}

export function changeVerifyState(paths: MachinePaths, change: (state: VerifyState) => void): void {
  const state = readVerifyState(paths);
  change(state);
  writeVerifyState(paths, state);
}

/** Without what was said of snapshots that are gone. */
export function forgetDropped(state: VerifyState, complete: readonly string[]): void {
  const there = new Set(complete);
  state.read = Object.fromEntries(Object.entries(state.read).filter(([name]) => there.has(name)));
  state.passed = Object.fromEntries(Object.entries(state.passed).filter(([name]) => there.has(name)));
  state.bad = state.bad.filter(({ snapshot }) => there.has(snapshot));
  state.late = state.late.filter(({ snapshot }) => there.has(snapshot));
  if (state.cursor !== null && !there.has(state.cursor.snapshot)) state.cursor = null;
}

/** A clock that was ahead has written times that are still to come: what was read then counts as not read. */
export function forgetFuture(state: VerifyState, now: string): void {
  state.read = Object.fromEntries(Object.entries(state.read).filter(([, time]) => time <= now));
  state.passed = Object.fromEntries(Object.entries(state.passed).filter(([, time]) => time <= now));
  for (const round of ['bits', 'all'] as const) {
    const began = state.rounds[round];
    if (began !== null && began > now) state.rounds[round] = null;
  }
  if (state.cursor !== null && state.cursor.began > now) state.cursor = null;
}

/**
 * All that is kept was read since then; null: not yet.
 *
 * @param complete the snapshots that count
 */
export function readSince(state: VerifyState, complete: readonly string[]): string | null {
  const times = complete.map((name) => state.read[name]);
  if (times.length === 0 || times.includes(undefined)) return null;
  return times.filter((one) => one !== undefined).sort()[0] ?? null;
}

/**
 * What was found bad in a snapshot that is dropped stays known where the inode lives on. Throws what the file system
 * throws.
 */
export function handOnMarks(paths: MachinePaths, from: string, to: string | undefined): void {
  const state = readVerifyState(paths);
  if (!state.bad.some(({ snapshot }) => snapshot === from)) return;
  state.bad = state.bad.flatMap((bad): BadFile[] => {
    if (bad.snapshot !== from) return [bad];
    if (to === undefined) return [];
    const ino = inodeAt(paths.files(from), bad.path);
    const livesOn = ino !== undefined && inodeAt(paths.files(to), bad.path) === ino;
    return livesOn ? [{ ...bad, snapshot: to }] : [];
  });
  writeVerifyState(paths, state);
}
