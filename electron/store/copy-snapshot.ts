/**
 * Copies a snapshot's files out of a store of this machine. The snapshot itself is made of hard links: whoever changed a file
 * there would change it in every snapshot that shares it, so people are given copies.
 */
import { mkdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../../process/find-program';
import { runProgram } from '../../process/run-program';
import { failure, success, type Result } from '../../shared/result';
import { parseSnapshotName } from '../../shared/snapshot-name';

export interface SnapshotCopy {
  /** The new directory that holds the files. */
  place: string;
  /** Some could not be copied, or not in full: what takes root (owners apart), or what the disk there cannot hold. */
  incomplete: boolean;
}

/** A large snapshot on a slow disk takes long; who waits can cancel. */
const LIMIT_MS = 7 * 86_400_000;

/**
 * Into a new directory inside of `target`, never over anything. What rsync --fake-super keeps in attributes (symbolic links,
 * modes, fifos) comes back; owners and devices take root, and setuid and setgid are dropped. Undefined: it was cancelled, and
 * what was copied is removed. Fails with program-missing, copy-no-room and copy-failed.
 *
 * @param files as find-snapshot.ts gives it
 * @param snapshot its name, for that of the directory
 */
export async function copySnapshot(question: {
  files: string;
  snapshot: string;
  target: string;
  signal: AbortSignal;
}): Promise<Result<SnapshotCopy | undefined>> {
  const { files, snapshot, target, signal } = question;
  const rsync = findProgram('rsync');
  if (rsync === undefined) return failure({ code: 'program-missing', program: 'rsync', package: 'rsync' });
  let place: string;
  try {
    const neededBytes = await spaceOf(files, signal);
    const { bavail, bsize } = statfsSync(target);
    const freeBytes = bavail * bsize;
    if (neededBytes > freeBytes) {
      return failure({ code: 'copy-no-room', directory: target, neededBytes, freeBytes });
    }
    place = makeDirectory(target, snapshot);
  } catch (error) {
    return failure({ code: 'copy-failed', detail: (error as Error).message });
  }
  const { status, stdout, stderr, startError } = await runProgram({
    file: rsync,
    args: copyArguments(files, place, rsync),
    timeoutMs: LIMIT_MS,
    signal,
  });
  if (signal.aborted) {
    await removeCopy(place);
    return success(undefined);
  }
  if (status === 0 || status === 23) {
    return success({ place, incomplete: status === 23 || stdout.includes('skipping non-regular file') });
  }
  const [why] = stderr.split('\n');
  return failure({
    code: 'copy-failed',
    detail: startError ?? (why === '' ? `rsync: status ${status}` : (why ?? '')),
  });
}

/**
 * The reading side has to be another rsync than the writing one, since only that side may take the attributes for what they
 * say; `env` is a remote shell that is none (its "host", x=, is a variable). A local copy with -M fails in rsync 3.2.7.
 */
function copyArguments(files: string, place: string, rsync: string): string[] {
  return [
    ...['-aHAXS', '--numeric-ids', '-s', '-M--fake-super'],
    ...['--no-devices', '--chmod=u-s,g-s'],
    ...[`--rsync-path=${rsync}`, '-e', 'env'],
    `x=:${files}/`,
    `${place}/`,
  ];
}

/** It may hold directories that even their owner cannot write to. What cannot be removed stays. */
async function removeCopy(place: string): Promise<void> {
  for (const [program, ...args] of [
    ['chmod', '-R', 'u+rwX', place],
    ['rm', '-rf', place],
  ] as const) {
    const file = findProgram(program);
    if (file !== undefined) await runProgram({ file, args, timeoutMs: LIMIT_MS });
  }
}

/** In bytes on the disk; a file with several names counts once. 0 where `du` cannot say. */
async function spaceOf(files: string, signal: AbortSignal): Promise<number> {
  const du = findProgram('du');
  if (du === undefined) return 0;
  const { stdout } = await runProgram({ file: du, args: ['-sk', '--', files], timeoutMs: LIMIT_MS, signal });
  return Number.parseInt(stdout, 10) * 1024 || 0;
}

/** "latchkey-copy (22 Nov 14.05)", with a number behind it where there is one already. */
function makeDirectory(target: string, snapshot: string): string {
  const time = parseSnapshotName(snapshot);
  const words = time === undefined ? snapshot : momentIn(time);
  for (let number = 1; ; number += 1) {
    const place = join(target, `latchkey-copy (${words})${number === 1 ? '' : ` ${number}`}`);
    try {
      mkdirSync(place, { mode: 0o700 });
      return place;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || number === 1000) throw error;
    }
  }
}

function momentIn(time: Date): string {
  const month = time.toLocaleString('en-GB', { month: 'short' });
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${time.getDate()} ${month} ${two(time.getHours())}.${two(time.getMinutes())}`;
}
