/** One change of the exclude list at a time: each reads the list that the one before it has written. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { takeLock, type LockResult } from '../../process/process-lock';

const LONGEST_WAIT_MS = 30_000;
const ASK_AGAIN_MS = 100;

/**
 * Does the work under the lock at `path`. Whoever holds it for half a minute hangs, and where no lock can be written nobody
 * else's can be either: the work is done all the same, and the list's own check still keeps it from what changed meanwhile.
 */
export async function editAlone<T>(path: string, work: () => T | Promise<T>): Promise<T> {
  const end = Date.now() + LONGEST_WAIT_MS;
  let lock = tryLock(path);
  while (lock?.ok === false && Date.now() < end) {
    await setTimeout(ASK_AGAIN_MS * (1 + Math.random()));
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
