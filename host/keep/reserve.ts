/**
 * A little space that is set aside while there is some: a disk that is full to the last byte has no room even for a lock,
 * and then nothing could be tidied. It is renamed when a backup did not fit, so that the next one makes room first.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { writePrivateFile } from '../snapshot-record';
import type { MachinePaths } from '../store-layout';

const BYTES = 64 * 1024;

/** After a good backup. Without success where there is no room for it: it is only a precaution. */
export async function keepReserve({ reserve, reserveOfFull }: MachinePaths): Promise<void> {
  try {
    if (existsSync(reserveOfFull)) await rename(reserveOfFull, reserve);
    // Random, so that no file system can store it in less.
    else if (!existsSync(reserve)) await writePrivateFile(reserve, randomBytes(BYTES));
  } catch {
    rmSync(reserve, { force: true });
  }
}

export function noteThatFull({ reserve, reserveOfFull }: MachinePaths): void {
  try {
    renameSync(reserve, reserveOfFull);
  } catch {
    // There is none, which says the same.
  }
}

/** Did the last backup not fit? Also where that is not known. */
export function wasFull({ reserve }: MachinePaths): boolean {
  return !existsSync(reserve);
}

export async function giveUpReserve({ reserve, reserveOfFull }: MachinePaths): Promise<void> {
  await rm(reserve, { force: true });
  await rm(reserveOfFull, { force: true });
}
