/** What the files of a snapshot held when they came, whichever snapshot they came with. */
import { Breather } from '../../process/breather';
import { checksumsOf, readEntries } from '../proof/checksums';
import { readMachine } from '../read-machine';
import type { Entry } from '../../shared/give-back';
import type { MachinePaths } from '../store-layout';

const GOING = new AbortController().signal;

/**
 * By inode number. A store that was copied to another disk has other numbers: what does not fit in size and time as well is
 * passed over.
 */
export async function knownChecksums(
  paths: MachinePaths,
  entries: readonly Entry[],
): Promise<Map<number, string>> {
  const wanted = new Map(entries.filter(({ kind }) => kind === 'file').map((entry) => [entry.ino, entry]));
  const known = new Map<number, string>();
  const breather = new Breather();
  for (const snapshot of (await readMachine(paths)).complete) {
    const checksums = checksumsOf(paths.complete(snapshot));
    if (checksums === undefined) continue;
    for (const { entry } of readEntries(checksums.file)) {
      await breather.breathe(GOING);
      const meant = wanted.get(entry.ino);
      if (meant?.size === entry.size && meant.mtimeMs === entry.mtimeMs) known.set(entry.ino, entry.sha256);
    }
  }
  return known;
}
