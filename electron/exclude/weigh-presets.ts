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
  return presets.map(({ name, rules }) => {
    const whole = evaluator.evaluate(rules.join('\n')).totals.excluded;
    const after = evaluator.evaluate([excludeList, ...rules].join('\n')).totals.excluded;
    const additional = {
      files: after.files - before.files,
      directories: after.directories - before.directories,
      bytes: after.bytes - before.bytes,
    };
    return { name, whole, additional };
  });
}
