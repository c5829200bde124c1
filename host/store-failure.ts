/** What an error of the store's file system is called. A full disk is one thing, wherever it is noticed. */
import { statfs } from 'node:fs/promises';
import type { HostFailure } from '../shared/failures';
import { messageOf } from './result';

export function isFull(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/** In the words of programs: rsync's, and those of the C library under LC_ALL=C. */
export function saysFull(words: string): boolean {
  return words.includes('No space left on device') || words.includes('Disk quota exceeded');
}

/** For what was thrown while the store was prepared. */
export function nameStoreError(error: unknown): HostFailure {
  return isFull(error) ? { code: 'store-full' } : { code: 'store-unusable', detail: messageOf(error) };
}

export interface Space {
  freeBytes: number;
  totalBytes: number;
  /** File systems that make inodes as they go (btrfs) never run out of them. */
  hasInodes: boolean;
}

export async function readSpace(directory: string): Promise<Space> {
  const { bavail, blocks, bsize, files, ffree } = await statfs(directory);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize, hasInodes: files === 0 || ffree > 0 };
}
