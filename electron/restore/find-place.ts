/** Where a path of a snapshot belongs on this machine, by what is there just now. */
import { realpathSync } from 'node:fs';
import { baseOf, bytesOf, isBelow, joinBytes, lookThrough } from './bytes';

/** What is called `from` in the snapshot is called `to` here, a directory that is there; binary strings. */
export interface Moved {
  from: string;
  to: string;
}

interface Where {
  /** What was backed up. */
  roots: readonly string[];
  moved?: Moved | undefined;
}

export interface Place {
  /** The topmost part of the path that is missing here, or is no directory, as the snapshot has it. */
  source: string;
  /** The real place of that. */
  target: string;
  /** Directories above what was backed up that are missing here, each before what is in it. */
  make: string[];
  /** The link above it that was followed. */
  followed: { from: string; to: string } | undefined;
}

/** `notEntered`: the directory above it that leads nowhere that can be reached. */
export function findPlace(path: string, { roots, moved }: Where): Place | { notEntered: string } {
  const here = moved === undefined ? path : changePlace(path, moved.from, moved.to);
  const parents = parentsOf(here);
  const missing = parents.findIndex((parent) => lookThrough(parent)?.isDirectory() !== true);
  const deepest = (missing === -1 ? parents : parents.slice(0, missing)).at(-1) ?? '/';
  const top = missing === -1 ? here : (parents[missing] ?? here);
  const source = moved === undefined ? top : changePlace(top, moved.to, moved.from);
  const real = realPath(deepest);
  if (real === undefined) return { notEntered: deepest };
  const root = roots.find((one) => one === path || isBelow(path, one));
  return {
    ...withoutMadeParents(root, source, joinBytes(real, baseOf(top))),
    followed: real === deepest ? undefined : { from: deepest, to: real },
  };
}

/** What is above the roots is the store's own directory, not one of the laptop's. */
function withoutMadeParents(
  root: string | undefined,
  source: string,
  top: string,
): Pick<Place, 'source' | 'target' | 'make'> {
  const make: string[] = [];
  let target = top;
  if (root === undefined || !isBelow(root, source)) return { source, target, make };
  let at = source;
  for (const name of root.slice(source.length + 1).split('/')) {
    make.push(target);
    target = joinBytes(target, name);
    at = joinBytes(at, name);
  }
  return { source: at, target, make };
}

/** A path in `from`, or that itself, as one in `to`; any other one as it is. */
function changePlace(path: string, from: string, to: string): string {
  return path === from || isBelow(path, from) ? `${to}${path.slice(from.length)}` : path;
}

/** From the top down: of "/a/b/c" the parents "/a" and "/a/b". */
function parentsOf(path: string): string[] {
  const names = path.split('/').slice(1, -1);
  return names.map((_, index) => `/${names.slice(0, index + 1).join('/')}`);
}

function realPath(directory: string): string | undefined {
  try {
    return realpathSync(bytesOf(directory), { encoding: 'buffer' }).toString('latin1');
  } catch {
    return undefined;
  }
}
