/**
 * Is what waits what was backed up? Asked before anything is touched: rsync compares all of it with the snapshot once more,
 * and beside it contents are compared with the checksums that were taken when they came.
 */
import { chmodSync, readdirSync } from 'node:fs';
import { Breather } from '../../process/breather';
import type { Entry } from '../../shared/give-back';
import { success, type Result } from '../../shared/result';
import { bytesOf, joinBytes, lookAt } from './bytes';
import { entriesBelow } from './entries-below';
import { findDifferences, type Fetching } from './fetch';
import { hashStaged } from './hash-staged';
import { notProven } from './not-proven';
import { keepsOwner, readStaged, type StagedEntry } from './read-staged';
import { sideBySide } from './side-by-side';
import type { Source } from './source';
import { stagingPaths } from './stage';

export interface Proof {
  /** Not what they were when they were backed up: the store has lost that. */
  rotten: string[];
  /** Back, but not in full: an owner, an ACL, an attribute, a setuid bit. */
  notInFull: string[];
}

/** A window is served by this process as well. */
const TURN_MS = 15;

export interface Proving extends Fetching {
  /** Paths that are known to be another than in the snapshot, or not to be there: compared with the entries alone. */
  apart: ReadonlySet<string>;
}

/** Throws the signal's reason. Fails with restore-not-proven, and as fetchFiles does. */
export async function proveStaged(
  fetching: Proving,
  onProgress: (done: number) => void,
): Promise<Result<Proof>> {
  const { source, wanted, entries, recorded, signal } = fetching;
  const files = stagingPaths.files(fetching.directory);
  const top = Buffer.from(files).toString('latin1');
  const meant = entriesBelow(wanted, entries);
  const stray = await findStray(top, meant, new Breather(TURN_MS), signal);
  if (stray !== undefined) return notProven(stray);
  const unread = meant.some(({ kind, sha256 }) => kind === 'file' && sha256 === undefined);
  const looked = await sideBySide(
    (either) => findDifferences({ ...fetching, signal: either }, unread),
    (either) => readStaged({ top, meant, recorded, signal: either }, onProgress),
    signal,
  );
  if (!looked.ok) return looked;
  const [found, { good, closed, ofOthers, special }] = looked.value;
  const differences = found.filter(({ path }) => !fetching.apart.has(path));
  const other = differences.find(
    ({ contents, path }) => contents && (recorded || entries.get(path)?.kind !== 'device'),
  );
  if (other !== undefined) return notProven(other.path);
  for (const { staged, entry, stats } of closed) {
    good.set(entry.ino, (await hashStaged(staged, stats, signal)) === entry.sha256);
  }
  const without = special.flatMap((one) => (restoreSpecialBits(one, source) ? [] : [one.entry]));
  const rotten = meant.filter(({ kind, ino }) => kind === 'file' && good.get(ino) === false);
  const notInFull = [...differences, ...ofOthers, ...without];
  return success({
    rotten: rotten.map(({ path }) => path),
    notInFull: [...new Set(notInFull.map(({ path }) => path))],
  });
}

/**
 * What nobody asked for must not be put anywhere. The directories above what was asked for are there as well. That each
 * directory is one is seen when it is read (read-staged).
 */
async function findStray(
  top: string,
  meant: readonly Entry[],
  breather: Breather,
  signal: AbortSignal,
): Promise<string | undefined> {
  const known = new Map(meant.map(({ path, kind }) => [path, kind === 'directory']));
  for (const { path } of meant) {
    for (let at = above(path); at !== '' && !known.has(at); at = above(at)) {
      known.set(at, lookAt(top + at)?.isDirectory() === true);
    }
  }
  const waiting = [''];
  for (let below = waiting.pop(); below !== undefined; below = waiting.pop()) {
    for (const name of namesIn(top + below)) {
      await breather.breathe(signal);
      const path = joinBytes(below === '' ? '/' : below, name);
      const isDirectory = known.get(path);
      if (isDirectory === undefined) return path;
      if (isDirectory) waiting.push(path);
    }
  }
  return undefined;
}

/** Without a slash where that is the top. */
function above(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** A directory that not even its owner may read came empty. */
function namesIn(directory: string): string[] {
  try {
    return readdirSync(bytesOf(directory), { encoding: 'latin1' });
  } catch (error) {
    if (PASSED_OVER.has((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}

/** A closed one; and no directory, as is seen when it is read. */
const PASSED_OVER = new Set(['EACCES', 'ENOTDIR', 'ENOENT', 'ELOOP']);

/**
 * rsync was told to drop a file's setuid and setgid bits: they come back where the file is whose it was. Not from a host,
 * which could give them to any program.
 */
function restoreSpecialBits({ staged, entry, stats }: StagedEntry, source: Source): boolean {
  if (source.kind === 'granted' || !keepsOwner(entry, stats)) return false;
  chmodSync(bytesOf(staged), entry.mode);
  return true;
}
