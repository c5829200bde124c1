/** What goes into an archive, and where that waits: on the archive's own file system, or, if that is too simple, another. */
import { rmSync } from 'node:fs';
import type { Entry } from '../../../shared/give-back';
import type { Refusal } from '../../../shared/restore-refusal';
import { failure, success, type Result } from '../../../shared/result';
import { lookAt, lookThrough, parentOf, shown } from '../bytes';
import { entriesBelow } from '../entries-below';
import { isWritable, topsOf, type Move, type Plan } from '../plan';
import {
  checkRoom,
  fillStaging,
  makeStagingDirectory,
  nearestWritable,
  type Announce,
  type Staging,
} from '../stage';
import { takesAttributes } from './extended-attributes';
import { findPacker } from './formats';

/** Of an entry's head: four blocks, its path twice, its attributes. */
const HEAD_BYTES = 4096;

/** Fails with restore-archive-taken, restore-no-place and program-missing. */
export function checkArchive(file: string): Result<undefined> {
  if (lookAt(file) !== undefined) return failure({ code: 'restore-archive-taken', file: shown(file) });
  const directory = parentOf(file);
  const isThere = lookThrough(directory)?.isDirectory() === true;
  if (!isThere || !isWritable(directory)) {
    const why: Refusal = isThere
      ? { kind: 'not-writable', directory: shown(directory) }
      : { kind: 'no-directory' };
    return failure({ code: 'restore-no-place', directory: shown(directory), why });
  }
  const packer = findPacker(file);
  return packer.ok ? success(undefined) : packer;
}

/** All that was asked for, as one thing that gets one name. */
export function planArchive(entries: ReadonlyMap<string, Entry>, file: string): Plan {
  const wanted = topsOf(entries).map(({ path }) => path);
  const [source] = wanted;
  return {
    moves: source === undefined ? [] : [{ source, target: file, directory: false, wanted }],
    ...{ make: [], left: [], own: [], refused: [], followed: [], entered: [] },
  };
}

/**
 * The last one is beside the archive's place. What is fetched waits there as well, where that file system takes extended
 * attributes (a stick's does not), else in `elsewhere`.
 *
 * Fails with copy-no-room and restore-no-place.
 */
export function makeArchiveStagings(
  { target, wanted }: Move,
  entries: ReadonlyMap<string, Entry>,
  bytesOfWanted: (wanted: readonly string[]) => number,
  elsewhere: string,
  announce: Announce,
): Result<Staging[]> {
  const beside = nearestWritable(parentOf(target)) ?? '/';
  const made: Staging[] = [];
  const make = (base: string, moves: number[]): string => {
    const directory = makeStagingDirectory(base, announce);
    made.unshift({ directory, moves });
    return directory;
  };
  const giveUp = <T>(result: T): T => {
    for (const { directory } of made) rmSync(directory, { recursive: true, force: true });
    return result;
  };
  try {
    const own = make(beside, []);
    const files = takesAttributes(own) ? own : make(elsewhere, []);
    const staging = made.find(({ directory }) => directory === files);
    staging?.moves.push(0);
    const fetched = bytesOfWanted(wanted);
    const packed = bytesOfArchive(wanted, entries);
    const isOne = lookThrough(own)?.dev === lookThrough(files)?.dev;
    const rooms = isOne
      ? [checkRoom(own, fetched + packed)]
      : [checkRoom(own, packed), checkRoom(files, fetched)];
    const none = rooms.find((room) => !room.ok);
    if (none?.ok === false) return giveUp(none);
    if (!takesAttributes(files)) {
      const why = { kind: 'no-attributes' } as const;
      return giveUp(failure({ code: 'restore-no-place', directory: elsewhere, why }));
    }
    fillStaging(files, wanted);
    return success(made);
  } catch (error) {
    const why = { kind: 'system', detail: (error as Error).message } as const;
    return giveUp(failure({ code: 'restore-no-place', directory: beside, why }));
  }
}

/** At most: what it packs to is not known before. */
function bytesOfArchive(wanted: readonly string[], entries: ReadonlyMap<string, Entry>): number {
  const held = entriesBelow(wanted, entries);
  const sizes = new Map(held.map(({ ino, size }) => [ino, size]));
  return [...sizes.values()].reduce((sum, size) => sum + size, held.length * HEAD_BYTES);
}
