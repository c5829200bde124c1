/**
 * Looks at every entry below a directory of a store. Synchronous, since that is three times as fast here; a caller that
 * has others to serve takes breaks between the entries.
 */
import { lstatSync, readdirSync, type Stats } from 'node:fs';

export interface TreeEntry {
  /** Below the directory, without a slash in front. A binary string: one character a byte, as names may hold any. */
  path: string;
  /** As lstat(2) has it: a symbolic link that rsync --fake-super keeps is a regular file. */
  stats: Stats;
}

/**
 * Parents come before what is in them. What vanishes meanwhile is passed over, and so is what lies deeper than a path can
 * be long (rsync, which goes down step by step, can make such).
 *
 * @param directory as Node takes it
 * @param deepest directories whose whole path has more bytes are told, and not gone into
 * @throws what the file system throws for a directory that cannot be read
 */
export function* walkTree(directory: string, deepest = Infinity): Generator<TreeEntry> {
  const top = Buffer.from(directory).toString('latin1');
  const waiting = [''];
  for (let below = waiting.pop(); below !== undefined; below = waiting.pop()) {
    for (const entry of readNames(`${top}/${below}`)) {
      const path = below === '' ? entry : `${below}/${entry}`;
      const stats = lookAt(bytesOf(`${top}/${path}`));
      if (stats === undefined) continue;
      yield { path, stats };
      if (stats.isDirectory() && top.length + 1 + path.length <= deepest) waiting.push(path);
    }
  }
}

/** For Node's file functions: the bytes of a binary string. */
export function bytesOf(path: string): Buffer {
  return Buffer.from(path, 'latin1');
}

function lookAt(path: Buffer): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENAMETOOLONG') return undefined;
    throw error;
  }
}

function readNames(directory: string): string[] {
  try {
    return readdirSync(bytesOf(directory), { encoding: 'latin1' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
