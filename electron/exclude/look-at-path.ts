/** What is at a path, by lstat(2): a symbolic link to a directory is no directory, for rsync and for us. */
import { lstatSync, type Stats } from 'node:fs';
import { toBytes } from './list-text';

/** A text may hold bytes that are no UTF-8, as list-text.ts has them. */
type Path = string | Buffer;

export function isDirectoryThere(path: Path): boolean {
  return look(path)?.isDirectory() === true;
}

/** Also true where a directory on the way cannot be searched: nobody can say that there is nothing. */
export function isThere(path: Path): boolean {
  return look(path) !== undefined || isHidden(path);
}

function look(path: Path): Stats | undefined {
  try {
    return lstatSync(asBuffer(path), { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function isHidden(path: Path): boolean {
  try {
    lstatSync(asBuffer(path));
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES';
  }
}

function asBuffer(path: Path): Buffer {
  return typeof path === 'string' ? Buffer.from(toBytes(path), 'latin1') : path;
}
