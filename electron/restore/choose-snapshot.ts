/** Which snapshot is meant. */
import { parseSnapshotName } from '../../shared/snapshot-name';
import type { When } from './read-when';

interface Known {
  snapshot: string;
  latest: boolean;
}

/**
 * The newest that is not later than the moment, by its name; without one, the last that was completed. Undefined where
 * there is none.
 */
export function chooseSnapshot<T extends Known>(
  snapshots: readonly T[],
  when: When | undefined,
): T | undefined {
  const ordered = [...snapshots].sort((one, other) => (one.snapshot < other.snapshot ? -1 : 1));
  if (when === undefined) return ordered.find(({ latest }) => latest) ?? ordered.at(-1);
  if ('snapshot' in when) return ordered.find(({ snapshot }) => snapshot === when.snapshot);
  return ordered.findLast(({ snapshot }) => {
    const time = parseSnapshotName(snapshot);
    return time !== undefined && time <= when.until;
  });
}
