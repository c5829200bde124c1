/** What each preset and a first list of them would leave out of a tree, and which caches are the largest. */
import type { CacheFolder, PresetWeight, Weights } from '../../shared/ipc-leave-out';
import { FATE } from '../exclude/decide-nodes';
import { firstExcludeList, USUAL_PRESETS } from '../exclude/first-list';
import type { Preset } from '../exclude/presets';
import { binaryNameOf } from '../usage/node-path';
import { FLAGS } from '../usage/scanned-tree';
import { shownPath } from './describe-node';
import type { MeasuredTree } from './measured-tree';

const SHOWN_CACHES = 3;
/** What programs make again by themselves. */
const MADE_AGAIN = new Set(['caches', 'packages', 'node-modules', 'build-outputs']);

interface Known {
  presets: PresetWeight[];
  /** Nodes. */
  caches: number[];
}

/** All presets are weighed once for each tree; then only the list as it is ticked. */
const known = new WeakMap<MeasuredTree, Known>();

/** `names`: of the presets that are ticked; null: those that are usual. */
export function weighFirstList(
  measured: MeasuredTree,
  all: readonly Preset[],
  names: readonly string[] | null,
): Weights {
  const { presets, caches } = known.get(measured) ?? weighAll(measured, all);
  known.set(measured, { presets, caches });
  const chosen = names === null ? USUAL_PRESETS : new Set(names);
  const list = firstExcludeList({
    presets: all.filter(({ name }) => chosen.has(name)),
    roots: measured.roots,
    store: undefined,
  });
  const { totals, fate } = measured.evaluate(list);
  return {
    all: measured.size(0, 'used'),
    backedUp: totals.backedUp.bytes,
    presets,
    caches: caches.map((node): CacheFolder => ({
      path: shownPath(measured, node),
      bytes: measured.size(node, 'used'),
      leftOut: fate[node] === FATE.excluded,
    })),
  };
}

function weighAll(measured: MeasuredTree, all: readonly Preset[]): Known {
  const presets = all
    .filter(({ rules }) => rules.length > 0)
    .map(({ name, rules }) => ({
      name,
      bytes: measured.evaluate(rules.join('\n')).totals.excluded.bytes,
      usual: USUAL_PRESETS.has(name),
    }));
  return { presets, caches: findCaches(measured, all) };
}

/** ".cache" holds those of many programs: what is in it says more than the whole. */
function findCaches(measured: MeasuredTree, all: readonly Preset[]): number[] {
  const { tree } = measured;
  const rules = all.filter(({ name }) => MADE_AGAIN.has(name)).flatMap((preset) => preset.rules);
  const { fate } = measured.evaluate(rules.join('\n'));
  const isLeftOut = (node: number): boolean => fate[node] === FATE.excluded;
  const isShared = (node: number): boolean => binaryNameOf(tree, node) === '.cache';
  const found: number[] = [];
  for (let node = 1; node < tree.nodeCount; node += 1) {
    if (!isLeftOut(node) || ((tree.flags[node] ?? 0) & FLAGS.directory) === 0) continue;
    const above = tree.parent[node] ?? 0;
    const isTop = !isLeftOut(above);
    if (isTop ? !isShared(node) : isShared(above) && !isLeftOut(tree.parent[above] ?? 0)) found.push(node);
  }
  const sizeOf = (node: number): number => measured.size(node, 'used');
  return found
    .filter((node) => sizeOf(node) > 0)
    .sort((a, b) => sizeOf(b) - sizeOf(a))
    .slice(0, SHOWN_CACHES);
}
