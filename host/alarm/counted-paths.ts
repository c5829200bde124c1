/**
 * What says nothing about whether a backup looks wrong: trash, caches, node_modules, version-control stores. Programs fill
 * and empty them by the thousand on any good day.
 */
import { lstatSync, readFileSync } from 'node:fs';
import { bytesOf, type TreeEntry } from '../walk-tree';

const NOT_COUNTED: ReadonlySet<string> = new Set([
  ...['.git', '.hg', '.svn', '.bzr', 'node_modules'],
  ...['.cache', '__pycache__', '.mypy_cache', '.pytest_cache', '.ruff_cache', '.tox', '.nox', '.ccache'],
]);
const TRASH = /(?:^|\/)(?:\.Trash(?:-\d+)?|\.local\/share\/Trash)$/;
/** https://bford.info/cachedir/ */
const TAG = 'CACHEDIR.TAG';
const TAG_SIGNATURE = 'Signature: 8a477f597d28d172789f06886806bc55';

/** For the walks through two snapshots, the earlier one first: parents are asked about before what is in them. */
export class CountedPaths {
  private readonly passedOver = new Set<string>();
  private readonly before: string;
  private readonly roots: readonly string[];

  /**
   * @param before the tree of the earlier snapshot. Only a tag that lies there counts: one that is new could be there to
   *   hide what happened.
   * @param roots as binary strings without a slash in front; what leads to a root is counted, whatever its name
   */
  constructor(before: string, roots: readonly string[]) {
    this.before = Buffer.from(before).toString('latin1');
    this.roots = roots;
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
    return NOT_COUNTED.has(path.slice(path.lastIndexOf('/') + 1)) || TRASH.test(path) || this.isTagged(path);
  }

  private isTagged(path: string): boolean {
    const tag = bytesOf(`${this.before}/${path}/${TAG}`);
    try {
      const found = lstatSync(tag, { throwIfNoEntry: false });
      if (found?.isFile() !== true || found.size > 65_536) return false;
      return readFileSync(tag, 'latin1').startsWith(TAG_SIGNATURE);
    } catch {
      // Too deep to hold one, or not to be read: what cannot be seen is counted.
      return false;
    }
  }

  private leadsToRoot(path: string): boolean {
    return this.roots.some((root) => root === path || root.startsWith(`${path}/`));
  }
}
