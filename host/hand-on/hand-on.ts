/**
 * `--hand-on`: gives the newest snapshot to a command of the owner's, for a second home. Started detached and idle by the backup
 * before (start-hand-on.ts), in a process of its own: it holds no lock that a backup wants, and no backup ends it. Of the snapshots
 * that are completed while it is at work only the newest comes next.
 *
 * Where it is killed, its command may live on: that one's own lease keeps the snapshot, and the next to hand on ends it first.
 */
import { rmSync, symlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { identifySelf, type ProcessIdentity } from '../../process/process-identity';
import { takeLock } from '../../process/process-lock';
import { endProcess } from '../end-process';
import { releaseLease, takeLease } from '../keep/leases';
import { logForMachine } from '../own-state';
import { lastCompleted, readMachine } from '../read-machine';
import { isFull } from '../store-failure';
import type { MachinePaths } from '../store-layout';
import { NOTHING_HANDED_ON, readHandedOn, writeHandedOn, type HandedOnState } from './handed-on-state';
import { runCommand } from './run-command';

/** Of 20 ms: one that hangs in a disk ends some day, and nothing can be done about it. */
const MOST_LOOKS = 500;

export type HandOnEnd =
  /** There is no snapshot yet. */
  | { kind: 'nothing' }
  /** Another process is at it, and takes what is new when it is done. */
  | { kind: 'busy' }
  /** `already`: before this was called. */
  | { kind: 'done'; snapshot: string; already: boolean }
  | { kind: 'failed'; snapshot: string; reason: string };

/**
 * @param command the absolute path of a program
 * @throws what the file system throws
 */
export async function handOn(paths: MachinePaths, command: string, ended: AbortSignal): Promise<HandOnEnd> {
  setPriority(constants.priority.PRIORITY_LOW);
  let end: HandOnEnd = { kind: 'nothing' };
  let tried: string | undefined;
  for (;;) {
    const newest = lastCompleted(await readMachine(paths));
    if (newest === undefined || newest === tried || ended.aborted) return end;
    const lock = takeLock(paths.handOnLock);
    if (!lock.ok) return tried === undefined ? { kind: 'busy' } : end;
    try {
      end = await handOnOne(paths, newest, command, ended);
    } finally {
      lock.release();
    }
    // Who has found the lock taken has left it to this one to look once more.
    tried = newest;
  }
}

async function handOnOne(
  paths: MachinePaths,
  snapshot: string,
  command: string,
  signal: AbortSignal,
): Promise<HandOnEnd> {
  const before = readHandedOn(paths) ?? NOTHING_HANDED_ON;
  const left = before.running?.command ?? undefined;
  if (left !== undefined) await endProcess(left, MOST_LOOKS);
  if (before.done?.snapshot === snapshot) return { kind: 'done', snapshot, already: true };
  const holders: ProcessIdentity[] = [];
  const hold = (holder: ProcessIdentity): void => {
    takeLease(paths, snapshot, holder);
    holders.push(holder);
  };
  const self = identifySelf();
  const began = new Date().toISOString();
  const running = { snapshot, began, by: self, command: null };
  try {
    hold(self);
    rmSync(paths.handingOn, { force: true });
    symlinkSync(snapshot, paths.handingOn);
    note(paths, { ...before, running });
    const { reason, said } = await runCommand({
      ...{ file: command, env: environmentFor(paths, snapshot), signal },
      onStart: (identity) => {
        if (identity === undefined) return;
        hold(identity);
        note(paths, { ...before, running: { ...running, command: identity } });
      },
    });
    const at = new Date().toISOString();
    const ended: HandedOnState = { ...before, running: null, said };
    if (reason === undefined) {
      note(paths, { ...ended, done: { snapshot, began, ended: at }, failed: null });
      logForMachine(paths.machine, `${snapshot} was handed on`);
      return { kind: 'done', snapshot, already: false };
    }
    note(paths, { ...ended, failed: { snapshot, at, reason } });
    logForMachine(paths.machine, `${snapshot} was not handed on: ${reason}`);
    return { kind: 'failed', snapshot, reason };
  } finally {
    rmSync(paths.handingOn, { force: true });
    for (const holder of holders) releaseLease(paths, snapshot, holder);
  }
}

/** A disk that is full of snapshots is no reason to keep the newest from its second home. */
function note(paths: MachinePaths, state: HandedOnState): void {
  try {
    writeHandedOn(paths, state);
  } catch (error) {
    if (!isFull(error)) throw error;
  }
}

/**
 * What the command gets to know, all of it the owner's own: the machine's name is from the key line. The files are named by a path
 * that is the same for each snapshot, since programs know by it what they have read before.
 */
function environmentFor(paths: MachinePaths, snapshot: string): Record<string, string> {
  return {
    // Names are bytes to this program; some of those that are made for a second home want letters.
    LC_ALL: 'C.UTF-8',
    LATCHKEY_MACHINE: paths.machine,
    LATCHKEY_SNAPSHOT: snapshot,
    LATCHKEY_STORE: paths.store,
    LATCHKEY_FILES: join(paths.handingOn, 'files'),
  };
}
