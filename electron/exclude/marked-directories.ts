/**
 * Directories that ask to be left out by a CACHEDIR.TAG (bford.info/cachedir) or a `.nobackup` file. rsync knows neither,
 * so what the scan found is written out as rules.
 */
import { binaryPathOf } from '../usage/node-path';
import { FLAGS, type ScannedTree } from '../usage/scanned-tree';
import { locateRoots } from './locate-roots';
import type { Preset } from './presets';
import { readable, ruleForPath } from './rule-for-path';
import { FATE } from './decide-nodes';

export const MARKED = {
  name: 'marked',
  title: 'Marked by their programs',
} as const;

/**
 * `fate`: from an evaluation; what is left out already, or lies in a marked directory, needs no rule. The roots get none
 * either: somebody named them to be backed up, and no rule can leave them out.
 */
export function presetForMarked(
  tree: ScannedTree,
  roots: readonly string[],
  fate: Uint8Array,
): { preset: Preset; refused: string[] } {
  const rules: string[] = [];
  const refused: string[] = [];
  const covered = new Uint8Array(tree.nodeCount);
  const { isTop } = locateRoots(tree, roots);
  for (let node = 1; node < tree.nodeCount; node += 1) {
    if (isTop[node] === 1) continue;
    const above = covered[tree.parent[node] ?? 0] === 1;
    const marked = ((tree.flags[node] ?? 0) & FLAGS.nobackup) !== 0 && fate[node] === FATE.backedUp;
    covered[node] = above || marked ? 1 : 0;
    if (above || !marked) continue;
    const path = binaryPathOf(tree, node);
    const rule = ruleForPath(path, true);
    if (rule.ok) rules.push(rule.value);
    else refused.push(readable(path));
  }
  return { preset: { ...MARKED, rules }, refused };
}
