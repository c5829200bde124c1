/**
 * The private directory where everything of one run lives and dies: keys, sockets, the guard's plan. It names its
 * owner and the processes that the run started, so that the next start can sweep up after one that was killed.
 */
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import * as z from 'zod';
import { endGroup } from '../../process/end-group';
import {
  identifySelf,
  isStillRunning,
  processIdentitySchema,
  signalProcess,
  type ProcessIdentity,
} from '../../process/process-identity';
import { readStateFile } from '../../process/read-state-file';
import { writeStateFile } from '../../process/write-state-file';
import type { Failure } from '../../shared/failures';
import { failure, success, type Result } from '../../shared/result';

const MANIFEST = 'run.json';
const PREFIX = 'run-';
/** Processes of a run; more are a crowd's. */
const MANY = 100;

const manifestSchema = z.object({ owner: processIdentitySchema, processes: z.array(processIdentitySchema) });

export interface RunDirectory {
  path: string;
  /** Notes a process of this run for the crash sweep; call it as soon as the process exists. */
  recordProcess: (identity: ProcessIdentity | undefined) => void;
  remove: () => void;
}

/** Makes `<base>/run-XXXXXX`, mode 0700, where there is room for it. Fails with run-directory-failed. */
export function createRunDirectory(): Result<RunDirectory> {
  const bases = [...new Set([runDirectoryBase(), temporaryBase()])];
  let failed: Failure | undefined;
  for (const base of [...bases.filter(hasRoom), ...bases.filter((each) => !hasRoom(each))]) {
    try {
      return success(makeIn(makeBase(base)));
    } catch (error) {
      const detail = (error as Error).message;
      failed ??= { code: 'run-directory-failed', directory: dirname(base), detail };
    }
  }
  return failure(failed ?? { code: 'run-directory-failed', detail: 'there is no place for it' });
}

function makeIn(base: string): RunDirectory {
  const path = mkdtempSync(join(base, PREFIX));
  const remove = (): void => {
    rmSync(path, { recursive: true, force: true });
    if (otherBases().includes(base)) removeIfEmpty(base);
  };
  const manifest: z.infer<typeof manifestSchema> = { owner: identifySelf(), processes: [] };
  const save = (): void => {
    // Half a manifest would leave what the run has started running.
    writeStateFile(join(path, MANIFEST), manifest, { flush: false });
  };
  try {
    save();
  } catch (error) {
    remove();
    throw error;
  }
  return {
    path,
    recordProcess: (identity) => {
      if (identity === undefined) return;
      // Whatever knocks at the door is one: those that have ended make room, or a crowd would make it long.
      if (manifest.processes.length >= MANY) manifest.processes = manifest.processes.filter(isStillRunning);
      manifest.processes.push(identity);
      save();
    },
    remove,
  };
}

/** For keys, plan and sockets, and for the list of a small root; a large one is done without. */
const ROOM_BYTES = 1024 * 1024;

/** Of a base that is still to be made, the directory that it will be in. */
function hasRoom(base: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(base));
    return bavail * bsize >= ROOM_BYTES;
  } catch {
    return false;
  }
}

/** Removes the directories of runs whose owner is gone, and ends what those left running. Returns how many. */
export function sweepRunDirectories(bases = [runDirectoryBase(), temporaryBase(), ...otherBases()]): number {
  let swept = 0;
  for (const base of new Set(bases)) {
    for (const name of entriesOf(base).filter((entry) => entry.startsWith(PREFIX))) {
      const path = join(base, name);
      const { value: manifest } = readStateFile(join(path, MANIFEST), manifestSchema);
      // Without a manifest it was made a moment ago by a run that is just starting, or killed in that very moment.
      if (manifest === undefined ? !isOld(path) : isStillRunning(manifest.owner)) continue;
      for (const identity of (manifest?.processes ?? []).filter(isStillRunning)) {
        // Of those that lead a session of their own, all that is in it.
        endGroup(identity.pid);
        signalProcess(identity, 'SIGKILL');
      }
      rmSync(path, { recursive: true, force: true });
      swept += 1;
    }
  }
  for (const base of otherBases()) if (isOld(base)) removeIfEmpty(base);
  return swept;
}

/** `$XDG_RUNTIME_DIR` is in memory and goes with the session; cron, which does not set it, finds it all the same. */
function runDirectoryBase(): string {
  const { uid } = userInfo();
  const candidates = [process.env.XDG_RUNTIME_DIR, `/run/user/${uid}`];
  const runtime = candidates.find(
    (path) => path !== undefined && isAbsolute(path) && isOurs(path) && fitsSocket(join(path, 'latchkey')),
  );
  return runtime === undefined ? temporaryBase() : join(runtime, 'latchkey');
}

function temporaryBase(): string {
  return join(tmpdir(), `latchkey-${userInfo().uid}`);
}

/** Where somebody else has the name in the shared temporary directory, another one, which nobody can know beforehand. */
function makeBase(base: string): string {
  const isTaken = base === temporaryBase() && lstatSync(base, { throwIfNoEntry: false }) !== undefined;
  if (isTaken && !isOurs(base)) return mkdtempSync(`${base}-`);
  makePrivate(base);
  return base;
}

function otherBases(): string[] {
  const prefix = `${basename(temporaryBase())}-`;
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(tmpdir(), name));
}

/** A Unix socket's path may have 107 bytes (unix(7)); our longest is the call's `c`, which ssh makes under a longer name. */
function fitsSocket(base: string): boolean {
  return Buffer.byteLength(base) + '/run-XXXXXX/c.XXXXXXXXXXXXXXXX'.length <= 107;
}

function isOurs(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && stat.uid === userInfo().uid;
}

function makePrivate(base: string): void {
  try {
    // Not with `recursive`: of a read-only disk, Node 20 then says that there is no such directory.
    mkdirSync(base, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (!isOurs(base)) throw new Error(`${base} belongs to another user`);
  if ((lstatSync(base).mode & 0o077) !== 0)
    throw new Error(`${base} is open to other users (chmod 700 ${base})`);
}

function removeIfEmpty(base: string): void {
  try {
    if (isOurs(base)) rmdirSync(base);
  } catch {
    // A run is in it.
  }
}

function isOld(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs > 60_000;
}

function entriesOf(directory: string): string[] {
  try {
    return isOurs(directory) ? readdirSync(directory) : [];
  } catch {
    return [];
  }
}
