/**
 * The one way a small file is replaced: a draft beside it, on the disk, renamed. Whoever reads, and whatever kills us or
 * cuts the power in between, meets the old content or the new one.
 *
 * Stands on atomically, which resolves links, keeps the owner and renames. What it calls its hooks for is not left to it:
 * a write that a full disk cuts short counts as a whole one there (2.1.1, as in write-file-atomic 7), and half a file would
 * take the place of the old one; and it makes a missing directory, which on a store is a disk that is away.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { writeFileSync as replaceFileSync } from 'atomically';
import { identifyProcess } from './process-identity';

export interface StateWriting {
  /** Default 0600, whatever the file had. */
  mode?: number;
  /** False for what a power cut may take, such as progress. */
  flush?: boolean;
  /** The directory is made (0700) where it is missing; otherwise that is an error. */
  makeDirectory?: boolean;
  /** Asked last, with the new content on the disk: false leaves the file as it is. */
  isStillMeant?: () => boolean;
}

/**
 * As JSON: on one line, or indented where a person may have to read it. Throws what the file system throws, and the file is
 * then as it was.
 */
export function writeStateFile(
  path: string,
  value: object,
  { indent, ...writing }: StateWriting & { indent?: number } = {},
): void {
  replaceFile(path, `${JSON.stringify(value, null, indent)}\n`, writing);
}

/**
 * Any content; a symbolic link stays one, and what it leads to is replaced. False where `isStillMeant` said so. Throws what
 * the file system throws, and the file is then as it was.
 */
export function replaceFile(path: string, content: string | Buffer, writing: StateWriting = {}): boolean {
  const { mode = 0o600, flush = true, makeDirectory = false, isStillMeant = () => true } = writing;
  if (makeDirectory) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  else statSync(dirname(path));
  let draft: string | undefined;
  try {
    replaceFileSync(path, undefined, {
      // The time-out is that of its retries, which would block us for a second where we may not write.
      ...{ mode, fsync: false, timeout: 0 },
      tmpCreate: nameDraft,
      tmpCreated: (made) => {
        draft = made;
        // Node writes on until all of it is written, or throws.
        writeFileSync(made, content, { flush });
        if (!isStillMeant()) throw new NotMeantAnyMore();
      },
    });
    return true;
  } catch (error) {
    if (draft !== undefined) rmSync(draft, { force: true });
    if (error instanceof NotMeantAnyMore) return false;
    throw error;
  }
}

class NotMeantAnyMore extends Error {}

/** Nobody can guess it, and the next writer of the file knows whose it is. */
function nameDraft(target: string): string {
  removeLeftovers(target);
  return `${target}.${process.pid}-${randomBytes(6).toString('hex')}.new`;
}

const DRAFT = /^\.(\d+)-[0-9a-f]{12}\.new$/;
const looked = new Set<string>();

/** Of writers that were killed. Once for each file and process: some are written every second. */
function removeLeftovers(target: string): void {
  if (looked.has(target)) return;
  looked.add(target);
  const name = basename(target);
  try {
    for (const entry of readdirSync(dirname(target))) {
      const pid = entry.startsWith(name) ? DRAFT.exec(entry.slice(name.length))?.[1] : undefined;
      if (pid === undefined || identifyProcess(Number(pid)) !== undefined) continue;
      rmSync(join(dirname(target), entry), { force: true });
    }
  } catch {
    // They only take space; writing says what is wrong with the directory.
  }
}
