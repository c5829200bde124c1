/**
 * Is what waits what was backed up? Asked before anything is touched: rsync compares all of it with the snapshot once more,
 * and contents are compared with the checksums that were taken when they came.
 */
import { chmodSync, readdirSync, type Stats } from 'node:fs';
import { Breather } from '../../process/breather';
import type { Entry } from '../../shared/give-back';
import { failure, success, type Result } from '../../shared/result';
import { bytesOf, joinBytes, lookAt } from './bytes';
import { entriesBelow } from './entries-below';
import { findDifferences, type Fetching } from './fetch';
import { hashStaged } from './hash-staged';
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

/** Throws the signal's reason. Fails with restore-not-proven, and as fetchFiles does. */
export async function proveStaged(
  fetching: Fetching,
  onProgress: (done: number) => void,
): Promise<Result<Proof>> {
  const { source, wanted, entries } = fetching;
  const files = stagingPaths.files(fetching.directory);
  const top = Buffer.from(files).toString('latin1');
  const meant = entriesBelow(wanted, entries);
  const breather = new Breather(TURN_MS);
  const stray = await findStray(top, meant, breather, fetching.signal);
  if (stray !== undefined) return notProven(stray);
  const unread = meant.some(({ kind, sha256 }) => kind === 'file' && sha256 === undefined);
  const differences = await findDifferences(fetching, unread);
  if (!differences.ok) return differences;
  const other = differences.value.find(
    ({ contents, path }) => contents && entries.get(path)?.kind !== 'device',
  );
  if (other !== undefined) return notProven(other.path);
  const proof: Proof = { rotten: [], notInFull: differences.value.map(({ path }) => path) };
  const seen = new Map<number, boolean>();
  for (const [index, entry] of meant.entries()) {
    await breather.breathe(fetching.signal);
    const staged = top + entry.path;
    if (entry.kind === 'device') continue;
    const stats = lookAt(staged);
    if (stats === undefined || !isSameKind(entry, stats)) return notProven(entry.path);
    if (entry.kind === 'file' && entry.sha256 !== undefined) {
      const isGood =
        seen.get(entry.ino) ?? (await hashStaged(staged, stats, fetching.signal)) === entry.sha256;
      seen.set(entry.ino, isGood);
      if (!isGood) proof.rotten.push(entry.path);
    }
    if (!keepsOwner(entry, stats) || !restoreSpecialBits(staged, entry, stats, source))
      proof.notInFull.push(entry.path);
    onProgress(index + 1);
  }
  return success({ ...proof, notInFull: [...new Set(proof.notInFull)] });
}

/** What nobody asked for must not be put anywhere. The directories above what was asked for are there as well. */
async function findStray(
  top: string,
  meant: readonly Entry[],
  breather: Breather,
  signal: AbortSignal,
): Promise<string | undefined> {
  const known = new Set<string>();
  for (const { path } of meant) {
    for (let at = path; at !== '' && !known.has(at); at = at.slice(0, at.lastIndexOf('/'))) known.add(at);
  }
  const waiting = [''];
  for (let below = waiting.pop(); below !== undefined; below = waiting.pop()) {
    for (const entry of namesIn(top + below)) {
      await breather.breathe(signal);
      const path = joinBytes(below === '' ? '/' : below, entry);
      if (!known.has(path)) return path;
      if (lookAt(top + path)?.isDirectory() === true) waiting.push(path);
    }
  }
  return undefined;
}

/** A directory that not even its owner may read came empty. */
function namesIn(directory: string): string[] {
  try {
    return readdirSync(bytesOf(directory), { encoding: 'latin1' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return [];
    throw error;
  }
}

function isSameKind({ kind, size }: Entry, stats: Stats): boolean {
  switch (kind) {
    case 'file':
      return stats.isFile() && stats.size === size;
    case 'directory':
      return stats.isDirectory();
    case 'link':
      return stats.isSymbolicLink();
    case 'special':
      return stats.isFIFO() || stats.isSocket();
    case 'device':
      return false;
  }
}

function keepsOwner({ uid, gid }: Entry, stats: Stats): boolean {
  return stats.uid === uid && stats.gid === gid;
}

/**
 * rsync was told to drop a file's setuid and setgid bits: they come back where the file is whose it was. Not from a host,
 * which could give them to any program.
 */
function restoreSpecialBits(staged: string, entry: Entry, stats: Stats, source: Source): boolean {
  const missing = entry.kind === 'file' ? entry.mode & ~stats.mode & 0o6000 : 0;
  if (missing === 0) return true;
  if (source.kind === 'granted' || !keepsOwner(entry, stats)) return false;
  chmodSync(bytesOf(staged), entry.mode);
  return true;
}

function notProven(path: string): Result<never> {
  return failure({ code: 'restore-not-proven', path: bytesOf(path).toString('utf8') });
}
