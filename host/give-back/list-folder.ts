/** What is in one directory of a snapshot, for a person who looks through it: quick also where that is a hundred thousand files. */
import { setTimeout as delay } from 'node:timers/promises';
import type { AnswerOf, FolderEntry, Question } from '../../shared/give-back';
import type { MachinePaths } from '../store-layout';
import { firstOfFolder, namesOfFolder } from './first-of-folder';
import { leadsTo } from './list-entries';
import { readPlainEntries } from './plain-entries';
import { lookBelow, nameBelow, rootsOf } from './snapshot-places';

/** In JSON: a line is read up to twice that. */
const PART_LENGTH = 64 * 1024;

const DRAWN_MS = 100;

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
  const front = below === '' ? '' : `${below}/`;
  if (first !== undefined) {
    const wanted = (await firstOfFolder(names, first)).map((name) => front + name);
    await tellFirst(looking, wanted, names.length, say);
    // Until that is drawn: the rest would keep every core of a small machine from it.
    if (names.length > first.most) await delay(DRAWN_MS);
  }
  const parts = new Parts((entries) => {
    say({ answer: 'folder', entries });
  });
  await lookAtAll(
    looking,
    names.map(({ name }) => front + name),
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
  { roots, ...looking }: Looking,
  names: readonly string[],
  onEntry: (entry: FolderEntry) => void,
): Promise<void> {
  await readPlainEntries({ ...looking, names }, (name, entry) => {
    const above = entry.kind === 'directory' && leadsTo(`/${name}`, roots);
    onEntry({ name: baseOf(name), ...entry, ...(above && { above }) });
  });
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
