/** What differs between the files of two snapshots, as far as it counts. Memory grows with the difference alone. */
import type { Stats } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';
import { walkTree, type TreeEntry } from '../walk-tree';
import { trustedTags } from './cache-tags';
import { CountedPaths } from './counted-paths';
import { exactTime, look } from './look';
import { takeOutMoved } from './moved-files';
import { findDifferent, type Pair, type SeenFile } from './same-contents';

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
  /**
   * Another inode at the same path, with another size, time or contents: a changed mode alone makes a new inode as well, and
   * contents that came again because they were found to differ have the size and time of before.
   */
  changed: SeenFile[];
  /** Directories whose CACHEDIR.TAG is trusted from the later snapshot on (cache-tags.ts). */
  tags: string[];
}

/** Ends of a run and its progress have to be heard meanwhile. */
const ENTRIES_AT_ONCE = 2000;

/**
 * @param before the `files` directory of the earlier snapshot, `after` that of the later one
 * @param roots of the earlier snapshot
 * @param trusted directories whose CACHEDIR.TAG is honoured; null: all
 * @throws what the file system throws, and the signal's reason
 */
export async function compareTrees(
  before: string,
  after: string,
  roots: readonly string[],
  trusted: ReadonlySet<string> | null,
  signal: AbortSignal,
): Promise<TreeDifference> {
  const rootsInside = roots.map((root) => Buffer.from(root).toString('latin1').slice(1));
  const counted = new CountedPaths(before, rootsInside, trusted);
  const endings = new Map<string, number>();
  const old: SeenFile[] = [];
  const changed: SeenFile[] = [];
  const ofSameTime: Pair[] = [];
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
    else if (now.ino !== stats.ino) {
      const isOther = now.size !== stats.size || exactTime(before, path) !== exactTime(after, path);
      if (isOther) changed.push(seen(path, now));
      else ofSameTime.push([seen(path, stats), seen(path, now)]);
    }
  }
  for (const [, now] of await findDifferent(before, after, ofSameTime, signal)) changed.push(now);
  const young: SeenFile[] = [];
  for await (const { path, stats } of countedFiles(after, counted, signal)) {
    if (look(before, path)?.isFile() !== true) young.push(seen(path, stats));
  }
  const { gone, fresh, moved } = await takeOutMoved(before, after, old, young, signal);
  const tags = trustedTags(before, after, counted.tagged, young, moved);
  for (const { path, size } of gone) {
    for (const root of figuresOf(path)) {
      root.gone += 1;
      root.goneBytes += size;
    }
  }
  for (const { path } of fresh) for (const root of figuresOf(path)) root.fresh += 1;
  return { files, roots: figures, endings, gone, fresh, changed, tags };
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

function isIn(path: string, root: string): boolean {
  return root === '' || path.startsWith(`${root}/`);
}

function seen(path: string, { size, mtimeMs }: Stats): SeenFile {
  return { path, size, mtimeMs };
}
