/**
 * Makes what was written survive a power cut. rsync's own --fsync waits for the disk once per file; one syncfs(2) at
 * the end is enough, because nothing counts before the rename that follows it. Node cannot call it, so coreutils'
 * `sync -f` does; where that is missing, the caller says so and goes on.
 */
import { open } from 'node:fs/promises';
import { findProgram } from '../process/find-program';
import { runProgram } from '../process/run-program';

/** A flush of much data to a slow disk takes its time. */
const FLUSH_LIMIT_MS = 30 * 60_000;

/** Flushes the whole file system that `path` is on; false where that could not be done. */
export async function flushFileSystem(path: string): Promise<boolean> {
  const sync = findProgram('sync');
  if (sync === undefined) return false;
  const { status } = await runProgram({ file: sync, args: ['-f', path], timeoutMs: FLUSH_LIMIT_MS });
  return status === 0;
}

/** Makes renames in a directory last. */
export async function flushDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
