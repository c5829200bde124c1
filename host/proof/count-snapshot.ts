/** What is there of a snapshot, counted against what is on record. Reads no contents. */
import { lstatSync } from 'node:fs';
import { formatBytes, formatCount } from '../../shared/words';
import { messageOf } from '../result';
import type { SnapshotRecord } from '../snapshot-record';
import { snapshotPaths } from '../store-layout';
import { walkTree } from '../walk-tree';
import type { Summary } from './checksum-lines';
import { checksumsOf, readEntries, readSummary } from './checksums';
import { bytesBelow } from './inode-at';
import { shownPath } from './show-path';

const NAMED = 20;

/** What is wrong, in sentences. `record`: undefined where it cannot be read. */
export function countSnapshot(directory: string, record: SnapshotRecord | undefined): string[] {
  try {
    const known = checksumsOf(directory);
    const there = countFiles(snapshotPaths.files(directory));
    const summary = known?.finished === true ? readSummary(known.file) : undefined;
    const differs =
      summary !== undefined
        ? differsFromSummary(there, summary)
        : record === undefined
          ? undefined
          : differsFromRecord(there, record);
    const missing = known === undefined ? [] : missingOf(directory, known.file);
    const named = missing.slice(0, NAMED);
    const more = missing.length - named.length;
    return [
      ...(differs === undefined ? [] : [differs]),
      ...named,
      ...(more > 0 ? [`and ${formatCount(more, 'more', 'more')} like these`] : []),
    ].map((words) => `${directory}: ${words}`);
  } catch (error) {
    return [`${directory}: ${messageOf(error)}`];
  }
}

function countFiles(files: string): Summary {
  const there: Summary = { files: 0, bytes: 0 };
  for (const { stats } of walkTree(files)) {
    if (!stats.isFile()) continue;
    there.files += 1;
    there.bytes += stats.size;
  }
  return there;
}

function differsFromSummary(there: Summary, { files, bytes }: Summary): string | undefined {
  if (there.files === files && there.bytes === bytes) return undefined;
  const were = `${formatCount(files, 'file')} and ${formatBytes(bytes)} were there when its contents were read`;
  return `${were}, now ${formatCount(there.files, 'file')} and ${formatBytes(there.bytes)}`;
}

/**
 * The laptop counts regular files; here links and devices are such files too. What it could not read was counted, and so
 * was what lies in two roots. Sizes are no measure: files grow while they are read.
 */
function differsFromRecord(
  there: Summary,
  { totals, unreadable, vanished, roots, removed = 0 }: SnapshotRecord,
): string | undefined {
  const isNested = roots.some((root) => roots.some((other) => other !== root && isIn(other, root)));
  const least = totals.files - unreadable.count - vanished - removed;
  if (isNested ? there.files > 0 || least <= 0 : there.files >= least) return undefined;
  return `${formatCount(totals.files, 'file')} on record, ${formatCount(there.files, 'file')} there`;
}

function isIn(path: string, root: string): boolean {
  return root === '/' || path.startsWith(`${root}/`);
}

function missingOf(directory: string, file: string): string[] {
  const files = snapshotPaths.files(directory);
  const missing: string[] = [];
  for (const { entry } of readEntries(file)) {
    const size = sizeAt(bytesBelow(files, entry.path));
    if (size === undefined) missing.push(`${shownPath(entry.path)} is gone`);
    else if (size !== entry.size) missing.push(`${shownPath(entry.path)} has another size than when it came`);
  }
  return missing;
}

/** Undefined where there is no regular file. */
function sizeAt(path: Buffer): number | undefined {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    return stats?.isFile() === true ? stats.size : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}
