import { lstatSync, type Stats } from 'node:fs';
import { bytesOf } from '../walk-tree';

/** What lies at that path in a tree. `path`: a binary string. */
export function look(tree: string, path: string): Stats | undefined {
  return orNone(() => lstatSync(placeIn(tree, path), { throwIfNoEntry: false }));
}

/** To the nanosecond, as rsync compares: a file's time in milliseconds is a number too coarse for that. */
export function exactTime(tree: string, path: string): bigint | undefined {
  return orNone(() => lstatSync(placeIn(tree, path), { bigint: true, throwIfNoEntry: false }))?.mtimeNs;
}

/** For Node's file functions. */
export function placeIn(tree: string, path: string): Buffer {
  return bytesOf(`${Buffer.from(tree).toString('latin1')}/${path}`);
}

function orNone<T>(lookUp: () => T | undefined): T | undefined {
  try {
    return lookUp();
  } catch (error) {
    // A file where a directory was; or too deep for this tree's longer name, and so not in it.
    if (['ENOTDIR', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
