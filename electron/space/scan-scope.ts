/** What a scan of this machine goes into: folders with all that is mounted below them, or a disk and nothing else. */
import { DISK_PARTS } from '../../shared/usage-kinds';
import type { ScanOptions } from '../usage/usage-scanner';
import type { ScannedDisk } from './disk-parts';

export interface Scope {
  /** Without a slash behind them. */
  roots: readonly string[];
  /** Of a disk, where its file system ends, and what of it is mounted elsewhere; undefined: what is mounted below is, too. */
  disk?: (ScannedDisk & { alsoDevices: readonly number[] }) | undefined;
}

/** `part`: a folder of it alone. */
export function optionsFor({ disk }: Scope, part: boolean): ScanOptions {
  // As rsync does it: what is mounted below a root is backed up with it.
  if (disk === undefined) return { oneFileSystem: false };
  const { alsoDevices } = disk;
  return { oneFileSystem: true, alsoDevices, beside: part ? 0 : DISK_PARTS.length };
}
