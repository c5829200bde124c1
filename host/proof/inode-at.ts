import { lstatSync } from 'node:fs';
import { bytesOf } from '../walk-tree';

/** The inode number of a regular file below a directory; undefined where there is none. `path`: a binary string. */
export function inodeAt(directory: string, path: string): number | undefined {
  const stats = lstatSync(bytesBelow(directory, path), { throwIfNoEntry: false });
  return stats?.isFile() === true ? stats.ino : undefined;
}

/** For Node's file functions. `directory` as Node takes it, `path` a binary string below it. */
export function bytesBelow(directory: string, path: string): Buffer {
  return Buffer.concat([Buffer.from(`${directory}/`), bytesOf(path)]);
}
