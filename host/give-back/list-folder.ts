/**
 * What is in one directory of a snapshot, for a person who looks through it: quick also where that is a hundred thousand
 * files. Kinds and sizes are those of the laptop. Most are told by the store's own directory; rsync is asked only of what
 * --fake-super may have made of something else.
 */
import type { Stats } from 'node:fs';
import { Breather } from '../../process/breather';
import type { AnswerOf, FolderEntry, Question } from '../../shared/give-back';
import type { MachinePaths } from '../store-layout';
import { firstOfFolder, namesOfFolder } from './first-of-folder';
import { leadsTo } from './list-entries';
import { lookBelow, nameBelow, rootsOf } from './snapshot-places';
import { look, mayBeAnother, readTrueEntries } from './true-entries';

/** In JSON: a line is read up to twice that. */
const PART_LENGTH = 64 * 1024;

type Told = AnswerOf<'folder'> | AnswerOf<'first'>;

/** False where there is no such directory. Throws as readTrueEntries does. */
export async function listFolder(
  paths: MachinePaths,
  { snapshot, path, first }: Omit<Extract<Question, { ask: 'folder' }>, 'ask'>,
  say: (answer: Told) => void,
): Promise<boolean> {
  const directory = paths.files(snapshot);
  const below = nameBelow(path);
  if (below === undefined || lookBelow(directory, below)?.isDirectory() !== true) return false;
  const roots = await rootsOf(paths, snapshot);
  const names = namesOfFolder(directory, below);
  const looking = { directory, roots, nowhere: paths.nowhere };
  if (first !== undefined) {
    const wanted = (await firstOfFolder(names, first)).map((each) => each.path);
    await tellFirst(looking, wanted, names.length, say);
  }
  const parts = new Parts((entries) => {
    say({ answer: 'folder', entries });
  });
  await lookAtAll(
    looking,
    names.map((each) => each.path),
    (entry) => {
      parts.add(entry);
    },
  );
  parts.flush();
  return true;
}

interface Looking {
  /** The snapshot's files. */
  directory: string;
  roots: readonly string[];
  nowhere: string;
}

/** In the order of the names. */
async function tellFirst(
  looking: Looking,
  names: readonly string[],
  count: number,
  say: (answer: Told) => void,
): Promise<void> {
  const known = new Map<string, FolderEntry>();
  await lookAtAll(looking, names, (entry) => {
    known.set(entry.name, entry);
  });
  const told: FolderEntry[][] = [];
  const parts = new Parts((entries) => {
    told.push(entries);
  });
  for (const name of names) {
    const entry = known.get(baseOf(name));
    if (entry !== undefined) parts.add(entry);
  }
  parts.flush();
  for (const [index, entries] of told.entries()) {
    say({ answer: 'first', count, entries, more: index < told.length - 1 });
  }
}

/** In no particular order. */
async function lookAtAll(
  { directory, roots, nowhere }: Looking,
  names: readonly string[],
  onEntry: (entry: FolderEntry) => void,
): Promise<void> {
  const breather = new Breather();
  const hidden: string[] = [];
  for (const name of names) {
    await breather.breathe();
    const stats = look(directory, name);
    if (stats === undefined) continue;
    if (mayBeAnother(stats)) hidden.push(name);
    else onEntry(plainEntry(name, stats, roots));
  }
  const asked = { directory, names: hidden, recursive: false, nowhere };
  await readTrueEntries(asked, ({ path: found, kind, size, mtimeMs, target }) => {
    onEntry({ name: baseOf(found), kind, size, mtimeMs, ...(target !== undefined && { target }) });
  });
}

function plainEntry(name: string, stats: Stats, roots: readonly string[]): FolderEntry {
  const { mtimeMs } = stats;
  if (!stats.isDirectory()) return { name: baseOf(name), kind: 'file', size: stats.size, mtimeMs };
  const above = leadsTo(`/${name}`, roots);
  return { name: baseOf(name), kind: 'directory', size: 0, mtimeMs, ...(above && { above }) };
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

class Parts {
  private readonly tell: (entries: FolderEntry[]) => void;
  private waiting: FolderEntry[] = [];
  private length = 0;

  constructor(tell: (entries: FolderEntry[]) => void) {
    this.tell = tell;
  }

  add(entry: FolderEntry): void {
    this.waiting.push(entry);
    // As long as it can get: a byte is spelled with six characters at most.
    this.length += 100 + 6 * (entry.name.length + (entry.target?.length ?? 0));
    if (this.length > PART_LENGTH) this.flush();
  }

  flush(): void {
    if (this.waiting.length > 0) this.tell(this.waiting);
    this.waiting = [];
    this.length = 0;
  }
}
