/**
 * A lock across processes: a file that names its holder by pid and start time. A lock whose holder is gone is taken
 * over. Made by link(2), which either makes the whole file appear or fails, so no one ever reads half a lock.
 */
import { linkSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import {
  identifySelf,
  isStillRunning,
  processIdentitySchema,
  type ProcessIdentity,
} from './process-identity';
import { readRegularFile } from './read-file';

export type LockResult =
  | { ok: true; release: () => void }
  /** Undefined holder: the lock changes hands just now. */
  | { ok: false; holder: ProcessIdentity | undefined };

/** Takes the lock at `path` (its directory must exist) or says who holds it. Throws what the file system throws. */
export function takeLock(path: string): LockResult {
  const self = identifySelf();
  const mine = `${path}.${self.pid}-${process.hrtime.bigint()}`;
  try {
    writeFileSync(mine, JSON.stringify(self), { mode: 0o600, flag: 'wx' });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (link(mine, path))
        return {
          ok: true,
          release: () => {
            release(path, self);
          },
        };
      const holder = readLockHolder(path);
      if (holder !== undefined && isStillRunning(holder)) return { ok: false, holder };
      removeStale(path, holder, mine);
    }
    return { ok: false, holder: readLockHolder(path) };
  } finally {
    // A disk that is full may have made the file, but not what is in it.
    rmSync(mine, { force: true });
  }
}

/** Who holds the lock: undefined where there is none, or its file is no lock. */
export function readLockHolder(path: string): ProcessIdentity | undefined {
  try {
    const parsed = processIdentitySchema.safeParse(JSON.parse(readRegularFile(path, 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves the stale lock aside first: of two that see it, only one can, and a fresh lock is put back. */
function removeStale(path: string, stale: ProcessIdentity | undefined, mine: string): void {
  const aside = `${mine}.stale`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const moved = readLockHolder(aside);
  if (moved !== undefined && moved.startTime !== stale?.startTime && isStillRunning(moved)) link(aside, path);
  try {
    unlinkSync(aside);
  } catch {
    // A directory, which nobody of ours made: it stays where it is in nobody's way.
  }
}

function release(path: string, self: ProcessIdentity): void {
  const holder = readLockHolder(path);
  if (holder?.pid === self.pid && holder.startTime === self.startTime) unlinkSync(path);
}
