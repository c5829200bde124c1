import type { Entry } from '../../shared/give-back';
import { parentOf } from './bytes';

/** The entries that these paths stand for: their own, and all below them. */
export function entriesBelow(wanted: readonly string[], entries: ReadonlyMap<string, Entry>): Entry[] {
  const tops = new Set(wanted);
  return [...entries.values()].filter(({ path }) => {
    for (let at = path; at !== '/'; at = parentOf(at)) if (tops.has(at)) return true;
    return false;
  });
}
