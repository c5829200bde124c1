/** Writing the user's exclude list: atomically, and never over what somebody else wrote since it was read. */
import { closeSync, fsyncSync, mkdirSync, openSync, realpathSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readRegularFile } from '../../process/read-file';
import { takeLock, type LockResult } from '../../process/process-lock';
import { replaceFile } from '../../process/write-state-file';
import { MOST_EXCLUDE_BYTES } from '../../shared/request';
import { failure, success, type Result } from '../../shared/result';
import { readExcludeFile, tooLarge } from './exclude-file';

const LONGEST_WAIT_MS = 30_000;
const ASK_AGAIN_MS = 100;

export interface ExcludeFile {
  path: string;
  /** A binary string; empty where there is no file yet. */
  bytes: string;
  /** Which file it was, and when it was last changed; undefined where there was none. */
  version: string | undefined;
}

/** Fails with exclude-list-unreadable. */
export function openExcludeFile(path: string): Result<ExcludeFile> {
  // The version first: a change between the two is then seen as one.
  const version = versionOf(path);
  const read = readExcludeFile(path);
  return read.ok ? success({ path, bytes: read.value, version }) : read;
}

/**
 * Replaces the list by `bytes`, keeping its mode; a symbolic link stays one, its target is replaced. Gives back the file
 * as it is now. Fails with exclude-list-changed, exclude-list-too-large or exclude-list-unwritable, and then has changed
 * nothing. One that is too large may become shorter.
 */
export function saveExcludeFile(file: ExcludeFile, bytes: string): Result<ExcludeFile> {
  const changed = failure({ code: 'exclude-list-changed' as const, path: file.path });
  if (bytes.length > MOST_EXCLUDE_BYTES && bytes.length >= file.bytes.length) {
    return failure(tooLarge(file.path, bytes.length));
  }
  try {
    if (!isUnchanged(file)) return changed;
    const target = file.version === undefined ? file.path : realpathSync(file.path);
    const wasWritten = replaceFile(target, Buffer.from(bytes, 'latin1'), {
      mode: statSync(target, { throwIfNoEntry: false })?.mode ?? 0o600,
      makeDirectory: true,
      // Writing may have taken a while.
      isStillMeant: () => isUnchanged(file),
    });
    if (!wasWritten) return changed;
    syncDirectory(dirname(target));
    return success({ path: file.path, bytes, version: versionOf(file.path) });
  } catch (error) {
    return failure({
      code: 'exclude-list-unwritable',
      path: file.path,
      detail: (error as NodeJS.ErrnoException).message,
    });
  }
}

/** Where there was none before: takes the file away. Fails like `saveExcludeFile`. */
export function removeExcludeFile(file: ExcludeFile): Result<ExcludeFile> {
  try {
    if (!isUnchanged(file)) return failure({ code: 'exclude-list-changed', path: file.path });
    rmSync(file.path);
    return success({ path: file.path, bytes: '', version: undefined });
  } catch (error) {
    const detail = (error as NodeJS.ErrnoException).message;
    return failure({ code: 'exclude-list-unwritable', path: file.path, detail });
  }
}

/** Both by its version and by its content: an editor may write within the clock's grain, or put back an old time. */
function isUnchanged(file: ExcludeFile): boolean {
  if (versionOf(file.path) !== file.version) return false;
  return file.version === undefined || readRegularFile(file.path, 'latin1') === file.bytes;
}

function versionOf(path: string): string | undefined {
  try {
    const stats = statSync(path, { bigint: true });
    return [stats.dev, stats.ino, stats.size, stats.mtimeNs].join(' ');
  } catch {
    // Not there, or not to be reached: reading it says which.
    return undefined;
  }
}

/** So that the new name survives a power cut as well as the new content. */
function syncDirectory(path: string): void {
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

/**
 * One change of the exclude list at a time: each reads the list that the one before it has written. Does the work under
 * the lock at `path`. Whoever holds it for half a minute hangs, and where no lock can be written nobody
 * else's can be either: the work is done all the same, and the list's own check still keeps it from what changed meanwhile.
 */
export async function editAlone<T>(path: string, work: () => T | Promise<T>): Promise<T> {
  let end = Date.now() + LONGEST_WAIT_MS;
  let holder: number | undefined;
  let lock = tryLock(path);
  while (lock?.ok === false && Date.now() < end) {
    // Where many wait, one after the other has it: none of them hangs.
    if (lock.holder?.pid !== holder) end = Date.now() + LONGEST_WAIT_MS;
    holder = lock.holder?.pid;
    await wait(ASK_AGAIN_MS * (1 + Math.random()));
    lock = tryLock(path);
  }
  try {
    return await work();
  } finally {
    if (lock?.ok === true) lock.release();
  }
}

function tryLock(path: string): LockResult | undefined {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return takeLock(path);
  } catch {
    return undefined;
  }
}
