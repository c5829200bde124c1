/**
 * The short comparison: what of the laptop's tree is not as it was in the snapshot before is told from two lists, only that is
 * pulled, and the rest is taken over by hard links. Whatever is in its way, the whole tree is compared instead, as rsync does
 * it: that is always right, and takes longer.
 */
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { entriesOf, pathBelow, sizeOf, type ListedEntry, type TreeList } from '../../shared/tree-list';
import { setAside } from '../prepare-partial';
import { hasIncludeRules } from '../proof/sample-rules';
import type { PulledSnapshot } from '../pull-snapshot';
import type { WantedFile } from '../rsync-command';
import { snapshotPaths } from '../store-layout';
import { walkTree } from '../walk-tree';
import type { Lists } from './ask-lists';
import { findCloning, type Cloning } from './clone-base';
import { compareLists, type Differences } from './compare-lists';
import { gapsOf, onlyWhatArrived, type KnownTree } from './known-tree';
import { wantedOf, type Wanted } from './wanted';

export interface ShortPlan {
  cloning: Cloning;
  lists: Lists;
  known: KnownTree;
  differences: ReadonlyMap<string, Differences>;
  wanted: ReadonlyMap<string, readonly WantedFile[]>;
}

/** So many in a row; then all is compared once, whatever the lists say. */
const MOST_ROUNDS = 30;

/** The plan, or in words why all is compared. */
export async function planShort(
  given: {
    lists: Lists | undefined;
    known: KnownTree | undefined;
    excludeList: string;
    /** The laptop lets through what is named. */
    takesNames: boolean;
    /** Files that must not be taken over from the snapshot before. */
    bad: number;
  },
  directory: string,
): Promise<ShortPlan | string> {
  const { lists, known, bad } = given;
  if (lists === undefined) return 'there is no list of the laptop';
  if (known === undefined) return 'there is no list of the snapshot before';
  if (known.round >= MOST_ROUNDS) return 'its turn has come';
  if (bad > 0) return 'files of the snapshot before are known to be bad';
  const ways = { names: given.takesNames, rules: !hasIncludeRules(given.excludeList) };
  const roots = [...lists.keys()];
  if (roots.length !== known.lists.size || roots.some((root) => !known.lists.has(root))) return 'other roots';
  if (areNested(roots)) return 'a root lies in another one';
  const differences = new Map<string, Differences>();
  const wanted = new Map<string, readonly WantedFile[]>();
  for (const [index, root] of roots.entries()) {
    const [now, before] = [lists.get(root), known.lists.get(root)];
    if (now === undefined || before === undefined || !areOfOneMaker(now, before)) return 'other programs';
    const different = compareLists(before.blocks, now.blocks);
    const parts = wantedOf(different, now.blocks, ways);
    if (typeof parts === 'string') return parts;
    differences.set(root, different);
    wanted.set(root, await writeWanted(parts, join(directory, `changed-${index}`)));
  }
  const cloning = await findCloning();
  return cloning === undefined
    ? 'cp of GNU coreutils is missing'
    : { cloning, lists, known, differences, wanted };
}

async function writeWanted(parts: readonly Wanted[], place: string): Promise<WantedFile[]> {
  const files: WantedFile[] = [];
  for (const { kind, text } of parts) {
    const file = `${place}-${kind}`;
    await writeFile(file, Buffer.from(text, 'latin1'), { mode: 0o600 });
    files.push({ kind, file });
  }
  return files;
}

function areNested(roots: readonly string[]): boolean {
  return roots.some((outer) =>
    roots.some((inner) => inner !== outer && (outer === '/' || inner.startsWith(`${outer}/`))),
  );
}

/** Another rsync, or another Latchkey, may keep more of a file than the one before did. */
function areOfOneMaker(a: TreeList, b: TreeList): boolean {
  return a.head.rsync === b.head.rsync && a.head.latchkey === b.head.latchkey;
}

/**
 * What has come must be of what was asked for, as what it was listed, and all directories that are put together of both must be
 * among it. In words what is not so: something has moved meanwhile, or the laptop sends what it should not.
 */
export function judgeArrived(
  files: string,
  { differences }: Pick<ShortPlan, 'differences'>,
): ReadonlyMap<string, ReadonlySet<string>> | string {
  const arrived = new Map<string, ReadonlySet<string>>();
  for (const [root, { asked, touched }] of differences) {
    const paths = new Set<string>();
    for (const { path, stats } of walkTree(root === '/' ? files : `${files}${root}`)) {
      const isDirectory = stats.isDirectory();
      const entry = asked.get(path);
      const isMeant = isDirectory ? touched.has(path) : entry !== undefined && entry.kind !== 'd';
      if (!isMeant) return 'something came that was not asked for';
      paths.add(path);
    }
    for (const path of touched) {
      if (path !== '' && !paths.has(path)) return 'a directory went away meanwhile';
    }
    arrived.set(root, paths);
  }
  return arrived;
}

/** The clone with what was pulled in it becomes the snapshot's tree; what was pulled is set aside, as what is to be linked from. */
export async function exchange(partial: string): Promise<void> {
  await setAside(partial);
  await rename(snapshotPaths.cloned(partial), snapshotPaths.files(partial));
}

/** rsync has counted what was asked for; the rest is in the lists. */
export function withUnchanged(pulled: PulledSnapshot, { lists, differences }: ShortPlan): PulledSnapshot {
  let { files, bytes } = pulled.stats;
  for (const [root, list] of lists) {
    const asked = differences.get(root)?.asked;
    for (const [directory, block] of list.blocks) {
      for (const entry of entriesOf(block)) {
        if (entry.kind === 'd' || asked?.has(pathBelow(directory, entry.name)) === true) continue;
        if (entry.kind === 'f') files += 1;
        bytes += sizeOf(entry);
      }
    }
  }
  const most = Number.MAX_SAFE_INTEGER;
  return {
    ...pulled,
    stats: { ...pulled.stats, files: Math.min(files, most), bytes: Math.min(bytes, most) },
  };
}

/** What the new snapshot holds, for the next comparison; undefined where that cannot be told surely. */
export function knownAfter(
  lists: Lists | undefined,
  { findings }: Pick<PulledSnapshot, 'findings'>,
  files: string,
  before: KnownTree | undefined,
  short: { plan: ShortPlan; arrived: ReadonlyMap<string, ReadonlySet<string>> } | undefined,
): KnownTree | undefined {
  if (lists === undefined) return undefined;
  const known = new Map<string, TreeList>();
  for (const [root, { head, blocks }] of lists) {
    const gaps = gapsOf(findings, [...lists.keys()], root, blocks);
    if (gaps === undefined) return undefined;
    const asked = short?.plan.differences.get(root)?.asked;
    const came = short?.arrived.get(root);
    const isThere =
      asked === undefined || came === undefined
        ? lookIn(root === '/' ? files : `${files}${root}`)
        : (path: string): boolean => !asked.has(path) || came.has(path);
    known.set(root, {
      head,
      blocks: onlyWhatArrived(blocks, isThere, before?.lists.get(root)?.blocks, gaps),
    });
  }
  return { round: short === undefined ? 0 : short.plan.known.round + 1, lists: known };
}

function lookIn(tree: string): (path: string, entry: ListedEntry) => boolean {
  const directories = new Set<string>();
  const others = new Set<string>();
  for (const { path, stats } of walkTree(tree)) (stats.isDirectory() ? directories : others).add(path);
  return (path, { kind }) => (kind === 'd' ? directories : others).has(path);
}
