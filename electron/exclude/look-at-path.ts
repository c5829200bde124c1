/** What is at a path, by lstat(2): a symbolic link to a directory is no directory, for rsync and for us. */
import { lstatSync, type PathLike, type Stats } from 'node:fs';

export function isDirectoryThere(path: PathLike): boolean {
  return look(path)?.isDirectory() === true;
}

/** Also true where a directory on the way cannot be searched: nobody can say that there is nothing. */
export function isThere(path: PathLike): boolean {
  return look(path) !== undefined || isHidden(path);
}

function look(path: PathLike): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function isHidden(path: PathLike): boolean {
  try {
    lstatSync(path);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES';
  }
}
