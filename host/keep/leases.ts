/**
 * Which snapshots are being read, by a restore or by who is handed them: no rule drops them meanwhile. A lease is an empty file whose name says it all,
 * so that a full disk still takes it; one whose holder is gone is none, and is removed.
 */
import { closeSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isStillRunning, type ProcessIdentity } from '../../process/process-identity';
import type { MachinePaths } from '../store-layout';

const NAME = /^(.+)\.(\d+)-(\d+)$/;

/** Throws what the file system throws. */
export function takeLease(paths: MachinePaths, snapshot: string, holder: ProcessIdentity): void {
  mkdirSync(paths.leases, { recursive: true, mode: 0o700 });
  closeSync(openSync(fileOf(paths, snapshot, holder), 'a', 0o600));
}

export function releaseLease(paths: MachinePaths, snapshot: string, holder: ProcessIdentity): void {
  rmSync(fileOf(paths, snapshot, holder), { force: true });
}

/** The snapshots that living processes read. */
export function readLeases(paths: MachinePaths): Set<string> {
  const read = new Set<string>();
  for (const name of namesIn(paths.leases)) {
    const [, snapshot, pid, startTime] = NAME.exec(name) ?? [];
    if (snapshot === undefined || startTime === undefined) continue;
    if (isStillRunning({ pid: Number(pid), startTime })) read.add(snapshot);
    else rmSync(join(paths.leases, name), { force: true });
  }
  return read;
}

function fileOf(paths: MachinePaths, snapshot: string, { pid, startTime }: ProcessIdentity): string {
  return join(paths.leases, `${snapshot}.${pid}-${startTime}`);
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
