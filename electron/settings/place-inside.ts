/** Where one path lies in another, by what both are and not by their text: links on the way make no difference. */
import { realpathSync, statSync, type BigIntStats } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isInside } from './is-inside';

/**
 * The path as whoever goes down from `root` meets it (`root` itself where it is that); undefined where it lies elsewhere.
 * Both absolute and normalised. What of `path` does not exist yet counts as it is written.
 */
export function placeInside(path: string, root: string): string | undefined {
  const top = look(root);
  if (top === undefined) return isInside(path, root) ? path : undefined;
  const below: string[] = [];
  for (let at = realPlaceOf(path); ; at = dirname(at)) {
    if (isSame(look(at), top)) return join(root, ...below);
    if (at === '/') return undefined;
    below.unshift(basename(at));
  }
}

/** The same for an entry of a directory: a link is then meant itself, not what it leads to. */
export function entryInside(path: string, root: string): string | undefined {
  if (path === root || path === '/') return placeInside(path, root);
  const parent = placeInside(dirname(path), root);
  return parent === undefined ? undefined : join(parent, basename(path));
}

/** Without links; what does not exist yet counts as it is written. */
export function realPlaceOf(path: string): string {
  const missing: string[] = [];
  for (let at = path; ; at = dirname(at)) {
    try {
      return join(realpathSync(at), ...missing);
    } catch {
      if (at === '/') return path;
      missing.unshift(basename(at));
    }
  }
}

function look(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

function isSame(one: BigIntStats | undefined, other: BigIntStats): boolean {
  return one?.dev === other.dev && one.ino === other.ino;
}
