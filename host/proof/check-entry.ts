/** Is a file still what it was when its checksum was taken? */
import { lstatSync } from 'node:fs';
import type { MachinePaths } from '../store-layout';
import type { ChecksumEntry } from './checksum-lines';
import type { Errand, StoreWatch } from './errand';
import { hashFile } from './hash-file';
import { bytesBelow } from './inode-at';
import type { BadFile } from './verify-state';

/**
 * Contents decide. Where they are as they were, a file is good, whatever its time and its inode are: a store may have been
 * copied to another disk.
 *
 * @throws the signal's reason, and StoreGone
 */
export async function checkEntry(
  paths: MachinePaths,
  snapshot: string,
  entry: ChecksumEntry,
  watch: StoreWatch,
  { signal }: Errand,
): Promise<BadFile | undefined> {
  const file = bytesBelow(paths.files(snapshot), entry.path);
  const { path, size, mtimeMs, sha256 } = entry;
  const bad = (kind: BadFile['kind'], found: string | null): BadFile => {
    watch.insist();
    return {
      ...{ snapshot, path, size, mtimeMs, kind, found },
      expected: sha256,
      at: new Date().toISOString(),
    };
  };
  try {
    const there = lstatSync(file, { throwIfNoEntry: false });
    if (there?.isFile() !== true) return bad('gone', null);
    if (there.size !== size) return bad('edited', null);
    const hashed = await hashFile(file, signal);
    if (hashed.sha256 === sha256) return undefined;
    return bad(hashed.stats.mtimeMs === mtimeMs ? 'rot' : 'edited', hashed.sha256);
  } catch (error) {
    signal.throwIfAborted();
    const { code } = error as NodeJS.ErrnoException;
    // A directory on the way to it is gone, or is a file now.
    if (code === 'ENOENT' || code === 'ENOTDIR') return bad('gone', null);
    if (code === undefined) throw error;
    return bad('unreadable', null);
  }
}
