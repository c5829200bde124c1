/** Entries whose names hold a text, in a machine's snapshots: from their `changes`, or else from their directories. */
import { readdirSync } from 'node:fs';
import { Breather } from '../../process/breather';
import type { AnswerOf } from '../../shared/give-back';
import type { MachinePaths } from '../store-layout';
import { bytesOf } from '../walk-tree';
import { hasChanges, readChangesInPieces } from './changes-file';
import { textOf } from './text-of';

type Found = AnswerOf<'found'>;

/**
 * By path. In whatever case, as far as names are UTF-8; a text with a slash is looked for in the whole path.
 *
 * @param snapshots in their order, the oldest first
 * @param text a binary string
 */
export async function findNames(
  paths: MachinePaths,
  snapshots: readonly string[],
  text: string,
): Promise<Found[]> {
  const search = new Search(text);
  const breather = new Breather();
  let before: string | undefined;
  for (const snapshot of snapshots) {
    if (hasChanges(paths, snapshot, before)) {
      search.goTo(snapshot);
      for (const changes of readChangesInPieces(paths, snapshot, search.mayFit)) {
        await breather.breathe();
        for (const { path, how, directory } of changes) {
          if (how === 'removed') search.lose(path);
          else search.meet(path, directory);
        }
      }
    } else {
      search.goToUnknown(snapshot);
      for (const { path, directory } of namesIn(paths.files(snapshot))) {
        await breather.breathe();
        search.meet(path, directory);
      }
    }
    before = snapshot;
  }
  return search.end();
}

/** Goes through the snapshots from the oldest on. */
class Search {
  private readonly text: string;
  private readonly wanted: string;
  private readonly found = new Map<string, Found>();
  /** Those of them that are in the snapshot that it is at. */
  private readonly present = new Set<Found>();
  private at = '';
  private before = '';

  constructor(text: string) {
    this.text = text;
    this.wanted = folded(text);
  }

  /** What is in the snapshot of before is in this one as well, until it is lost. */
  goTo(snapshot: string): void {
    this.before = this.at;
    this.at = snapshot;
  }

  /** Only what is met is in it. */
  goToUnknown(snapshot: string): void {
    this.leave();
    this.goTo(snapshot);
  }

  meet(path: string, directory: boolean): void {
    let known = this.found.get(path);
    if (known === undefined) {
      if (!this.fits(path)) return;
      known = { answer: 'found', path, directory, first: this.at, last: this.at };
      this.found.set(path, known);
    }
    Object.assign(known, { last: this.at, directory });
    this.present.add(known);
  }

  lose(path: string): void {
    const known = this.found.get(path);
    if (known === undefined) return;
    if (this.present.delete(known)) known.last = this.before;
  }

  /**
   * Whether one of many paths may, each between NUL bytes. What is found is lost and met by a path that fits, too. Folded together
   * they are what each is by itself: neither "/" nor NUL goes with what stands beside it, in UTF-8, NFC or the case of a letter.
   */
  readonly mayFit = (paths: string): boolean => folded(paths).includes(this.wanted);

  end(): Found[] {
    this.leave();
    return [...this.found.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
  }

  /** What is in the snapshot that it is at has its last one there, as far as is known. */
  private leave(): void {
    for (const one of this.present) one.last = this.at;
    this.present.clear();
  }

  private fits(path: string): boolean {
    const name = this.text.includes('/') ? path : path.slice(path.lastIndexOf('/') + 1);
    return folded(name).includes(this.wanted);
  }
}

function* namesIn(files: string): Generator<{ path: string; directory: boolean }> {
  const top = Buffer.from(files).toString('latin1');
  const waiting = [''];
  for (let below = waiting.pop(); below !== undefined; below = waiting.pop()) {
    for (const { name, directory } of entriesOf(top + below)) {
      const path = `${below}/${name}`;
      yield { path, directory };
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
  return textOf(name).normalize('NFC').toLowerCase();
}
