/** What of a root differs from the snapshot before, told from two lists (shared/tree-list.ts). */
import {
  directoryOf,
  entriesOf,
  groupOf,
  parseEntry,
  pathBelow,
  type ListedEntry,
  type TreeBlocks,
} from '../../shared/tree-list';

export interface Differences {
  /** What the laptop is asked for, by its path below the root: new, changed, or not surely the same. */
  asked: Map<string, ListedEntry>;
  /** Directories that are not taken over as a whole: those of `asked`, those above it, and where something has gone. '' is the root. */
  touched: Set<string>;
  /** What is taken over from the snapshot before: files, and directories with all that is in them. */
  unchanged: string[];
  /** In the list. */
  entries: number;
  /** That rsync looks at on the laptop while it finds what is asked for. */
  visited: number;
}

const UNSETTLED = /^[fdo][-!] /m;

export function compareLists(known: TreeBlocks, now: TreeBlocks): Differences {
  const asked = new Map<string, ListedEntry>();
  const touched = new Set<string>(['']);
  let entries = 0;
  for (const [directory, block] of now) {
    entries += countLines(block);
    const before = known.get(directory);
    if (before === block && !UNSETTLED.test(block)) continue;
    const left = new Set(before === undefined || before === '' ? [] : before.split('\n'));
    for (const line of block === '' ? [] : block.split('\n')) {
      const entry = parseEntry(line);
      if (entry === undefined) continue;
      const isSame = left.delete(line) && entry.state === '+';
      if (!isSame) asked.set(pathBelow(directory, entry.name), entry);
    }
    // Something has gone, or is another thing now.
    if (left.size > 0) touch(directory, touched);
  }
  askWholeGroups(now, asked);
  for (const [path, { kind }] of asked) touch(kind === 'd' ? path : directoryOf(path), touched);
  const unchanged: string[] = [];
  let visited = 0;
  for (const directory of touched) {
    for (const { name } of entriesOf(now.get(directory) ?? '')) {
      visited += 1;
      const path = pathBelow(directory, name);
      if (!asked.has(path) && !touched.has(path)) unchanged.push(path);
    }
  }
  return { asked, touched, unchanged, entries, visited };
}

/** All names of a file come together, or those that come would be a file of their own. */
function askWholeGroups(now: TreeBlocks, asked: Map<string, ListedEntry>): void {
  const groups = new Set([...asked.values()].flatMap((entry) => groupOf(entry) ?? []));
  if (groups.size === 0) return;
  for (const [directory, block] of now) {
    for (const entry of entriesOf(block)) {
      const group = groupOf(entry);
      if (group !== undefined && groups.has(group)) asked.set(pathBelow(directory, entry.name), entry);
    }
  }
}

/**
 * Asks for one entry of the root as well, where nothing is asked for: what is named brings the attributes of the directories
 * above it along, and nothing else does. False where there is none that stands alone.
 */
export function askForOne({ asked, touched, unchanged }: Differences, now: TreeBlocks): boolean {
  const entries = entriesOf(now.get('') ?? '');
  const one =
    entries.find((entry) => entry.kind !== 'd' && groupOf(entry) === undefined) ??
    entries.find(({ kind }) => kind === 'd');
  if (one === undefined) return false;
  unchanged.splice(unchanged.indexOf(one.name), 1);
  if (one.kind === 'd') {
    touched.add(one.name);
    for (const { name } of entriesOf(now.get(one.name) ?? '')) unchanged.push(pathBelow(one.name, name));
  } else asked.set(one.name, one);
  return true;
}

function touch(directory: string, touched: Set<string>): void {
  for (let above = directory; !touched.has(above); above = directoryOf(above)) touched.add(above);
}

function countLines(block: string): number {
  return block === '' ? 0 : block.split('\n').length;
}
