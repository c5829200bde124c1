/** What each preset would save on a scanned tree. */
import type { TreeEvaluator } from './evaluate-rules';
import type { Preset } from './presets';
import type { Tally } from './tally';

export interface PresetSize {
  name: string;
  /** All that its rules take, were they the only ones. */
  whole: Tally;
  /** What it takes in addition to the list as it is. */
  additional: Tally;
}

export function weighPresets(
  evaluator: TreeEvaluator,
  excludeList: string,
  presets: readonly Preset[],
): PresetSize[] {
  const before = evaluator.evaluate(excludeList).totals.excluded;
  // All of these first: what the list matches is remembered from one evaluation that holds it to the next.
  const added = presets.map((preset) => ({
    preset,
    additional: weighAddition(evaluator, excludeList, preset, before),
  }));
  return added.map(({ preset: { name, rules }, additional }) => ({
    name,
    whole: evaluator.evaluate(rules.join('\n')).totals.excluded,
    additional,
  }));
}

/** `before`: what the list leaves out without it. */
export function weighAddition(
  evaluator: Pick<TreeEvaluator, 'evaluate'>,
  excludeList: string,
  { rules }: Preset,
  before: Tally,
): Tally {
  const after = evaluator.evaluate([excludeList, ...rules].join('\n')).totals.excluded;
  return {
    files: after.files - before.files,
    directories: after.directories - before.directories,
    bytes: after.bytes - before.bytes,
  };
}
