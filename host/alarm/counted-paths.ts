/**
 * What says nothing about whether a backup looks wrong: trash, caches, node_modules, version-control stores. Programs fill
 * and empty them by the thousand on any good day.
 */
import type { TreeEntry } from '../walk-tree';
import { isTagged } from './cache-tags';

const NOT_COUNTED: ReadonlySet<string> = new Set([
  ...['.git', '.hg', '.svn', '.bzr', 'node_modules'],
  ...['.cache', '__pycache__', '.mypy_cache', '.pytest_cache', '.ruff_cache', '.tox', '.nox', '.ccache'],
]);
const TRASH = /(?:^|\/)(?:\.Trash(?:-\d+)?|\.local\/share\/Trash)$/;

/** For the walks through two snapshots, the earlier one first: parents are asked about before what is in them. */
export class CountedPaths {
  /** Directories that were passed over for their tag. */
  readonly tagged = new Set<string>();
  private readonly passedOver = new Set<string>();
  private readonly before: string;
  private readonly roots: readonly string[];
  private readonly trusted: ReadonlySet<string> | null;

  /**
   * @param before the tree of the earlier snapshot: a tag has to be there already
   * @param roots as binary strings without a slash in front; what leads to a root is counted, whatever its name
   * @param trusted the directories whose tag is honoured (cache-tags.ts); null: all
   */
  constructor(before: string, roots: readonly string[], trusted: ReadonlySet<string> | null) {
    this.before = before;
    this.roots = roots;
    this.trusted = trusted;
  }

  /** Whether this is a file that counts. */
  has({ path, stats }: TreeEntry): boolean {
    if (this.passedOver.has(path.slice(0, Math.max(0, path.lastIndexOf('/'))))) {
      if (stats.isDirectory() && !this.leadsToRoot(path)) this.passedOver.add(path);
      return false;
    }
    if (!stats.isDirectory()) return true;
    if (!this.leadsToRoot(path) && this.isPassedOver(path)) this.passedOver.add(path);
    return false;
  }

  private isPassedOver(path: string): boolean {
    if (NOT_COUNTED.has(path.slice(path.lastIndexOf('/') + 1)) || TRASH.test(path)) return true;
    if (this.trusted?.has(path) === false || !isTagged(this.before, path)) return false;
    this.tagged.add(path);
    return true;
  }

  private leadsToRoot(path: string): boolean {
    return this.roots.some((root) => root === path || root.startsWith(`${path}/`));
  }
}
