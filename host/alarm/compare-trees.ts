/** What differs between the files of two snapshots, as far as it counts. Memory grows with the difference alone. */
import { lstatSync, type Stats } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';
import { bytesOf, walkTree, type TreeEntry } from '../walk-tree';
import { CountedPaths } from './counted-paths';
import { takeOutMoved, type SeenFile } from './moved-files';

/** Of the files of one root that counted in the earlier snapshot. */
export interface RootFigures {
  /** As the record names it. */
  root: string;
  files: number;
  bytes: number;
  gone: number;
  goneBytes: number;
  /** Files of the later snapshot that the earlier one has not. */
  fresh: number;
}

export interface TreeDifference {
  /** Of the earlier snapshot. */
  files: number;
  roots: RootFigures[];
  /** Files of the earlier snapshot for each ending ("odt"; "" for none). */
  endings: Map<string, number>;
  /** Neither here nor elsewhere any more. */
  gone: SeenFile[];
  /** New, and not only moved. */
  fresh: SeenFile[];
  /** Another inode with another size or time at the same path: a changed mode alone makes a new inode as well. */
  changed: SeenFile[];
}

/** Ends of a run and its progress have to be heard meanwhile. */
const ENTRIES_AT_ONCE = 2000;

/**
 * @param before the `files` directory of the earlier snapshot, `after` that of the later one
 * @param roots of the earlier snapshot
 * @throws what the file system throws, and the signal's reason
 */
export async function compareTrees(
  before: string,
  after: string,
  roots: readonly string[],
  signal: AbortSignal,
): Promise<TreeDifference> {
  const rootsInside = roots.map((root) => Buffer.from(root).toString('latin1').slice(1));
  const counted = new CountedPaths(before, rootsInside);
  const endings = new Map<string, number>();
  const old: SeenFile[] = [];
  const changed: SeenFile[] = [];
  const figures = roots.map((root) => ({ root, files: 0, bytes: 0, gone: 0, goneBytes: 0, fresh: 0 }));
  const figuresOf = (path: string): RootFigures[] =>
    figures.filter((_, index) => isIn(path, rootsInside[index] ?? ''));
  let files = 0;
  for await (const { path, stats } of countedFiles(before, counted, signal)) {
    files += 1;
    const ending = endingOf(path);
    endings.set(ending, (endings.get(ending) ?? 0) + 1);
    for (const root of figuresOf(path)) {
      root.files += 1;
      root.bytes += stats.size;
    }
    const now = look(after, path);
    if (now?.isFile() !== true) old.push(seen(path, stats));
    else if (now.ino !== stats.ino && (now.size !== stats.size || hasOtherTime(before, after, path))) {
      changed.push(seen(path, now));
    }
  }
  const young: SeenFile[] = [];
  for await (const { path, stats } of countedFiles(after, counted, signal)) {
    if (look(before, path)?.isFile() !== true) young.push(seen(path, stats));
  }
  const { gone, fresh } = takeOutMoved(before, after, old, young);
  for (const { path, size } of gone) {
    for (const root of figuresOf(path)) {
      root.gone += 1;
      root.goneBytes += size;
    }
  }
  for (const { path } of fresh) for (const root of figuresOf(path)) root.fresh += 1;
  return { files, roots: figures, endings, gone, fresh, changed };
}

/** "odt" of "a/report.ODT"; "" where there is none. */
export function endingOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}

async function* countedFiles(
  tree: string,
  counted: CountedPaths,
  signal: AbortSignal,
): AsyncGenerator<TreeEntry> {
  let entries = 0;
  for (const entry of walkTree(tree)) {
    entries += 1;
    if (entries % ENTRIES_AT_ONCE === 0) await breathe();
    signal.throwIfAborted();
    if (counted.has(entry)) yield entry;
  }
}

/** What lies at that path in a tree. */
/** To the nanosecond, as rsync compares: a file's time in milliseconds is a number too coarse for that. */
function hasOtherTime(before: string, after: string, path: string): boolean {
  const [was, is] = [before, after].map((tree) => {
    const place = bytesOf(`${Buffer.from(tree).toString('latin1')}/${path}`);
    return lstatSync(place, { bigint: true, throwIfNoEntry: false })?.mtimeNs;
  });
  return was !== is;
}

export function look(tree: string, path: string): Stats | undefined {
  const place = bytesOf(`${Buffer.from(tree).toString('latin1')}/${path}`);
  try {
    return lstatSync(place, { throwIfNoEntry: false });
  } catch (error) {
    // A file where a directory was; or too deep for this tree's longer name, and so not in it.
    if (['ENOTDIR', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

function isIn(path: string, root: string): boolean {
  return root === '' || path.startsWith(`${root}/`);
}

function seen(path: string, { size, mtimeMs }: Stats): SeenFile {
  return { path, size, mtimeMs };
}
