/**
 * Where files wait until they are proven: a fresh directory, open to nobody else, on the file system that they are for, in
 * a directory that changes anyway. No backup takes it (electron/exclude/own-directories).
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../../shared/give-back';
import { failure, success, type Result } from '../../shared/result';
import { findProgram } from '../../process/find-program';
import { runProgram } from '../../process/run-program';
import { STAGING_PREFIX } from '../exclude/own-directories';
import { asText, bytesOf, lookThrough, parentOf } from './bytes';
import { entriesBelow } from './entries-below';
import type { Begun } from './journal';
import { mountOf } from './mounts';
import { isWritable, type Move } from './plan';

export interface Staging {
  directory: string;
  /** Numbers of the moves that it is for. */
  moves: number[];
}

/** Of a staging directory. `files`: each entry at its full path, as in the snapshot. */
export const stagingPaths = {
  files: (directory: string): string => join(directory, 'files'),
  wanted: (directory: string): string => join(directory, 'wanted'),
  /** An archive that waits for its name. */
  archive: (directory: string): string => join(directory, 'archive'),
  /** rsync's own unfinished files, which must not be taken for anything that comes back. */
  unfinished: (directory: string): string => join(directory, 'unfinished'),
};

/** Where it waits for its name, a binary string. `number`: of the move. */
export function stagedAt(
  { mode, moves, stagings }: Pick<Begun, 'mode' | 'moves' | 'stagings'>,
  number: number,
): string {
  if (mode.kind === 'archive') {
    return Buffer.from(stagingPaths.archive(stagings.at(-1)?.directory ?? '')).toString('latin1');
  }
  const staging = stagings.find((one) => one.moves.includes(number));
  const files = Buffer.from(stagingPaths.files(staging?.directory ?? '')).toString('latin1');
  return files + (moves[number]?.source ?? '');
}

/** A file system is full before its last byte; directories and journals take some as well. */
const SPARE_BYTES = 1024 * 1024;

/**
 * One for each mount that something is put on: from there it can be moved to where it belongs.
 *
 * @param bytesOfWanted what these paths take while they are fetched, with all below them
 * @param announce gets the name of each before it is made
 *
 * Fails with copy-no-room before anything is made, and restore-no-place.
 */
export function makeStagings(
  moves: readonly Move[],
  bytesOfWanted: (wanted: readonly string[]) => number,
  announce: Announce = () => undefined,
): Result<Staging[]> {
  const groups = new Map<string, number[]>();
  const mounts = new Map<string, string>();
  for (const [index, { target }] of moves.entries()) {
    const parent = existingParent(target);
    const mount = mounts.get(parent) ?? mountOf(parent) ?? '';
    mounts.set(parent, mount);
    const known = groups.get(mount);
    if (known === undefined) groups.set(mount, [index]);
    else known.push(index);
  }
  const places: { base: string; numbers: number[] }[] = [];
  /** By device, of which there can be several mounts: what comes there together. */
  const coming = new Map<number, number>();
  for (const numbers of groups.values()) {
    const parents = new Set(numbers.map((number) => existingParent(moves[number]?.target ?? '/')));
    const base = firstOf(parents, nearestWritable);
    if (base === undefined) {
      return failure({
        code: 'restore-no-place',
        directory: '/',
        why: { kind: 'no-utf8-name' },
      });
    }
    const wanted = numbers.flatMap((number) => moves[number]?.wanted ?? []);
    const { dev } = statSync(base);
    const bytes = (coming.get(dev) ?? 0) + bytesOfWanted(wanted);
    coming.set(dev, bytes);
    const room = checkRoom(base, bytes);
    if (!room.ok) return room;
    places.push({ base, numbers });
  }
  const made: Staging[] = [];
  for (const { base, numbers } of places) {
    try {
      const directory = makeStagingDirectory(base, announce);
      made.push({ directory, moves: numbers });
      fillStaging(
        directory,
        numbers.flatMap((number) => moves[number]?.wanted ?? []),
      );
    } catch (error) {
      for (const { directory } of made) rmSync(directory, { recursive: true, force: true });
      const why = { kind: 'system', detail: (error as Error).message } as const;
      return failure({ code: 'restore-no-place', directory: base, why });
    }
  }
  return success(made);
}

export type Announce = (directory: string) => void;

/** Fresh, under a name that nobody can guess. Throws what the file system throws. */
export function makeStagingDirectory(base: string, announce: Announce): string {
  const directory = join(base, STAGING_PREFIX + randomBytes(6).toString('base64url'));
  announce(directory);
  mkdirSync(directory, { mode: 0o700 });
  return directory;
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

/** Fails with copy-no-room. `bytes`: what comes there. */
export function checkRoom(base: string, bytes: number): Result<undefined> {
  const neededBytes = bytes + SPARE_BYTES;
  const { bavail, bsize } = statfsSync(base);
  const freeBytes = bavail * bsize;
  return neededBytes > freeBytes
    ? failure({ code: 'copy-no-room', directory: base, neededBytes, freeBytes })
    : success(undefined);
}

/** Throws what the file system throws. */
export function fillStaging(directory: string, wanted: readonly string[]): void {
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

function firstOf<T, U>(all: Iterable<T>, find: (one: T) => U | undefined): U | undefined {
  for (const one of all) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The nearest directory, from this one upwards and on the same mount, that can take another one and whose name is text:
 * programs take it as an argument.
 */
export function nearestWritable(directory: string): string | undefined {
  const mount = mountOf(directory);
  for (let at = directory; mount !== undefined && mountOf(at) === mount; at = parentOf(at)) {
    const text = asText(at);
    if (text !== undefined && isWritable(at)) return text;
    if (at === '/') return undefined;
  }
  return undefined;
}
