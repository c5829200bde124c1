/** What is scanned once must not be counted twice: a root inside of another one is left out. */
import { realpathSync } from 'node:fs';

const SLASH = 0x2f;

export interface ChosenRoots {
  roots: Buffer[];
  /** Roots that are, or lie in, another one. */
  within: Buffer[];
}

/** Roots are paths as given, in bytes. `oneFileSystem` is not asked: who names a mount point wants it counted. */
export function chooseRoots(given: readonly (string | Uint8Array)[]): ChosenRoots {
  const all = given.map((path) => {
    const bytes = trimSlashes(Buffer.from(path as Uint8Array));
    return { bytes, real: realPath(bytes) };
  });
  const isWithin = (inner: Buffer, outer: Buffer): boolean =>
    inner.subarray(0, outer.length).equals(outer) &&
    (inner.length === outer.length || outer.length === 1 || inner[outer.length] === SLASH);
  const chosen: ChosenRoots = { roots: [], within: [] };
  for (const [index, { bytes, real }] of all.entries()) {
    const inAnother = all.some(
      (other, position) =>
        position !== index &&
        isWithin(real, other.real) &&
        // Of two that are the same the first one stays.
        (real.length > other.real.length || position < index),
    );
    (inAnother ? chosen.within : chosen.roots).push(bytes);
  }
  return chosen;
}

/** Of several slashes at the end one stays, as fts_open of gnulib has it; "//" stays what it is. */
function trimSlashes(path: Buffer): Buffer {
  let end = path.length;
  while (end > 2 && path[end - 1] === SLASH && path[end - 2] === SLASH) end -= 1;
  return path.subarray(0, end);
}

/** A symbolic link without a slash behind it is scanned as itself, not as what it leads to. */
function realPath(path: Buffer): Buffer {
  const end = path.lastIndexOf(SLASH);
  const name = path.subarray(end + 1);
  const parent = end < 0 ? Buffer.from('.') : path.subarray(0, end + 1);
  try {
    if (name.length === 0 || name.equals(Buffer.from('.')) || name.equals(Buffer.from('..'))) {
      return realpathSync(path, 'buffer');
    }
    const directory = realpathSync(parent, 'buffer');
    return Buffer.concat([directory.length === 1 ? Buffer.alloc(0) : directory, Buffer.from('/'), name]);
  } catch {
    return path;
  }
}
