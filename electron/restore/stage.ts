/**
 * Where files wait until they are proven: a fresh directory, open to nobody else, on the file system that they are for, in
 * a directory that changes anyway. No backup takes it (electron/exclude/own-directories).
 */
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../../shared/give-back';
import { failure, success, type Result } from '../../shared/result';
import { findProgram } from '../../process/find-program';
import { runProgram } from '../../process/run-program';
import { STAGING_PREFIX } from '../exclude/own-directories';
import { asText, bytesOf, lookThrough, parentOf } from './bytes';
import { entriesBelow } from './entries-below';
import type { Move } from './plan';

export interface Staging {
  directory: string;
  /** Numbers of the moves that it is for. */
  moves: number[];
}

/** Of a staging directory. `files`: each entry at its full path, as in the snapshot. */
export const stagingPaths = {
  files: (directory: string): string => join(directory, 'files'),
  wanted: (directory: string): string => join(directory, 'wanted'),
  /** rsync's own unfinished files, which must not be taken for anything that comes back. */
  unfinished: (directory: string): string => join(directory, 'unfinished'),
};

/** A file system is full before its last byte; directories and journals take some as well. */
const SPARE_BYTES = 1024 * 1024;

/**
 * One for each file system that something is put on.
 *
 * Fails with copy-no-room before anything is made, and restore-no-place.
 */
export function makeStagings(moves: readonly Move[], entries: ReadonlyMap<string, Entry>): Result<Staging[]> {
  const groups = new Map<number, number[]>();
  for (const [index, { target }] of moves.entries()) {
    const device = lookThrough(existingParent(target))?.dev ?? 0;
    groups.set(device, [...(groups.get(device) ?? []), index]);
  }
  const places: { base: string; numbers: number[] }[] = [];
  for (const numbers of groups.values()) {
    const parents = numbers.flatMap((number) => existingParent(moves[number]?.target ?? '/'));
    const base = parents.map(nearestText).find((place) => place !== undefined);
    if (base === undefined) {
      return failure({
        code: 'restore-no-place',
        directory: '/',
        detail: 'no directory there has a name in UTF-8',
      });
    }
    const room = checkRoom(
      base,
      numbers.flatMap((number) => moves[number]?.wanted ?? []),
      entries,
    );
    if (!room.ok) return room;
    places.push({ base, numbers });
  }
  const made: Staging[] = [];
  for (const { base, numbers } of places) {
    try {
      const directory = mkdtempSync(join(base, STAGING_PREFIX));
      made.push({ directory, moves: numbers });
      writeWanted(
        directory,
        numbers.flatMap((number) => moves[number]?.wanted ?? []),
      );
    } catch (error) {
      for (const { directory } of made) rmSync(directory, { recursive: true, force: true });
      return failure({ code: 'restore-no-place', directory: base, detail: (error as Error).message });
    }
  }
  return success(made);
}

/** What these paths take, in bytes: each file once, however many names it has. */
export function bytesOfEntries(wanted: readonly string[], entries: ReadonlyMap<string, Entry>): number {
  const sizes = new Map(entriesBelow(wanted, entries).map(({ ino, diskBytes }) => [ino, diskBytes]));
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
}

/** What a killed rsync has left half. */
export function emptyUnfinished(directory: string): void {
  const unfinished = stagingPaths.unfinished(directory);
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
}

/** It may hold directories that even their owner cannot write to. */
export async function removeStaging(directory: string): Promise<void> {
  for (const [program, ...args] of [
    ['chmod', '-R', 'u+rwX', '--', directory],
    ['rm', '-rf', '--', directory],
  ] as const) {
    const file = findProgram(program);
    if (file !== undefined) await runProgram({ file, args, timeoutMs: 3_600_000 });
  }
}

function checkRoom(
  base: string,
  wanted: readonly string[],
  entries: ReadonlyMap<string, Entry>,
): Result<undefined> {
  const neededBytes = bytesOfEntries(wanted, entries) + SPARE_BYTES;
  const { bavail, bsize } = statfsSync(base);
  const freeBytes = bavail * bsize;
  return neededBytes > freeBytes
    ? failure({ code: 'copy-no-room', directory: base, neededBytes, freeBytes })
    : success(undefined);
}

function writeWanted(directory: string, wanted: readonly string[]): void {
  for (const made of [stagingPaths.files(directory), stagingPaths.unfinished(directory)]) {
    mkdirSync(made, { mode: 0o700 });
  }
  const names = wanted.map((path) => `.${path}\0`).join('');
  writeFileSync(stagingPaths.wanted(directory), bytesOf(names), { mode: 0o600 });
}

/** The directory that is there already, of those above a target. */
function existingParent(target: string): string {
  let parent = parentOf(target);
  while (parent !== '/' && lookThrough(parent) === undefined) parent = parentOf(parent);
  return parent;
}

/** Programs take arguments as text: the nearest directory above, on the same file system, whose name is one. */
function nearestText(directory: string): string | undefined {
  const device = lookThrough(directory)?.dev;
  for (let at = directory; lookThrough(at)?.dev === device; at = parentOf(at)) {
    const text = asText(at);
    if (text !== undefined) return text;
    if (at === '/') return undefined;
  }
  return undefined;
}
