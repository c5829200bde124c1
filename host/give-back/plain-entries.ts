/**
 * What a person looks for in an entry: its kind, size and time as the laptop had them. Most are told by the store's own
 * directory; rsync is asked only of what --fake-super may have made of something else, and so mostly not at all.
 */
import type { Stats } from 'node:fs';
import { Breather } from '../../process/breather';
import type { PlainEntry } from '../../shared/give-back';
import { look, mayBeAnother, readTrueEntries } from './true-entries';

const BETWEEN_TURNS = 500;

interface Question {
  /** The directory that the names are below, as Node takes it. */
  directory: string;
  /** Binary strings. What is not there is passed over. */
  names: readonly string[];
  /** Never made: where a dry run would write to. */
  nowhere: string;
}

/** In no particular order. Throws as readTrueEntries does. */
export async function readPlainEntries(
  { directory, names, nowhere }: Question,
  onEntry: (name: string, entry: PlainEntry) => void,
): Promise<void> {
  const breather = new Breather();
  const hidden: string[] = [];
  for (const [index, name] of names.entries()) {
    if (index % BETWEEN_TURNS === 0) await breather.breathe();
    const stats = look(directory, name);
    if (stats === undefined) continue;
    if (mayBeAnother(stats)) hidden.push(name);
    else onEntry(name, plainEntry(stats));
  }
  const asked = { directory, names: hidden, recursive: false, nowhere };
  await readTrueEntries(asked, ({ path, kind, size, mtimeMs, target }) => {
    onEntry(path.slice(1), { kind, size, mtimeMs, ...(target !== undefined && { target }) });
  });
}

function plainEntry(stats: Stats): PlainEntry {
  const { size, mtimeMs } = stats;
  return stats.isDirectory() ? { kind: 'directory', size: 0, mtimeMs } : { kind: 'file', size, mtimeMs };
}
