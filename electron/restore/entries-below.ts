import type { Entry } from '../../shared/give-back';
import { parentOf } from './bytes';

/** The entries that these paths stand for: their own, and all below them. */
export function entriesBelow(wanted: readonly string[], entries: ReadonlyMap<string, Entry>): Entry[] {
  const known = new Map<string, boolean>([
    ...wanted.map((path): [string, boolean] => [path, true]),
    ['/', false],
  ]);
  const isBelow = (path: string): boolean => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const below = isBelow(parentOf(path));
    known.set(path, below);
    return below;
  };
  return [...entries.values()].filter(({ path }) => known.get(path) ?? isBelow(parentOf(path)));
}
