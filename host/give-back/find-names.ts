/** Entries whose names hold a text, in a machine's snapshots: from their directories alone. */
import { readdirSync } from 'node:fs';
import { Breather } from '../../process/breather';
import type { AnswerOf } from '../../shared/give-back';
import type { MachinePaths } from '../store-layout';
import { bytesOf } from '../walk-tree';
import { filesOf } from './snapshot-places';

type Found = AnswerOf<'found'>;

const GOING = new AbortController().signal;

/**
 * By path. In whatever case, as far as names are UTF-8; a text with a slash is looked for in the whole path.
 *
 * @param text a binary string
 */
export async function findNames(
  paths: MachinePaths,
  snapshots: readonly string[],
  text: string,
): Promise<Found[]> {
  const wanted = folded(text);
  const found = new Map<string, Found>();
  const breather = new Breather();
  for (const snapshot of snapshots) {
    for (const { path, name, directory } of namesIn(filesOf(paths, snapshot))) {
      await breather.breathe(GOING);
      const known = found.get(path);
      if (known !== undefined) Object.assign(known, { last: snapshot, directory });
      else if (folded(text.includes('/') ? path : name).includes(wanted)) {
        found.set(path, { answer: 'found', path, directory, first: snapshot, last: snapshot });
      }
    }
  }
  return [...found.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
}

function* namesIn(files: string): Generator<{ path: string; name: string; directory: boolean }> {
  const top = Buffer.from(files).toString('latin1');
  const waiting = [''];
  for (let below = waiting.pop(); below !== undefined; below = waiting.pop()) {
    for (const { name, directory } of entriesOf(top + below)) {
      const path = `${below}/${name}`;
      yield { path, name, directory };
      if (directory) waiting.push(path);
    }
  }
}

function entriesOf(directory: string): { name: string; directory: boolean }[] {
  try {
    return readdirSync(bytesOf(directory), { encoding: 'latin1', withFileTypes: true }).map((entry) => ({
      name: entry.name,
      directory: entry.isDirectory(),
    }));
  } catch {
    // Deeper than a path can be long, or closed: the rest is told.
    return [];
  }
}

/** `name`: a binary string. Bytes that are no UTF-8 stay comparable among themselves. */
function folded(name: string): string {
  return bytesOf(name).toString('utf8').normalize('NFC').toLowerCase();
}
